/// How a value is written in base64 or base64url (RFC 4648, sections 4 and 5): alphabet, padding, and ends of lines.
///
/// Only what an encoder writes is taken for base64: the bits of the last character that belong to no byte are zero.
struct Base64Form {
    private let range: Range<Int>
    private let isURL: Bool

    /// The form of a value, or nil if it is no base64.
    init?(_ text: Span<UInt8>, _ range: Range<Int>) {
        var count = 0
        var padding = 0
        var isURL = false
        var isPlain = false
        var last: UInt8 = 0
        for index in range {
            let byte = text[index]
            if Self.isLineEnd(byte) { continue }
            if byte == 0x3D {
                padding += 1
                continue
            }
            guard padding == 0, let value = Self.value(byte) else { return nil }
            if byte == 0x2D || byte == 0x5F { isURL = true }
            if byte == 0x2B || byte == 0x2F { isPlain = true }
            last = value
            count += 1
        }
        guard count > 1, count % 4 != 1, !(isURL && isPlain), padding == 0 || padding == (4 - count % 4) % 4 else {
            return nil
        }
        let unused: UInt8 = count % 4 == 2 ? 15 : count % 4 == 3 ? 3 : 0
        guard last & unused == 0 else { return nil }
        self.range = range
        self.isURL = isURL
    }

    /// Appends the bytes that are meant.
    func decode(_ text: Span<UInt8>, into plain: inout [UInt8]) {
        Self.decodeRun(text.extracting(range), limit: .max, into: &plain)
    }

    /// Appends the bytes that a run of the alphabet means, from its first character on; characters that make no whole
    /// byte are left out.
    static func decodeRun(_ text: Span<UInt8>, limit: Int, into plain: inout [UInt8]) {
        var bits: UInt32 = 0
        var count = 0
        for index in text.indices {
            guard let value = value(text[index]) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            if plain.count >= limit { return }
            plain.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }

    /// Writes bytes over those that were meant.
    func encode(_ plain: Span<UInt8>, into text: inout MutableSpan<UInt8>) {
        var bits: UInt32 = 0
        var count = 0
        var at = 0
        let characters = isURL ? Self.urlCharacters : Self.characters
        for index in range where Self.value(text[index]) != nil {
            if count < 6 {
                bits = bits << 8 | UInt32(at < plain.count ? plain[at] : 0)
                at += 1
                count += 8
            }
            count -= 6
            text[index] = characters[Int(bits >> UInt32(count) & 63)]
        }
    }

    /// The first bytes that the beginning of a value stands for, without looking at the rest.
    static func beginning(_ text: Span<UInt8>, _ start: Int) -> UInt32? {
        guard start + 4 <= text.count else { return nil }
        var bits: UInt32 = 0
        for index in start..<start + 4 {
            guard let value = value(text[index]) else { return nil }
            bits = bits << 6 | UInt32(value)
        }
        return bits
    }

    private static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlCharacters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The six bits that a character stands for.
    @inline(__always)
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}

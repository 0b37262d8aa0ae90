/// The bytes that are scanned; whatever lies outside of them reads as zero, so that no look ahead or back needs a check
/// of its own.
struct ScanText: ~Escapable {
    let bytes: Span<UInt8>

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    @inline(__always)
    subscript(index: Int) -> UInt8 { UInt(bitPattern: index) < UInt(bitPattern: bytes.count) ? bytes[index] : 0 }

    /// Where a run of an alphabet's bytes that begins at `start` ends, or where it has `limit` bytes.
    func end(of alphabet: ByteAlphabet, from start: Int, limit: Int = .max) -> Int {
        var index = start
        let last = limit < count - start ? start + limit : count
        while index < last, alphabet.contains(bytes[index]) { index += 1 }
        return index
    }

    /// Whether these bytes stand at a place.
    func has(_ literal: [UInt8], at start: Int) -> Bool {
        guard start >= 0, literal.count <= count - start else { return false }
        for place in literal.indices where bytes[start + place] != literal[place] { return false }
        return true
    }

    /// Whether this ASCII text stands at a place.
    func has(_ literal: String, at start: Int) -> Bool {
        var index = start
        for byte in literal.utf8 {
            guard self[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// How many different bytes a range holds; of bytes beyond ASCII, the lower seven bits count.
    func distinctCount(_ range: Range<Int>) -> Int {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in range {
            let byte = bytes[index]
            // Without a branch, which random bytes would make slow.
            let bit = UInt64(1) << UInt64(byte & 63)
            let isHigh = UInt64(byte >> 6 & 1)
            low |= bit &* (1 &- isHigh)
            high |= bit &* isHigh
        }
        return low.nonzeroBitCount + high.nonzeroBitCount
    }
}

/// Sets of bytes that values are made of.
enum ByteAlphabet: UInt8, Sendable {
    case digits, hexLower, hex, upperAndDigits, base62
    /// Base64url: letters, digits, `-` and `_`.
    case base64URL
    /// Both alphabets of base64, and padding.
    case base64
    /// Base64url and dots, as tokens of several parts have.
    case dotted

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        switch self {
        case .digits: byte.isDigit
        case .hexLower: byte.isDigit || byte &- 0x61 < 6
        case .hex: byte.isHexDigit
        case .upperAndDigits: byte.isDigit || byte.isUpper
        case .base62: byte.isAlphanumeric
        case .base64URL: byte.isAlphanumeric || byte == 0x2D || byte == 0x5F
        case .base64:
            byte.isAlphanumeric || byte == 0x2D || byte == 0x5F || byte == 0x2B || byte == 0x2F || byte == 0x3D
        case .dotted: byte.isAlphanumeric || byte == 0x2D || byte == 0x5F || byte == 0x2E
        }
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
    @inline(__always) var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
    /// A letter in lower case; other bytes are not to be asked.
    @inline(__always) var lowered: UInt8 { isUpper ? self | 0x20 : self }
}

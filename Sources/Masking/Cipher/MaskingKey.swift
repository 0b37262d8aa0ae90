/// The 32 secret bytes that decide what every value is masked to.
///
/// The same key masks the same value alike in every snapshot; whoever holds it can undo the masking of what is
/// permuted. So it is written only by ``text``, and anything that prints a key prints its ``fingerprint``.
public struct MaskingKey: Sendable {
    /// How a key file begins.
    static let mark = "mannequin-key-1:"

    private let bytes: [UInt8]

    /// A key of exactly 32 bytes.
    public init(bytes: [UInt8]) throws(KeyError) {
        guard bytes.count == 32 else { throw KeyError(.wrongLength, found: bytes.count) }
        self.bytes = bytes
    }

    /// A new key from the random generator of libcrypto.
    public static func random() throws(KeyError) -> MaskingKey {
        guard let bytes = KeyDerivation.randomBytes(count: 32) else { throw KeyError(.noRandomness) }
        return try MaskingKey(bytes: bytes)
    }

    /// Reads the line ``text`` gives; one line end after it is allowed, and digits of either case.
    public init(text: String) throws(KeyError) {
        var line = Substring(text)
        if line.last == "\n" || line.last == "\r\n" { line.removeLast() }
        guard line.hasPrefix(Self.mark) else { throw KeyError(.notAKey) }
        let digits = line.dropFirst(Self.mark.count).utf8
        guard digits.count == 64 else { throw KeyError(.wrongLength, found: digits.count) }
        var bytes: [UInt8] = []
        var pending: UInt8?
        for digit in digits {
            guard let half = Self.value(ofHexDigit: digit) else { throw KeyError(.badDigit) }
            if let first = pending {
                bytes.append(first << 4 | half)
                pending = nil
            } else {
                pending = half
            }
        }
        try self.init(bytes: bytes)
    }

    /// The key as a key file holds it: `mannequin-key-1:` and 64 hexadecimal digits, without a line end.
    ///
    /// This is the secret itself. It belongs in a file that only its owner can read.
    public var text: String { Self.mark + Self.hex(bytes) }

    /// Sixteen hexadecimal digits that tell keys apart and reveal nothing of them.
    public var fingerprint: String {
        Self.hex(KeyDerivation.hmac(key: bytes, message: Array("mannequin key fingerprint".utf8)).prefix(8))
    }

    /// A key of 16 bytes for one purpose, the same for the same label, independent of those of other labels.
    func subkey(_ label: String) -> [UInt8] {
        KeyDerivation.hkdf(key: bytes, info: Array("mannequin subkey: \(label)".utf8), byteCount: 16)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension MaskingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Names the key by its fingerprint.
    public var description: String { "masking key \(fingerprint)" }
    /// Names the key by its fingerprint.
    public var debugDescription: String { description }
    /// Shows a debugger, and `dump`, the fingerprint only.
    public var customMirror: Mirror { Mirror(self, children: ["fingerprint": fingerprint]) }
}

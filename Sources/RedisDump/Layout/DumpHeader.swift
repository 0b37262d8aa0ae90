/// The nine bytes an RDB file begins with: a magic and a decimal version.
public struct DumpHeader: Sendable, Equatable {
    /// Bytes of the header.
    public static let byteCount = 9

    /// Whose file it is.
    public var family: DumpFamily
    /// The version: 1 to 13 for Redis, 80 for Valkey.
    public var version: Int

    /// Whether eight bytes of CRC64 follow the end (RDB 5).
    public var hasChecksum: Bool { version >= 5 }

    /// As it is written in the file: `REDIS0011`, `VALKEY080`.
    public var text: String {
        let digits = String(version)
        let prefix = family == .redis ? "REDIS" : "VALKEY"
        return prefix + String(repeating: "0", count: Self.byteCount - prefix.utf8.count - digits.utf8.count) + digits
    }

    /// Whether bytes, however few, are the beginning of a magic.
    private static func mayBegin(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        ["REDIS", "VALKEY"].contains { magic in
            zip(start..<bytes.count, magic.utf8).allSatisfy { bytes[$0] == $1 }
        }
    }

    /// Reads the header at the beginning of a buffer.
    public init(of buffer: borrowing ByteBuffer) throws(ReadError) {
        var cursor = ByteCursor(buffer.span)
        try self.init(&cursor)
    }

    /// Reads the header and refuses versions that are not known.
    public init(_ cursor: inout ByteCursor) throws(ReadError) {
        let start = cursor.position
        guard Self.mayBegin(cursor.bytes, start) else {
            throw ReadError(.notAnRDBFile, at: cursor.offset, reading: "header", expected: "REDIS or VALKEY")
        }
        try cursor.skip(Self.byteCount, "header")
        func matches(_ magic: String) -> Bool {
            var index = start
            for byte in magic.utf8 {
                guard cursor.bytes[index] == byte else { return false }
                index += 1
            }
            return true
        }
        let at = cursor.offset - UInt64(Self.byteCount)
        let magicCount: Int
        if matches("REDIS") {
            (family, magicCount) = (.redis, 5)
        } else if matches("VALKEY") {
            (family, magicCount) = (.valkey, 6)
        } else {
            throw ReadError(.notAnRDBFile, at: at, reading: "header", expected: "REDIS or VALKEY")
        }
        version = 0
        for index in start + magicCount..<start + Self.byteCount {
            let digit = cursor.bytes[index]
            guard digit >= 0x30, digit <= 0x39 else {
                throw ReadError(.notAnRDBFile, at: at, reading: "header", expected: "a decimal version after the magic")
            }
            version = version * 10 + Int(digit - 0x30)
        }
        let isKnown = family == .redis ? (1...13).contains(version) : version == 80
        guard isKnown else {
            throw ReadError(
                .unsupportedVersion, at: at, reading: "header", expected: "REDIS0001 to REDIS0013, or VALKEY080",
                found: UInt64(version))
        }
    }
}

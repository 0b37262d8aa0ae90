/// Why bytes could not be read as an RDB file, and where.
///
/// Carries no byte of the input: it is safe to print.
public struct ReadError: Error, Sendable, Equatable {
    /// What was wrong. New codes may be added.
    public struct Code: Sendable, Equatable {
        let rawValue: UInt8
        /// The input ended inside an element.
        public static let truncated = Code(rawValue: 1)
        /// The file does not begin with `REDIS` or `VALKEY` and a version.
        public static let notAnRDBFile = Code(rawValue: 2)
        /// The header names a version this library does not know.
        public static let unsupportedVersion = Code(rawValue: 3)
        /// A value type or opcode this library does not know, or cannot skip.
        public static let unsupportedType = Code(rawValue: 4)
        /// A length that cannot be true.
        public static let badLength = Code(rawValue: 5)
        /// A string whose encoding byte is unknown.
        public static let badStringEncoding = Code(rawValue: 6)
        /// A compressed string that does not unpack to its stated length.
        public static let badCompression = Code(rawValue: 7)
        /// A nested structure (listpack, ziplist, intset, zipmap, stream node) that contradicts itself.
        public static let badStructure = Code(rawValue: 8)
        /// The checksum at the end does not match the bytes.
        public static let badChecksum = Code(rawValue: 9)
        /// Bytes after the end that are not padding.
        public static let trailingData = Code(rawValue: 10)
    }

    /// What was wrong.
    public var code: Code
    /// Bytes from the beginning of the RDB file (after gunzip and after the `$EOF:` line).
    public var offset: UInt64
    /// What was being read, as a noun: "listpack entry".
    public var reading: StaticString
    /// What was expected instead, as a clause.
    public var expected: StaticString
    /// A number that was found, such as a type byte or a length; for ``Code/truncated``, the bytes that are missing.
    public var found: UInt64?

    /// An error at a place.
    public init(
        _ code: Code, at offset: UInt64, reading: StaticString, expected: StaticString, found: UInt64? = nil
    ) {
        self.code = code
        self.offset = offset
        self.reading = reading
        self.expected = expected
        self.found = found
    }

    /// The same error, `offset` bytes further into the file.
    public func moved(by offset: UInt64) -> ReadError {
        var moved = self
        moved.offset = self.offset &+ offset
        return moved
    }

    /// Equality of code and place.
    public static func == (left: ReadError, right: ReadError) -> Bool {
        left.code == right.code && left.offset == right.offset
    }
}

extension ReadError: CustomStringConvertible {
    /// One sentence for a person, without any byte of the input.
    public var description: String {
        if code == .truncated, let found {
            return "offset \(offset): the input ends \(found) bytes too early, inside the \(reading)"
        }
        let number = found.map { ", found \($0)" } ?? ""
        return "offset \(offset): cannot read the \(reading): expected \(expected)\(number)"
    }
}

public import RedisDump

/// How the strings of a file are stored.
public struct StringCounts: Sendable {
    /// The longest string of a file.
    public struct Longest: Sendable, Equatable {
        /// Its length, unpacked. A packed collection is one string.
        public var plainBytes: Int
        /// Its bytes in the file.
        public var bytes: Int
        /// What it is for.
        public var role: Role
        /// The number of its key; nil where it belongs to none.
        public var keyNumber: UInt64?
        /// What the key's name looks like.
        public var template: String?
    }

    /// Strings by the raw value of their encoding.
    private var counts: InlineArray<5, Int> = .init(repeating: 0)
    /// Bytes of compressed strings, as they lie in the file.
    public private(set) var packedBytes: UInt64 = 0
    /// What these bytes unpack to.
    public private(set) var unpackedBytes: UInt64 = 0
    /// The longest string.
    public internal(set) var longest: Longest?

    /// Strings with an encoding.
    public func count(_ encoding: StringForm.Encoding) -> Int { counts[Int(encoding.rawValue)] }

    /// Counts a string and says whether it is the longest so far.
    @inline(__always)
    mutating func add(_ form: StringForm, _ longestCount: inout Int) -> Bool {
        counts[Int(form.encoding.rawValue)] += 1
        if form.encoding == .lzf {
            packedBytes += UInt64(form.payload.count)
            unpackedBytes += UInt64(form.plainCount)
        }
        guard form.plainCount > longestCount else { return false }
        longestCount = form.plainCount
        return true
    }
}

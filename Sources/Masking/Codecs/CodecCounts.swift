/// How many documents and encoded values were masked inside, and how many as a whole.
public struct CodecCounts: Sendable, Equatable {
    /// The numbers for one codec.
    public struct Count: Sendable, Equatable {
        /// Opened, and masked leaf by leaf.
        public var masked = 0
        /// Of these, archives in which some leaves were filled to reach the length (see ``Filling``).
        public var filled = 0
        /// Masked as a whole: not of the format that a rule names, damaged, or not to be fitted into its length again.
        public var opaque = 0
    }

    /// By the name that rules use.
    public private(set) var byName: [String: Count] = [:]

    /// Nothing so far.
    public init() {}

    mutating func add(_ format: DocumentFormat, isOpaque: Bool) { add(format.rawValue, isOpaque) }
    mutating func add(_ encoding: Encoding, isOpaque: Bool) { add(encoding.rawValue, isOpaque) }

    mutating func addFilled(_ encoding: Encoding) { byName[encoding.rawValue, default: Count()].filled += 1 }

    private mutating func add(_ name: String, _ isOpaque: Bool) {
        if isOpaque { byName[name, default: Count()].opaque += 1 } else { byName[name, default: Count()].masked += 1 }
    }

    /// Adds what was done elsewhere.
    public mutating func add(_ other: CodecCounts) {
        byName.merge(other.byName) { left, right in
            Count(
                masked: left.masked + right.masked, filled: left.filled + right.filled,
                opaque: left.opaque + right.opaque)
        }
    }
}

/// What one record shows that is coarse but readable: the quasi-identifiers it has in common with others.
///
/// A set of hashes: in whatever order and however often a record says the same, it is the same record.
public struct CoarseValues: Sendable, Equatable {
    /// A record with more is as good as unique.
    private static let limit = 32

    private var hashes: [UInt64] = []

    /// A record that shows nothing.
    public init() {}

    /// Whether it shows nothing.
    public var isEmpty: Bool { hashes.isEmpty }

    /// The same number for records that show the same.
    public var combination: UInt64 { hashes.reduce(0) { $0 &+ $1 &* ($1 | 1) } }

    /// Takes in a value; `place` tells values of one field from those of others.
    public mutating func note(_ value: Span<UInt8>, place: UInt64 = 0) {
        var hash = 0xCBF2_9CE4_8422_2325 ^ place &* 0x9E37_79B9_7F4A_7C15
        for index in value.indices { hash = (hash ^ UInt64(value[index])) &* 0x100_0000_01B3 }
        hash ^= hash >> 29
        if hashes.count < Self.limit, !hashes.contains(hash) { hashes.append(hash) }
    }

    /// Hands over what was seen, and begins anew.
    public mutating func take() -> CoarseValues {
        defer { hashes.removeAll(keepingCapacity: true) }
        return self
    }
}

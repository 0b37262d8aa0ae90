/// How long keys or fields have left to live.
public struct LifetimeHistogram: Sendable, Equatable {
    /// A range of lifetimes.
    public struct Bucket: Encodable, Sendable, Equatable {
        /// `none`, `expired`, `<1m`, `<1h`, …, `more`.
        public var label: String
        /// How many keys or fields.
        public var count: Int
    }

    /// Labels, with the first lifetime in ms that is too long for them.
    private static let rows: [(label: String, limit: Int64)] = [
        ("expired", 1), ("<1m", 60_000), ("<1h", 3_600_000), ("<1d", 86_400_000), ("<7d", 604_800_000),
        ("<30d", 2_592_000_000), ("<1y", 31_536_000_000), ("more", .max),
    ]

    private var withoutExpiry = 0
    private var counts = [Int](repeating: 0, count: rows.count)

    /// All buckets, empty ones included, the shortest lifetime first; those that never expire before all.
    public var buckets: [Bucket] {
        [Bucket(label: "none", count: withoutExpiry)]
            + zip(Self.rows, counts).map { Bucket(label: $0.label, count: $1) }
    }

    /// Everything that expires.
    public var expiring: Int { counts.reduce(0, +) }

    /// Counts one that never expires.
    mutating func addWithoutExpiry(_ count: Int = 1) { withoutExpiry += count }

    /// Counts one that expires at a time, seen from another; both in Unix ms.
    mutating func add(expiry: Int64, from start: Int64) {
        let (left, overflow) = expiry.subtractingReportingOverflow(start)
        let lifetime = overflow ? (expiry < start ? Int64.min : Int64.max) : left
        var row = 0
        while row < Self.rows.count - 1, lifetime >= Self.rows[row].limit { row += 1 }
        counts[row] += 1
    }
}

/// Counts the keys that rules would take, the first one of each key: which packs a snapshot has keys for.
///
/// Of the conditions only the type is asked. It allocates nothing after the first few keys.
public struct KeyCounter: ~Copyable {
    /// The keys that each rule would take.
    public private(set) var counts: [Int]
    private let types: [UInt8]
    private var matcher: KeyMatcher

    /// A counter for these rules, from whatever packs.
    public init(_ rules: [Rule]) {
        counts = Array(repeating: 0, count: rules.count)
        types = rules.map(\.conditions.types)
        matcher = KeyMatcher(RuleSet(unchecked: rules))
    }

    /// Counts a key.
    public mutating func add(_ key: Span<UInt8>, _ type: KeyType) {
        let rule = matcher.firstCandidate(for: key) { types[$0] & (1 << type.rawValue) != 0 }
        if let rule { counts[rule] += 1 }
    }
}

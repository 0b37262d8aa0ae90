/// What comparing a snapshot with its sanitized form found.
public struct Verification: Sendable {
    /// A promise of the design, and whether it holds.
    public enum Promise: Int, Sendable, CaseIterable {
        /// Same databases, same number of keys in each, same order.
        case everyKeyStays = 1
        /// Same types, counts, lengths, encodings; ordered collections in order.
        case everyShapeStays = 2
        /// Same expiries, idle times, counters, stream IDs, groups and pending lists.
        case everyClockStays = 3
        /// No two keys, members or fields are equal.
        case distinctStaysDistinct = 4
        /// Nothing that was masked is found anywhere in the result, and no canary.
        case nothingLeaks = 6

        /// The promise in words.
        public var sentence: String {
            switch self {
            case .everyKeyStays: "every key stays, in its database and order"
            case .everyShapeStays: "every shape stays: types, counts, lengths, encodings, order"
            case .everyClockStays: "every clock stays: expiries, idle times, counters, stream IDs"
            case .distinctStaysDistinct: "distinct stays distinct: keys, members, fields"
            case .nothingLeaks: "nothing that was masked is found in the result"
            }
        }
    }

    /// One place where a promise is broken.
    public struct Violation: Sendable, Equatable {
        /// Which promise.
        public var promise: Promise
        /// The number of the key in the file, from 1; 0 outside of keys.
        public var key: UInt64
        /// Offset in the RDB file of the snapshot.
        public var offset: UInt64
        /// What is wrong, without any value.
        public var message: String
    }

    /// At most this many violations are kept one by one.
    public static let violationLimit = 100

    /// Keys by database.
    public internal(set) var keys: [UInt64: Int] = [:]
    /// Strings compared.
    public internal(set) var strings = 0
    /// Strings that are the same in both files.
    public internal(set) var unchangedStrings = 0
    /// Bytes of strings that are the same in both files.
    public internal(set) var unchangedBytes = 0
    /// Bytes of strings compared.
    public internal(set) var bytes = 0
    /// What was written inside of strings that were masked, and was opened to know what to look for.
    public internal(set) var layers = LayerCounts()
    /// Leaks that a reviewed baseline accepts.
    public internal(set) var acceptedFindings = 0
    /// All leaks that no baseline accepts, to write one.
    public internal(set) var findings: [LeakFinding] = []
    /// What was planted to be looked for; nil when nothing was.
    public internal(set) var canaries: CanaryCounts?
    /// How far all expiries moved, in ms, when they moved.
    public internal(set) var expiryOffset: Int64 = 0
    /// Where keys and descriptions of slots stand in a cluster.
    public internal(set) var slots = SlotCounts()
    /// Masked tokens of six bytes or more in the snapshot.
    public internal(set) var maskedTokens = 0
    /// Places where a masked token stands in the result because it stands there in the snapshot too: rules or the vocabulary keep it.
    public internal(set) var keptOccurrences = 0
    /// Places where a short token appears by chance: the mask of another value.
    public internal(set) var coincidences = 0
    /// All violations.
    public internal(set) var violationCount = 0
    /// The first of them.
    public internal(set) var violations: [Violation] = []

    /// Promises that were not looked into, or not to the end, as the files differ too much for that, or one is damaged.
    public internal(set) var unchecked: Set<Promise> = []

    /// Whether every promise holds.
    public var isGood: Bool { violationCount == 0 }

    /// What is known of one promise.
    public func outcome(of promise: Promise) -> Outcome {
        holds(promise) ? unchecked.contains(promise) ? .unchecked : .holds : .broken
    }

    /// What is known of a promise.
    public enum Outcome: String, Sendable {
        case holds, broken, unchecked
    }

    /// Whether all but the last promise hold: then places of the two files can be compared.
    var holdsShapes: Bool { Promise.allCases.allSatisfy { $0 == .nothingLeaks || holds($0) } }

    /// Whether one promise was not found broken.
    public func holds(_ promise: Promise) -> Bool {
        broken & (1 << UInt8(promise.rawValue)) == 0
    }

    /// One bit for every promise that is broken somewhere.
    private var broken: UInt8 = 0

    mutating func merge(_ part: Verification) {
        keys.merge(part.keys, uniquingKeysWith: +)
        strings += part.strings
        unchangedStrings += part.unchangedStrings
        unchangedBytes += part.unchangedBytes
        bytes += part.bytes
        layers.add(part.layers)
        slots.add(part.slots)
        violationCount += part.violationCount
        broken |= part.broken
        violations.append(contentsOf: part.violations.prefix(max(Self.violationLimit - violations.count, 0)))
    }

    mutating func add(_ violation: Violation) {
        violationCount += 1
        broken |= 1 << UInt8(violation.promise.rawValue)
        if violations.count < Self.violationLimit { violations.append(violation) }
    }
}

/// How many records of one rule look alike in what stays readable of them: k, of k-anonymity (Sweeney, 2002).
///
/// A record is a hash, or a string with a document. What is readable are coarse values (years of dates), and fields of hashes
/// that a rule keeps and whose name is that of a quasi-identifier.
public struct RecordGroups: Sendable, Equatable {
    /// Records of one rule.
    public struct Summary: Sendable, Equatable {
        /// Records that show a quasi-identifier.
        public var records = 0
        /// Different combinations.
        public var combinations = 0
        /// The size of the smallest group of records with one combination.
        public var smallest = 0
        /// Records in groups of fewer than five.
        public var recordsBelowFive = 0
    }

    /// Combinations that are counted; those that come later are not, which ``isComplete`` says.
    private static let limit = 1 << 18

    private struct Group: Hashable {
        var rule: Int
        var combination: UInt64
    }

    private var groups: [Group: Int] = [:]
    /// Whether every combination was counted.
    public private(set) var isComplete = true

    mutating func add(rule: Int, _ combination: UInt64, count: Int = 1) {
        let group = Group(rule: rule, combination: combination)
        if let known = groups[group] {
            groups[group] = known + count
        } else if groups.count < Self.limit {
            groups[group] = count
        } else {
            isComplete = false
        }
    }

    mutating func add(_ other: RecordGroups) {
        if !other.isComplete { isComplete = false }
        for (group, count) in other.groups { add(rule: group.rule, group.combination, count: count) }
    }

    /// For each rule with such records; -1 is the default policy.
    public var summaries: [Int: Summary] {
        var result: [Int: Summary] = [:]
        for (group, count) in groups {
            var summary = result[group.rule] ?? Summary()
            summary.smallest = summary.records == 0 ? count : min(summary.smallest, count)
            summary.records += count
            summary.combinations += 1
            if count < 5 { summary.recordsBelowFive += count }
            result[group.rule] = summary
        }
        return result
    }
}

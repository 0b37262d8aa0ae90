import Rules
import Sanitizing

/// How many records of a result look alike in what stays readable of them.
public struct Anonymity: Encodable, Sendable {
    /// Records of one rule that show a quasi-identifier.
    public struct Records: Encodable, Sendable {
        /// The rule's id; `(default)` where no rule took them.
        public var rule: String
        /// How many.
        public var records: Int
        /// Different combinations of quasi-identifiers.
        public var combinations: Int
        /// The size of the smallest group with one combination.
        public var k: Int
        /// Records in groups of fewer than five.
        public var recordsBelowFive: Int

        enum CodingKeys: String, CodingKey {
            case rule, records, combinations, k
            case recordsBelowFive = "records_below_5"
        }
    }

    /// By rule, the smallest k first.
    public var rules: [Records]
    /// Whether every combination was counted; where not, those that came late are left out.
    public var isComplete: Bool

    enum CodingKeys: String, CodingKey {
        case rules
        case isComplete = "complete"
    }

    init(_ groups: RecordGroups, _ set: RuleSet) {
        rules = groups.summaries.map { number, summary in
            Records(
                rule: number < 0 ? "(default)" : set.rules[number].id, records: summary.records,
                combinations: summary.combinations, k: summary.smallest, recordsBelowFive: summary.recordsBelowFive)
        }.sorted { ($0.k, $0.rule) < ($1.k, $1.rule) }
        isComplete = groups.isComplete
    }

    /// What was measured, one sentence each.
    var notes: [String] {
        var notes = rules.prefix(10).map { part in
            "k is \(part.k) for \(part.records) records of \(part.rule): \(part.recordsBelowFive) are in groups of fewer "
                + "than five that show the same years of dates and kept quasi-identifiers"
        }
        if rules.isEmpty { notes = ["k: no record shows a coarse date or a kept quasi-identifier"] }
        if !isComplete { notes.append("k: more combinations than are counted; those that came late are left out") }
        return notes
    }
}

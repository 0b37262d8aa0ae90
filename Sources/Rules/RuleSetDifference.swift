import Masking

/// What is done differently under two sets of rules, for people and as JSON.
public struct RuleSetDifference: Sendable, Equatable, Codable {
    /// One rule that is not the same in both.
    public struct Change: Sendable, Equatable, Codable {
        /// The rule.
        public var rule: String
        /// Lines that only the first set has for it; none when it has no such rule.
        public var before: [String]
        /// Lines that only the second set has for it.
        public var after: [String]
    }

    /// One key that is treated differently.
    public struct Key: Sendable, Equatable, Codable {
        /// The key.
        public var key: String
        /// The rule that takes it, and what is done, under the first set.
        public var before: [String]
        /// The same under the second set.
        public var after: [String]
    }

    /// Rules that differ, by name.
    public var rules: [Change]
    /// Keys that are treated differently, of those that were looked at.
    public var keys: [Key]
    /// How many keys were looked at.
    public var keyCount: Int

    /// Whether nothing differs.
    public var isEmpty: Bool { rules.isEmpty && keys.isEmpty }

    /// Compares rules with one another, and what happens to keys: those given, and those of the examples of both.
    public init(_ before: RuleSet, _ after: RuleSet, keys: [[UInt8]] = []) {
        rules = Self.changes(before, after) + Self.nameChanges(before, after)
        var seen: Set<[UInt8]> = []
        let all = (keys + before.exampleKeys + after.exampleKeys).filter { seen.insert($0).inserted }
        self.keys = all.compactMap { key in
            let lines = [before, after].map { $0.explain(key: key, facts: nil).outcomeLines }
            return lines[0] == lines[1] ? nil : Key(key: printable(key), before: lines[0], after: lines[1])
        }
        keyCount = all.count
    }

    private static func changes(_ before: RuleSet, _ after: RuleSet) -> [Change] {
        let left = Dictionary(uniqueKeysWithValues: before.rules.map { ($0.id, $0.lines) })
        let right = Dictionary(uniqueKeysWithValues: after.rules.map { ($0.id, $0.lines) })
        var names: Set<String> = []
        return (before.rules + after.rules).map(\.id).filter { names.insert($0).inserted }.compactMap { name in
            let (old, new) = (left[name] ?? [], right[name] ?? [])
            guard old != new else { return nil }
            return Change(
                rule: name, before: old.filter { !new.contains($0) }, after: new.filter { !old.contains($0) })
        }
    }

    /// Names of fields and members that are not listed in both for the same kind, as one change.
    private static func nameChanges(_ before: RuleSet, _ after: RuleSet) -> [Change] {
        let (old, new) = (before.named.lines, after.named.lines)
        guard old != new else { return [] }
        return [
            Change(rule: "(names)", before: old.filter { !new.contains($0) }, after: new.filter { !old.contains($0) })
        ]
    }

    /// The difference for a terminal, as `diff` shows it.
    public var lines: [String] {
        func block(_ head: String, _ before: [String], _ after: [String]) -> [String] {
            [head] + before.map { "  - \($0)" } + after.map { "  + \($0)" }
        }
        return rules.flatMap { block("rule \($0.rule)", $0.before, $0.after) }
            + keys.flatMap { block("key \($0.key)", $0.before, $0.after) }
            + ["\(rules.count) rules differ; \(keys.count) of \(keyCount) keys are treated differently."]
    }
}

extension RuleSet {
    fileprivate var exampleKeys: [[UInt8]] {
        rules.flatMap { $0.examples.map(\.key) } + packs.flatMap { $0.examples.map(\.key) }
    }
}

extension NamedKinds {
    fileprivate var lines: [String] { entries.map { "\(printable($0.name)): \($0.kind.name)" }.sorted() }
}

extension RuleExplanation {
    /// All that says what is done, without names of files.
    fileprivate var outcomeLines: [String] {
        [outcome] + segments.filter { $0.kind != "literal" }.map { "\($0.text): \($0.kind)" } + treatment
    }
}

extension Rule {
    /// All that decides what the rule does, one statement each.
    fileprivate var lines: [String] {
        var result = ["key: \(key)"] + key.variables.map { "part \($0.name): \($0.kind.name)" }
        if !conditions.isEmpty { result.append("when \(conditions)") }
        if refuses { result.append("ends the run") }
        if let because { result.append("because: \(because)") }
        return result + treatment.statements(for: conditions.onlyType)
    }
}

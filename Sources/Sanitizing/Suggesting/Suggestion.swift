import RedisDump
import Rules

/// A pack of rules that was drafted from a snapshot. There is no value of it and no part of a name but words of the vocabulary.
public struct Suggestion: Sendable, Encodable {
    /// One rule.
    public struct Rule: Sendable, Encodable {
        /// Its id in the pack.
        public var id: String
        /// The key template.
        public var key: String
        /// The type of its keys, as `TYPE` says it.
        public var type: String
        /// A sensitivity label, where something was found that has one.
        public var sensitivity: String?
        /// How many keys the template has.
        public var keys: Int
        /// How many of them expire.
        public var expiring: Int
        /// Strings, elements or members.
        public var values: ValueFacts?
        /// Fields of hashes and stream entries.
        public var fields: [String: ValueFacts]
        /// Leaves of JSON documents.
        public var paths: [String: ValueFacts]

        enum CodingKeys: String, CodingKey {
            case id, key, type, keys, expiring, values, fields, paths
            case sensitivity = "class"
        }
    }

    /// Keys of the snapshot.
    public var keys: Int
    /// The rules, narrower ones first.
    public var rules: [Rule]
    /// Keys that only the last rule takes, which takes all.
    public var otherKeys: Int

    enum CodingKeys: String, CodingKey {
        case keys, rules
        case otherKeys = "other_keys"
    }

    init(keys: Int, drafts: [RuleDraft], otherKeys: Int) {
        self.keys = keys
        self.otherKeys = otherKeys
        var ids: [String: Int] = [:]
        rules = Self.merged(drafts).map { draft in
            let stem = "\(draft.template.words.prefix(48))-\(draft.type.name)"
            ids[stem, default: 0] += 1
            let number = ids[stem] ?? 1
            return Rule(number == 1 ? stem : "\(stem)-\(number)", draft)
        }
    }

    /// Without the rules that have nothing left to take, since those before them take all of it: the rule that takes
    /// everything stands for them.
    func withoutUnreachable() -> Suggestion {
        var result = self
        // One pass finds all that the others cover; a second is for what depended on those.
        for _ in 0..<4 {
            let marks: [Int]
            do {
                _ = try RuleSet(packs: [RulePack(text: result.yaml(pack: "draft"), file: "draft")])
                return result
            } catch {
                marks = error.diagnostics.map(\.mark.line)
            }
            let starts = result.ruleLines
            let dropped = Set(marks.compactMap { line in starts.lastIndex { $0 <= line } })
            for index in dropped.sorted(by: >) where index < result.rules.count {
                result.otherKeys += result.rules[index].keys
                result.rules.remove(at: index)
            }
        }
        return result
    }

    /// Drafts whose templates are written alike are one: their names differed in kinds that rules do not tell apart.
    private static func merged(_ drafts: [RuleDraft]) -> [RuleDraft] {
        let sorted = drafts.sorted { left, right in
            left.template == right.template ? left.type.rawValue < right.type.rawValue : left.template < right.template
        }
        var result: [RuleDraft] = []
        for draft in sorted {
            guard let last = result.last, last.template.text == draft.template.text, last.type == draft.type else {
                result.append(draft)
                continue
            }
            result[result.count - 1].merge(draft)
        }
        return result
    }
}

extension Suggestion.Rule {
    init(_ id: String, _ draft: RuleDraft) {
        self.init(
            id: id, key: draft.template.text, type: draft.type.name, sensitivity: nil, keys: draft.keys,
            expiring: draft.expiring, values: draft.values.count > 0 ? draft.values : nil, fields: draft.fields,
            paths: draft.paths)
        let facts = [draft.values] + draft.fields.values + draft.paths.values
        sensitivity = ["secret", "payment", "personal"].first { label in facts.contains { $0.sensitivity == label } }
    }
}

import Masking

/// Which rule takes a key, and why, for people and as JSON. It contains the key it was asked about.
public struct RuleExplanation: Sendable, Equatable, Codable {
    /// One rule whose pattern the key matches.
    public struct Candidate: Sendable, Equatable, Codable {
        /// The rule's name.
        public var rule: String
        /// The pack it is from.
        public var pack: String
        /// The file it stands in.
        public var file: String
        /// The line it begins on.
        public var line: Int
        /// Its key pattern.
        public var pattern: String
        /// Its conditions, empty if it has none.
        public var conditions: String
        /// Whether the conditions are met; nil if the facts of the key are not known.
        public var isMet: Bool?
    }

    /// A part of the key.
    public struct Segment: Sendable, Equatable, Codable {
        /// The bytes, readable.
        public var text: String
        /// A kind, or `literal` for what stays.
        public var kind: String
    }

    /// The key, readable.
    public var key: String
    /// The rule that takes it; nil if none does, or if that depends on conditions.
    public var rule: String?
    /// Its sensitivity label.
    public var sensitivity: String?
    /// The reason it gives.
    public var because: String?
    /// One sentence with the outcome.
    public var outcome: String
    /// The rules whose pattern matches, in the order in which they are asked.
    public var candidates: [Candidate]
    /// The parts of the key.
    public var segments: [Segment]
    /// What is done with the value, one statement each.
    public var treatment: [String]

    /// The explanation for a terminal.
    public var lines: [String] {
        var result = [outcome]
        for candidate in candidates {
            let conditions = candidate.conditions.isEmpty ? "" : " when \(candidate.conditions)"
            let met = candidate.isMet.map { $0 ? "" : " (not met)" } ?? ""
            result.append(
                "  \(candidate.file):\(candidate.line): \(candidate.rule): \(candidate.pattern)\(conditions)\(met)")
        }
        if let sensitivity { result.append("class: \(sensitivity)") }
        if let because { result.append("because: \(because)") }
        result.append("key:")
        for segment in segments { result.append("  \(segment.text)  \(segment.kind)") }
        result.append("value:")
        for statement in treatment { result.append("  \(statement)") }
        return result
    }
}

extension RuleSet {
    /// Explains what happens to a key. Without facts, conditions are shown and not judged.
    public func explain(key: [UInt8], facts: KeyFacts?) -> RuleExplanation {
        var matcher = KeyMatcher(self)
        var result = RuleExplanation(
            key: printable(key), outcome: "", candidates: [], segments: [], treatment: [])
        guard let candidates = matcher.candidates(for: key.span) else {
            result.outcome = "a rule could not be decided within PCRE2's limits; a run would end with an error"
            return result
        }
        result.candidates = candidates.map { candidate(rules[$0], facts) }
        let first = candidates.first { index in facts.map(rules[index].conditions.hold) ?? true }
        guard let first else {
            explainUnmatched(key, &result)
            return result
        }
        let rule = rules[first]
        if rule.refuses {
            result.outcome = "`\(rule.id)` takes it, and ends the run with an error"
        } else if facts == nil, !rule.conditions.isEmpty {
            result.outcome = "`\(rule.id)` takes it when \(rule.conditions.description)"
        } else {
            result.outcome = "`\(rule.id)` takes it"
        }
        result.rule = rule.id
        result.sensitivity = rule.sensitivity
        result.because = rule.because
        let count = matcher.captures(of: first, in: key.span)
        result.segments = segments(of: key, count < 0 ? [] : (0..<count).map { matcher.capture($0) })
        result.treatment = rule.treatment.statements(for: facts?.type ?? rule.conditions.onlyType)
        if !rule.treatment.keepsValue { result.treatment += nameStatements }
        return result
    }

    /// What is said of names of fields and members, where packs list some.
    private var nameStatements: [String] {
        named.isEmpty
            ? [] : ["detect in fields and members: as \(named.entries.count) names say, if it has one of them"]
    }

    private func candidate(_ rule: Rule, _ facts: KeyFacts?) -> RuleExplanation.Candidate {
        RuleExplanation.Candidate(
            rule: rule.id, pack: rule.pack, file: rule.mark.file, line: rule.mark.line,
            pattern: rule.key.description, conditions: rule.conditions.description,
            isMet: facts.map(rule.conditions.hold))
    }

    private func explainUnmatched(_ key: [UInt8], _ result: inout RuleExplanation) {
        switch unmatched {
        case .refuse:
            result.outcome = "no rule takes it, and `unmatched: refuse` ends the run with an error"
        case .mask:
            result.outcome = "no rule takes it, so all of it is masked"
            result.segments = segments(of: key, key.isEmpty ? [] : [(0..<key.count, .structural)])
            result.treatment = KeyTreatment().statements(for: nil) + nameStatements
        }
    }

    private func segments(of key: [UInt8], _ parts: [(range: Range<Int>, kind: Kind)]) -> [RuleExplanation.Segment] {
        var result: [RuleExplanation.Segment] = []
        var end = 0
        for part in parts {
            if part.range.lowerBound > end {
                result.append(.init(text: printable(key[end..<part.range.lowerBound]), kind: "literal"))
            }
            result.append(.init(text: printable(key[part.range]), kind: part.kind.name))
            end = part.range.upperBound
        }
        if end < key.count { result.append(.init(text: printable(key[end...]), kind: "literal")) }
        return result
    }
}

extension Conditions {
    /// The type, if only one is left.
    var onlyType: KeyType? {
        let left = KeyType.allCases.filter { types & (1 << $0.rawValue) != 0 }
        return left.count == 1 ? left[0] : nil
    }
}

extension KeyTreatment {
    /// What is done with a value of this type, or of any type if that is not known.
    func statements(for type: KeyType?) -> [String] {
        if keepsValue { return ["kept as it is"] }
        var result: [String] = []
        func add(_ types: [KeyType], _ text: [String]) {
            if type.map(types.contains) ?? true { result += text }
        }
        add([.string], ["strings: \(value.name)"])
        add([.list], ["list elements: \(elements.name)"])
        add([.set, .zset], ["members: \(members.name)"])
        add([.zset], ["scores: keep"])
        add([.hash], statements(fields, "field"))
        add([.stream], statements(entries, "entry field"))
        add([.hash, .stream], ["names of fields not listed: \(fieldNames.name)"])
        return result
    }

    private func statements(_ fields: FieldTreatments, _ word: String) -> [String] {
        fields.listed.map { "\(word) \(printable($0.name)): \($0.treatment.name)" }
            + ["other \(word)s: \(fields.other.name)"]
    }
}

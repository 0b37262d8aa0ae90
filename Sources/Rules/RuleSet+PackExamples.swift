import Masking

extension RuleSet {
    /// Tries the examples of all packs: masks each and looks at what came out. Each that does not hold is an error.
    ///
    /// Conditions other than the type are taken as met, and only rules of the same pack get in the way.
    public func packExampleFailures() -> [Diagnostic] {
        guard let key = try? MaskingKey(bytes: [UInt8](repeating: 0x4D, count: 32)) else { return [] }
        var trial = ExampleTrial(self, key)
        var result: [Diagnostic] = []
        for pack in packs {
            for example in pack.examples {
                for problem in trial.problems(of: example, pack.name) {
                    let message = "`\(printable(example.key))` \(problem)"
                    result.append(Diagnostic(severity: .error, mark: example.mark, message: message))
                }
            }
        }
        return result.inFileOrder
    }

    /// How many examples there are, those of rules and those of packs.
    public var exampleCount: Int {
        rules.reduce(0) { $0 + $1.examples.count } + packs.reduce(0) { $0 + $1.examples.count }
    }
}

/// Masks examples one after the other.
private struct ExampleTrial: ~Copyable {
    private let rules: RuleSet
    private var matcher: KeyMatcher
    private var masker: Masker

    init(_ rules: RuleSet, _ key: MaskingKey) {
        self.rules = rules
        matcher = KeyMatcher(rules)
        masker = Masker(key: key, tables: SmallDomainTables(), named: rules.named)
    }

    mutating func problems(of example: PackExample, _ pack: String) -> [String] {
        guard let candidates = matcher.candidates(for: example.key.span) else {
            return ["is not decided within PCRE2's limits"]
        }
        let rule = candidates.first {
            rules.rules[$0].pack == pack && rules.rules[$0].conditions.types & (1 << example.type.rawValue) != 0
        }
        let taker = rule.map { rules.rules[$0].id }
        guard taker == example.rule else {
            let expected = example.rule.map { "`\($0)`" } ?? "no rule"
            return ["should be taken by \(expected), but \(taker.map { "`\($0)`" } ?? "no rule") takes it"]
        }
        if let rule, rules.rules[rule].refuses { return [] }
        let name = maskedName(example.key, rule ?? KeyMatcher.unmatched)
        _ = masker.takeCodecCounts()
        let treatment = rule.map { rules.rules[$0].treatment } ?? KeyTreatment()
        let values = masked(example, treatment)
        let opened = masker.takeCodecCounts().byName
        var problems: [String] = []
        // A name and a plain text are results as they are; what is inside of others is looked at too.
        let results = [name] + values.flatMap { [$0] + Self.inside($0) }
        for text in example.stays where !results.contains(where: { $0.contains(text) }) {
            problems.append("should keep `\(printable(text))`")
        }
        for text in example.gone where results.contains(where: { $0.contains(text) }) {
            problems.append("should not keep `\(printable(text))`")
        }
        for codec in example.opens where opened[codec].map({ $0.masked == 0 }) ?? true {
            problems.append("should be opened as `\(codec)`, but is not")
        }
        return problems
    }

    private mutating func maskedName(_ name: [UInt8], _ rule: Int) -> [UInt8] {
        var name = name
        let count = matcher.captures(of: rule, in: name.span)
        var span = name.mutableSpan
        for index in 0..<max(count, 0) {
            let part = matcher.capture(index)
            masker.mask(part.kind, &span, part.range)
        }
        return name
    }

    private mutating func masked(_ example: PackExample, _ treatment: KeyTreatment) -> [[UInt8]] {
        if treatment.keepsValue { return example.strings }
        switch example.type {
        case .string, .module: return example.strings.map { masked($0, treatment.value, .value) }
        case .list: return example.strings.map { masked($0, treatment.elements, .value) }
        case .set, .zset: return example.strings.map { masked($0, treatment.members, .distinct) }
        case .hash: return masked(pairs: example.strings, treatment.fields, treatment.fieldNames)
        case .stream: return masked(pairs: example.strings, treatment.entries, treatment.fieldNames)
        }
    }

    private mutating func masked(pairs: [[UInt8]], _ fields: FieldTreatments, _ names: Kind) -> [[UInt8]] {
        var result: [[UInt8]] = []
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            let (name, value) = (pairs[index], pairs[index + 1])
            let (treatment, isNamed) = fields.treatment(of: name.span, named: masker.named)
            result.append(isNamed ? name : masked(name, .kind(names), .distinct))
            result.append(masked(value, treatment, .value))
        }
        return result
    }

    private mutating func masked(_ value: [UInt8], _ treatment: Treatment, _ place: ValuePlace) -> [UInt8] {
        var value = value
        if treatment.isKept { return value }
        var span = value.mutableSpan
        masker.mask(treatment, &span, 0..<span.count, at: place)
        return value
    }

    /// What stands inside of a result: in its encodings, and in runs of base64 within it.
    private static func inside(_ value: [UInt8], depth: Int = 0) -> [[UInt8]] {
        var result: [[UInt8]] = []
        let layers = Layers(value, .detect)
        if layers.plain != value { result += [layers.plain] }
        guard depth < 4 else { return result }
        let runs = layers.plain.split { !ByteSet.word.contains($0) && !"+/=-".utf8.contains($0) }
        for run in runs where run.count >= 16 && run.count < layers.plain.count {
            let plain = Layers(Array(run), .encoded(.base64, .detect)).plain
            if plain != Array(run) { result += [plain] + inside(plain, depth: depth + 1) }
        }
        return result
    }
}

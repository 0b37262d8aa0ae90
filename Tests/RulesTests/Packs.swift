import Masking

@testable import Rules

/// A pack around some rules, written with two spaces of indentation from line 4 on.
func packText(_ rules: String, name: String = "test", unmatched: String = "mask") -> String {
    """
    pack: \(name)
    version: 1
    unmatched: \(unmatched)
    rules:
    \(rules)
    """
}

func ruleSet(_ rules: String) throws -> RuleSet {
    try RuleSet(packs: [RulePack(text: packText(rules), file: "t.yaml")])
}

/// One rule for each template or `/regex/`, called `r0`, `r1` …; named groups of regexes are masked as `opaque`.
func ruleSet(keys: [String]) throws -> RuleSet {
    var rules: [Rule] = []
    for (index, key) in keys.enumerated() {
        rules.append(try rule(id: "r\(index)", key: key))
    }
    return RuleSet(unchecked: rules)
}

func rule(id: String, key: String) throws -> Rule {
    let mark = SourceMark(file: "t.yaml", line: 1, column: 1)
    let pattern: KeyPattern
    if key.hasPrefix("/") {
        let text = String(key.dropFirst().dropLast())
        let parsed = try RegexSyntax.parse(Array(text.utf8))
        pattern = KeyPattern(
            regex: text, parsed: parsed,
            kinds: Dictionary(uniqueKeysWithValues: parsed.names.map { ($0.name, .opaque) }))
    } else {
        pattern = try KeyPattern(template: key)
    }
    return Rule(
        id: id, pack: "test", sensitivity: nil, key: pattern, conditions: Conditions(), treatment: KeyTreatment(),
        because: nil, examples: [], mark: mark)
}

/// The diagnostics of a file, printed; those of its rule set and its examples too, if the file itself is fine.
func complaints(_ text: String) -> [String] {
    do {
        let set = try RuleSet(packs: [RulePack(text: text, file: "t.yaml")])
        return (set.warnings + set.exampleFailures()).map(\.description)
    } catch {
        return error.diagnostics.map(\.description)
    }
}

let stringFacts = KeyFacts(type: .string, db: 0, encoding: .raw, ttl: nil, size: 10)

/// The index of the rule that takes a key.
func taker(_ key: String, in rules: RuleSet, _ facts: KeyFacts = stringFacts) -> Int {
    var matcher = KeyMatcher(rules)
    return matcher.match(Array(key.utf8).span, facts)
}

/// The masked parts of a key as `text=kind`, or nil if no rule takes it.
func parts(_ key: String, in rules: RuleSet) -> [String]? {
    var matcher = KeyMatcher(rules)
    let bytes = Array(key.utf8)
    let rule = matcher.match(bytes.span, stringFacts)
    guard rule >= 0 else { return nil }
    return (0..<matcher.captures(of: rule, in: bytes.span)).map { index in
        let (range, kind) = matcher.capture(index)
        return "\(printable(bytes[range]))=\(kind.name)"
    }
}

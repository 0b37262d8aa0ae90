import Masking
import Yams

extension RulePack {
    /// Reads a pack from the bytes of a file, which must be UTF-8.
    public init(bytes: [UInt8], file: String, parameters: [String: String] = [:]) throws(RuleError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let mark = SourceMark(file: file, line: 1, column: 1)
            throw RuleError([Diagnostic(severity: .error, mark: mark, message: "the file is not UTF-8")])
        }
        try self.init(text: text, file: file, parameters: parameters)
    }

    /// Reads a pack from YAML; `file` is the name that diagnostics show. Reports everything wrong with it at once.
    public init(text: String, file: String, parameters: [String: String] = [:]) throws(RuleError) {
        var reader = RuleReader(file: file, text: text, chosen: parameters)
        let pack = Self.root(of: text, &reader).flatMap { reader.pack($0) }
        guard let pack, !reader.diagnostics.hasErrors else { throw RuleError(reader.diagnostics) }
        self = pack
        let chosen = self.parameters.filter { $0.value != $0.standard }
        self.text = chosen.map { "# with \($0.name)=\($0.value)\n" }.joined() + text
        // Examples are written for what is chosen by nobody.
        if !chosen.isEmpty { examples = [] }
        warnings = reader.diagnostics.inFileOrder
    }

    private static func root(of text: String, _ reader: inout RuleReader) -> Node? {
        do {
            if let node = try Yams.compose(yaml: text) { return node }
            reader.error("the file is empty", at: SourceMark(file: reader.file, line: 1, column: 1))
        } catch {
            let (message, mark) = describe(error)
            let line = mark?.line ?? 1
            reader.error(message, at: SourceMark(file: reader.file, line: line, column: mark?.column ?? 1))
        }
        return nil
    }

    private static func describe(_ error: any Error) -> (String, Mark?) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return ("not valid YAML: \(problem)", mark)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
            return ("\(names) is given twice in one mapping, here for the first time", context.mark)
        case .reader(let problem, _, _, _): return ("not valid YAML: \(problem)", nil)
        default: return ("not valid YAML", nil)
        }
    }
}

extension RuleReader {
    private static let packKeys = [
        "pack", "version", "for", "description", "unmatched", "parameters", "applies", "names", "rules", "examples",
    ]

    mutating func pack(_ node: Node) -> RulePack? {
        guard let entries = entries(of: node, "a rule pack", allowed: Self.packKeys) else { return nil }
        var name: String?
        var version: String?
        var purpose: String?
        var unmatched = Unmatched.mask
        var rules: [Rule] = []
        var names: [(name: String, kind: Kind)] = []
        var examples: [PackExample] = []
        var hasRules = false
        for entry in entries where entry.key == "pack" { name = text(entry.value, "`pack`") }
        for entry in entries where entry.key == "parameters" { parameters = parameters(entry.value) }
        checkChosen(at: node)
        for entry in entries {
            switch entry.key {
            case "version": version = text(entry.value, "`version`")
            case "for", "description": purpose = text(entry.value, "`\(entry.key)`")
            case "unmatched":
                let words = Unmatched.allCases.map { ($0.rawValue, $0) }
                unmatched = word(entry.value, "policy for unmatched keys", among: words) ?? unmatched
            case "rules":
                hasRules = true
                rules = self.rules(entry.value, pack: name ?? "")
            case "names": names = self.names(entry.value)
            case "examples": examples = packExamples(entry.value)
            default: break
            }
        }
        if !entries.contains(where: { $0.key == "pack" }) { error("the pack has no name; add `pack:`", at: node) }
        if !entries.contains(where: { $0.key == "version" }) { error("the pack has no `version:`", at: node) }
        if !hasRules, names.isEmpty { error("the pack has no `rules:`", at: node) }
        let applies = entries.first { $0.key == "applies" }.map { self.applies($0.value, rules) } ?? .asked
        let ids = rules.map(\.id)
        for example in examples {
            guard let rule = example.rule, !ids.contains(rule) else { continue }
            error("the pack has no rule `\(rule)`", at: example.mark, suggestion: nearest(to: rule, among: ids))
        }
        guard let name, let version else { return nil }
        return RulePack(
            name: name, version: version, purpose: purpose, unmatched: unmatched, rules: rules, warnings: [],
            mark: mark(node), parameters: parameters, applies: applies, names: names, examples: examples)
    }

    private mutating func applies(_ node: Node, _ rules: [Rule]) -> RulePack.Applies {
        if node.scalar?.string == "always" { return .always }
        let ids = rules.map { ($0.id, $0.id) }
        return .rules(oneOrMore(node, "`applies`").compactMap { word($0, "rule", among: ids) })
    }

    private mutating func rules(_ node: Node, pack: String) -> [Rule] {
        guard let sequence = node.sequence else {
            error("`rules` has to be a sequence of rules", at: node)
            return []
        }
        if sequence.isEmpty { error("`rules` is empty", at: node) }
        var lines: [String: Int] = [:]
        var result: [Rule] = []
        for node in sequence {
            guard let rule = rule(node, pack: pack, lines: &lines) else { continue }
            result.append(rule)
        }
        return result
    }
}

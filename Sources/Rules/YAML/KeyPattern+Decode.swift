import Masking
import Yams

extension RuleReader {
    /// Reads `key:`, a template or `{ regex: …, mask: { group: kind } }`.
    mutating func keyPattern(_ node: Node, hasReason: Bool) -> KeyPattern? {
        guard node.mapping == nil else { return regex(node, hasReason: hasReason) }
        guard let text = text(node, "`key`") else { return nil }
        let template = substituted(text)
        let pattern: KeyPattern
        do {
            pattern = try KeyPattern(template: template)
        } catch {
            // Behind the value of a parameter, places are no longer those of the file.
            let place = template == text ? mark(node, offset: error.offset) : mark(node)
            self.error(error.message, at: place, suggestion: error.suggestion)
            return nil
        }
        for variable in pattern.variables {
            if let problem = Self.problem(of: variable.kind, at: .keyPart) {
                error("`{\(variable.name):\(variable.kind.name)}` \(problem)", at: node)
            }
        }
        return pattern
    }

    private mutating func regex(_ node: Node, hasReason: Bool) -> KeyPattern? {
        let entries = entries(of: node, "`key`", allowed: ["regex", "mask"]) ?? []
        guard let regexNode = entries.first(where: { $0.key == "regex" })?.value else {
            error("`key` needs a template, or a mapping with `regex`", at: node)
            return nil
        }
        guard let written = text(regexNode, "`regex`") else { return nil }
        let text = substituted(regex: written, at: regexNode)
        /// Behind the value of a parameter, places are no longer those of the file.
        func place(_ offset: Int) -> SourceMark { text == written ? mark(regexNode, offset: offset) : mark(regexNode) }
        let parsed: RegexSyntax.Parsed
        do {
            parsed = try RegexSyntax.parse(Array(text.utf8))
        } catch {
            self.error(error.message, at: place(error.offset))
            return nil
        }
        do {
            _ = try PCRE2Pattern(Array(text.utf8), PCRE2Workspace())
        } catch {
            self.error("PCRE2 does not accept the regex: \(error.message)", at: place(error.offset))
            return nil
        }
        let kinds = mask(entries.first { $0.key == "mask" }?.value, parsed, hasReason: hasReason)
        for finding in RegexLint.findings(in: parsed.node, listing: Set(kinds.keys), length: text.utf8.count) {
            error(finding.message, at: place(finding.offset))
        }
        return KeyPattern(regex: text, parsed: parsed, kinds: kinds)
    }

    private mutating func mask(_ node: Node?, _ parsed: RegexSyntax.Parsed, hasReason: Bool) -> [String: Kind] {
        var kinds: [String: Kind] = [:]
        guard let node else { return kinds }
        let names = parsed.names.map(\.name)
        for entry in entries(of: node, "`mask`") ?? [] {
            guard names.contains(entry.key) else {
                let suggestion = nearest(to: entry.key, among: names)
                error("the regex has no group named `\(entry.key)`", at: entry.keyNode, suggestion: suggestion)
                continue
            }
            // Even with a wrong kind the group is listed: one mistake, one diagnostic.
            let what = "the group `\(entry.key)`"
            kinds[entry.key] = kind(entry.value, what, at: .keyPart, hasReason: hasReason) ?? .opaque
        }
        return kinds
    }
}

extension Suggestion {
    /// The line on which each rule of ``yaml(pack:)`` begins, its comment included.
    var ruleLines: [Int] {
        var starts: [Int] = []
        var next = Self.headCount + 1
        for rule in rules {
            starts.append(next)
            next += Self.lines(rule).count
        }
        return starts + [next]
    }

    private static let headCount = 7

    /// The pack as a rule file, with the reasons as comments.
    public func yaml(pack: String) -> String {
        var lines = [
            "# Drafted from a snapshot of \(keys) keys. Nothing is kept: say what may stay, and why, where you know it.",
            "# Counts are of keys; of each template the first values were looked into.",
            "pack: \(pack)", "version: 1", "for: drafted by rules suggest; to be reviewed", "unmatched: mask", "rules:",
        ]
        for rule in rules { lines += Self.lines(rule) }
        lines += [
            "  # \(otherKeys) keys of more templates than were told apart, and whatever comes tomorrow.",
            "  - id: everything-else", "    key: \"*\"", "    value: detect",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ rule: Rule) -> [String] {
        let expiring = rule.expiring == 0 ? "none expire" : "\(rule.expiring) expire"
        var lines = [
            "  # \(rule.keys) keys of type \(rule.type), \(expiring)", "  - id: \(rule.id)",
            "    key: \(quoted(rule.key))",
            "    type: \(rule.type)",
        ]
        if let sensitivity = rule.sensitivity { lines.append("    class: \(sensitivity)") }
        switch rule.type {
        case "string": lines += value(rule)
        case "hash": lines += places(rule.fields, "fields")
        case "stream": lines += places(rule.fields, "entries")
        case "list", "set", "zset": if let values = rule.values { lines += treatment("members", values, "    ") }
        default: lines.append("    # Only what masking knows of modules is done with this type.")
        }
        return lines
    }

    private static func value(_ rule: Rule) -> [String] {
        guard let values = rule.values else { return [] }
        guard !rule.paths.isEmpty, values.kinds["json"] == values.count else {
            return treatment("value", values, "    ")
        }
        var lines = ["    # \(values.summary)", "    value:", "      json:"]
        for (path, facts) in rule.paths.sorted(by: { $0.key < $1.key }) where path != "*" {
            lines += treatment(quoted(path), facts, "        ")
        }
        return lines + ["        \"*\": detect"]
    }

    private static func places(_ places: [String: ValueFacts], _ name: String) -> [String] {
        guard !places.isEmpty else { return [] }
        var lines = ["    \(name):"]
        for (field, facts) in places.sorted(by: { $0.key < $1.key }) where field != "*" {
            lines += treatment(quoted(field), facts, "      ")
        }
        if let others = places["*"] { lines.append("      # other names: \(others.summary)") }
        return lines + ["      \"*\": detect"]
    }

    private static func treatment(_ name: String, _ facts: ValueFacts, _ indent: String) -> [String] {
        let proposal = facts.proposal
        return ["\(indent)# \(facts.summary); \(proposal.why)", "\(indent)\(name): \(proposal.treatment)"]
    }

    /// A double-quoted scalar of YAML. Templates, names and paths are ASCII without control characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

import Masking

extension RuleSet {
    /// All that decides what is done to a snapshot, in one fixed form: hash this to name the rules of a run.
    ///
    /// Comments, layout, examples, file names and the order of fields do not change it; the order of rules does.
    public var canonicalText: [UInt8] {
        var text = CanonicalText()
        text.line("mannequin-rules", ["1"])
        text.line("unmatched", [unmatched.rawValue])
        for pack in packs {
            text.line("pack", [pack.name, pack.version, pack.unmatched.rawValue])
            for rule in pack.rules { text.append(rule) }
            for (name, kind) in pack.names { text.line("name", [NamedKinds.compared(name), Array(kind.name.utf8)]) }
        }
        return text.bytes
    }
}

/// Lines of quoted words, so that no two different sets of rules share a text.
private struct CanonicalText {
    var bytes: [UInt8] = []

    mutating func line(_ word: String, _ arguments: [String]) {
        line(word, arguments.map { Array($0.utf8) })
    }

    mutating func line(_ word: String, _ arguments: [[UInt8]]) {
        bytes += word.utf8
        for argument in arguments {
            bytes.append(UInt8(ascii: " "))
            bytes += "\(argument.count):".utf8
            bytes += argument
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func append(_ rule: Rule) {
        line("rule", [rule.id])
        if let sensitivity = rule.sensitivity { line("class", [sensitivity]) }
        line(rule.key.isRegex ? "regex" : "template", [rule.key.text])
        for variable in rule.key.variables { line("part", [variable.name, variable.kind.name]) }
        if !rule.conditions.isEmpty { line("when", [rule.conditions.description]) }
        if let because = rule.because { line("because", [because]) }
        let treatment = rule.treatment
        if treatment.keepsValue { line("keep", [String]()) }
        if rule.refuses { line("refuse", [String]()) }
        append("value", treatment.value)
        append("elements", treatment.elements)
        append("members", treatment.members)
        line("scores", ["\(treatment.scores)"])
        append("field", treatment.fields)
        append("entry", treatment.entries)
        line("field-names", [treatment.fieldNames.name])
    }

    private mutating func append(_ word: String, _ fields: FieldTreatments) {
        for field in fields.listed { append(word, field.treatment, of: field.name) }
        append("\(word)-other", fields.other)
    }

    private mutating func append(_ word: String, _ treatment: Treatment, of name: [UInt8]? = nil) {
        let name = name.map { [$0] } ?? []
        switch treatment {
        case .kind(let kind): line(word, name + [Array(kind.name.utf8)])
        case .document(let format, let paths):
            line(word, name + [Array("\(format.rawValue) \(paths.paths.count)".utf8)])
            for path in paths.paths { append("path", path.treatment, of: Array(written(path).utf8)) }
        case .encoded(let encoding, let inner):
            line(word, name + [Array("\(encoding.rawValue) >".utf8)])
            append("inside", inner)
        }
    }
}

import Yams

/// Reads the nodes of one rule file and collects what is wrong with it.
struct RuleReader {
    let file: String
    var diagnostics: [Diagnostic] = []
    /// Values of parameters that were chosen by the one who uses the pack.
    let chosen: [String: String]
    /// What the pack lets one choose.
    var parameters: [PackParameter] = []
    private let lines: [[Unicode.Scalar]]

    struct Entry {
        var key: String
        var keyNode: Node
        var value: Node
    }

    init(file: String, text: String, chosen: [String: String] = [:]) {
        self.file = file
        self.chosen = chosen
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    func mark(_ node: Node) -> SourceMark {
        SourceMark(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// The place of a byte inside a scalar; the scalar's own where the file spells it differently (escapes, folding).
    func mark(_ node: Node, offset: Int) -> SourceMark {
        var mark = mark(node)
        guard let scalar = node.scalar, lines.indices.contains(mark.line - 1) else { return mark }
        let line = lines[mark.line - 1]
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let begin = mark.column - 1 + (isQuoted ? 1 : 0)
        guard begin <= line.count, line[begin...].starts(with: scalar.string.unicodeScalars) else { return mark }
        let before = String(decoding: scalar.string.utf8.prefix(offset), as: UTF8.self)
        mark.column = begin + 1 + before.unicodeScalars.count
        return mark
    }

    mutating func error(_ message: String, at mark: SourceMark, suggestion: String? = nil) {
        diagnostics.append(Diagnostic(severity: .error, mark: mark, message: message, suggestion: suggestion))
    }

    mutating func error(_ message: String, at node: Node, suggestion: String? = nil) {
        error(message, at: mark(node), suggestion: suggestion)
    }

    mutating func warning(_ message: String, at node: Node) {
        diagnostics.append(Diagnostic(severity: .warning, mark: mark(node), message: message))
    }

    /// The entries of a mapping. Keys that are not among `allowed`, if that is given, are errors and left out.
    mutating func entries(of node: Node, _ what: String, allowed: [String]? = nil) -> [Entry]? {
        guard let mapping = node.mapping else {
            error("\(what) has to be a mapping", at: node)
            return nil
        }
        var result: [Entry] = []
        for (keyNode, value) in mapping {
            guard let key = keyNode.scalar?.string else {
                error("a key in \(what) has to be a plain word", at: keyNode)
                continue
            }
            if let allowed, !allowed.contains(key) {
                let suggestion = nearest(to: key, among: allowed)
                error("\(what) has no key `\(key)`", at: keyNode, suggestion: suggestion)
            } else if result.contains(where: { $0.key == key }) {
                error("`\(key)` is given twice in \(what)", at: keyNode)
            } else {
                result.append(Entry(key: key, keyNode: keyNode, value: value))
            }
        }
        return result
    }

    /// A word or text that is not empty.
    mutating func text(_ node: Node, _ what: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty else {
            error("\(what) has to be a text that is not empty", at: node)
            return nil
        }
        return text
    }

    mutating func flag(_ node: Node, _ what: String) -> Bool? {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            error("\(what) has to be `true` or `false`", at: node)
            return nil
        }
    }

    /// A value, or several in a sequence.
    mutating func oneOrMore(_ node: Node, _ what: String) -> [Node] {
        guard let sequence = node.sequence else { return [node] }
        if sequence.isEmpty { error("\(what) is empty", at: node) }
        return Array(sequence)
    }

    /// A word out of a list.
    mutating func word<Word>(_ node: Node, _ what: String, among words: [(String, Word)]) -> Word? {
        guard let text = text(node, what) else { return nil }
        if let match = words.first(where: { $0.0 == text }) { return match.1 }
        error("there is no \(what) `\(text)`", at: node, suggestion: nearest(to: text, among: words.map(\.0)))
        return nil
    }
}

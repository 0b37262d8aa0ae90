import Yams

/// A mapping of a YAML file whose keys are known, and whose mistakes are told with file, line and column (exit 78).
struct YAMLSection {
    private let mapping: Node.Mapping
    private let node: Node
    private let file: String
    /// What a section is called in messages: `policy`.
    private let title: String

    /// The section at the root of a text.
    init(_ text: String, file: String, title: String, keys: [String]) throws(RunError) {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw RunError(.badConfiguration, "\(file): \(error)") }
        guard let root else { throw RunError(.badConfiguration, "\(file): there is nothing in it") }
        try self.init(root, file: file, title: title, keys: keys)
    }

    private init(_ node: Node, file: String, title: String, keys: [String]) throws(RunError) {
        self.node = node
        self.file = file
        self.title = title
        guard let mapping = node.mapping else { throw Self.wrong("a \(title) is a mapping", node, file) }
        self.mapping = mapping
        for key in mapping.keys {
            guard let name = key.string, keys.contains(name) else {
                throw Self.wrong(
                    "`\(key.string ?? "?")` is no part of a \(title); there are: \(keys.joined(separator: ", "))", key,
                    file)
            }
        }
    }

    /// An error about a key of this section, or about the whole of it.
    func wrong(_ message: String, at key: String? = nil) -> RunError {
        Self.wrong(message, key.flatMap { mapping[$0] } ?? node, file)
    }

    private static func wrong(_ message: String, _ node: Node, _ file: String) -> RunError {
        let mark = node.mark.map { "\($0.line):\($0.column): " } ?? ""
        return RunError(.badConfiguration, "\(file):\(mark)\(message)")
    }

    /// Whether a key is there.
    func has(_ key: String) -> Bool { mapping[key] != nil }

    /// A text; nil where the key is not there.
    func text(_ key: String, of allowed: [String] = []) throws(RunError) -> String? {
        guard let value = mapping[key] else { return nil }
        guard let text = value.string, !text.isEmpty, allowed.isEmpty || allowed.contains(text) else {
            throw wrong(
                allowed.isEmpty ? "`\(key):` is a text" : "`\(key):` is one of \(allowed.joined(separator: ", "))",
                at: key)
        }
        return text
    }

    /// A text that has to be there.
    func required(_ key: String, of allowed: [String] = []) throws(RunError) -> String {
        guard let text = try text(key, of: allowed) else { throw wrong("the \(title) has no `\(key):`") }
        return text
    }

    /// A span of time in ms; nil where the key is not there.
    func span(_ key: String) throws(RunError) -> Int64? {
        guard let written = try text(key) else { return nil }
        guard let span = RetentionPolicies.span(written) else {
            throw wrong("`\(key):` is a span of time such as 90m, 24h, 30d or 2w", at: key)
        }
        return span
    }

    /// A number from 0 to 1000; 0 where the key is not there.
    func count(_ key: String) throws(RunError) -> Int64 {
        guard let value = mapping[key] else { return 0 }
        guard let number = value.int, (0...1000).contains(number) else {
            throw wrong("`\(key):` is a number from 0 to 1000", at: key)
        }
        return Int64(number)
    }

    /// true or false; false where the key is not there.
    func flag(_ key: String) throws(RunError) -> Bool {
        guard let value = mapping[key] else { return false }
        guard let flag = value.bool else { throw wrong("`\(key):` is true or false", at: key) }
        return flag
    }

    /// A text or a list of texts; empty where the key is not there.
    func texts(_ key: String) throws(RunError) -> [String] {
        guard let value = mapping[key] else { return [] }
        if let one = value.string, !one.isEmpty { return [one] }
        let texts = value.sequence?.map(\.string) ?? []
        guard !texts.isEmpty, !texts.contains(where: { $0?.isEmpty ?? true }) else {
            throw wrong("`\(key):` is a text or a list of texts", at: key)
        }
        return texts.compactMap { $0 }
    }

    /// A section below this one; nil where the key is not there.
    func section(_ key: String, title: String? = nil, keys: [String]) throws(RunError) -> YAMLSection? {
        guard let value = mapping[key] else { return nil }
        return try YAMLSection(value, file: file, title: title ?? key, keys: keys)
    }

    /// The sections of a list.
    func sections(_ key: String, title: String, keys: [String]) throws(RunError) -> [YAMLSection] {
        guard let list = mapping[key]?.sequence else { throw wrong("expected `\(key):`, a list") }
        var sections: [YAMLSection] = []
        for node in list { sections.append(try YAMLSection(node, file: file, title: title, keys: keys)) }
        return sections
    }
}

public import Masking

/// The names of the keys a rule takes, and the kinds of their variable parts. It always speaks of the whole name.
public struct KeyPattern: Sendable {
    /// One variable part.
    public struct Variable: Sendable, Equatable {
        /// Its name, `*` for a star.
        public var name: String
        /// What it is masked as.
        public var kind: Kind
        /// The number of its group in the PCRE2 pattern.
        var group: Int
    }

    /// The template or the regular expression, as written.
    public let text: String
    /// Whether it is a regular expression.
    public let isRegex: Bool
    /// The variable parts in the order of their groups, kept ones included.
    public private(set) var variables: [Variable]

    /// The same in PCRE2's syntax.
    let pattern: [UInt8]
    let node: RegexNode
    /// Whether ``node`` accepts what PCRE2 accepts, and not more.
    let isExact: Bool

    init(template text: String) throws(Template.Failure) {
        let template = try Template(text)
        self.text = text
        isRegex = false
        variables = template.variables.enumerated().map { Variable(name: $1.name, kind: $1.kind, group: $0 + 1) }
        pattern = Array(template.pattern.utf8)
        do {
            node = try RegexSyntax.parse(pattern).node
        } catch {
            preconditionFailure("a template becomes a valid pattern")
        }
        isExact = true
    }

    /// The same with every `*` kept: of a rule that keeps its keys, a star says nothing about names that vary.
    func keepingStars() -> KeyPattern {
        var pattern = self
        for index in variables.indices where variables[index].name == "*" { pattern.variables[index].kind = .keep }
        return pattern
    }

    /// A regular expression and the kinds of its named groups, which must all exist.
    init(regex text: String, parsed: RegexSyntax.Parsed, kinds: [String: Kind]) {
        self.text = text
        isRegex = true
        variables = parsed.names.compactMap { name, number in
            kinds[name].map { Variable(name: name, kind: $0, group: number) }
        }
        pattern = Array(text.utf8)
        node = parsed.node
        isExact = parsed.isExact
    }
}

extension KeyPattern: CustomStringConvertible {
    /// As it is written in a rule.
    public var description: String { isRegex ? "/\(text)/" : text }
}

/// Parses PCRE2's syntax, as far as rules may use it, into a ``RegexNode``.
///
/// What is parsed means what it means to PCRE2 with DOTALL and DOLLAR_ENDONLY and without UTF; what PCRE2 knows and
/// this does not is refused by name, never guessed.
struct RegexSyntax {
    struct Failure: Error {
        var message: String
        var offset: Int
    }

    struct Parsed: Sendable {
        var node: RegexNode
        /// Whether the tree accepts exactly what PCRE2 accepts; if not, it accepts that and more.
        var isExact: Bool
        /// The names of the named groups, in the order of their numbers.
        var names: [(name: String, number: Int)]
    }

    let pattern: [UInt8]
    var position = 0
    var ignoresCase = false
    var isQuoting = false
    var isExact = true
    var groupCount = 0
    var names: [(name: String, number: Int)] = []
    private var depth = 0

    static func parse(_ pattern: [UInt8]) throws(Failure) -> Parsed {
        var syntax = RegexSyntax(pattern)
        let node = try syntax.alternation()
        guard syntax.position == pattern.count else {
            throw Failure(message: "this `)` closes nothing", offset: syntax.position)
        }
        return Parsed(node: node, isExact: syntax.isExact, names: syntax.names)
    }

    private init(_ pattern: [UInt8]) { self.pattern = pattern }

    func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < pattern.count ? pattern[position + offset] : nil
    }

    mutating func skip(_ text: String) -> Bool {
        guard pattern[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    mutating func alternation() throws(Failure) -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else { throw Failure(message: "groups are nested too deeply", offset: position) }
        let begin = position
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternation(branches, at: begin)
    }

    private mutating func sequence() throws(Failure) -> RegexNode {
        var nodes: [RegexNode] = []
        while let byte = peek() {
            if isQuoting {
                if skip(#"\E"#) {
                    isQuoting = false
                    continue
                }
                position += 1
                let node = literal(byte)
                if skip(#"\E"#) {
                    isQuoting = false
                    nodes.append(try repeated(node))
                } else {
                    nodes.append(node)
                }
                continue
            }
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { break }
            if skip(#"\Q"#) {
                isQuoting = true
                continue
            }
            if skip(#"\E"#) { continue }
            nodes.append(try repeated(try atom()))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func atom() throws(Failure) -> RegexNode {
        let begin = position
        let byte = pattern[position]
        switch byte {
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["):
            let set = try byteClass()
            return set.count == 1 ? .literal(set) : .oneOf(set, at: begin)
        case UInt8(ascii: "\\"):
            switch try escape(inClass: false) {
            case .byte(let byte): return literal(byte)
            case .set(let set): return .oneOf(set, at: begin)
            case .node(let node): return node
            }
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw Failure(message: "there is nothing before this quantifier to repeat", offset: begin)
        default:
            position += 1
            return switch byte {
            case UInt8(ascii: "."): .oneOf(.all, at: begin)
            case UInt8(ascii: "^"): .start
            case UInt8(ascii: "$"): .end
            default: literal(byte)
            }
        }
    }

    func literal(_ byte: UInt8) -> RegexNode {
        .literal(ignoresCase ? ByteSet(byte).ignoringCase : ByteSet(byte))
    }

    private mutating func repeated(_ node: RegexNode) throws(Failure) -> RegexNode {
        var node = node
        while let range = try quantifier() {
            if skip("+") { isExact = false } else { _ = skip("?") }
            node = .repetition(node, least: range.least, most: range.most)
        }
        return node
    }

    private mutating func quantifier() throws(Failure) -> (least: Int, most: Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let begin = position
        guard skip("{") else { return nil }
        let least = number()
        var most = least
        if skip(",") { most = number() }
        // Releases of PCRE2 disagree on whether `{,n}` and `{ n }` are quantifiers.
        guard let least, skip("}") else {
            let usage = #"write a quantifier as {n}, {n,} or {n,m}, and a literal brace as \{"#
            throw Failure(message: usage, offset: begin)
        }
        guard least <= 65_535, most ?? 0 <= 65_535 else {
            throw Failure(message: "a quantifier may not be greater than 65535", offset: begin)
        }
        if let most, most < least { throw Failure(message: "the limits of this quantifier are swapped", offset: begin) }
        return (least, most)
    }

    mutating func number() -> Int? {
        let begin = position
        var value = 0
        while let byte = peek(), ByteSet.digits.contains(byte), position - begin < 9 {
            value = value * 10 + Int(byte - 48)
            position += 1
        }
        return position > begin ? value : nil
    }
}

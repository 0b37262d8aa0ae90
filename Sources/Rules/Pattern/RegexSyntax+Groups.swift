extension RegexSyntax {
    /// Everything that begins with a parenthesis.
    mutating func group() throws(Failure) -> RegexNode {
        let begin = position
        position += 1
        if skip("*") { throw unsupported("verbs such as (*UTF)", at: begin) }
        guard skip("?") else { return try capture(named: nil, from: begin) }
        if skip(":") { return try scoped(from: begin) }
        for marker in ["=", "!", "<=", "<!"] where skip(marker) {
            isExact = false
            return .assertion(try scoped(from: begin))
        }
        if skip(">") {
            isExact = false
            return try scoped(from: begin)
        }
        if skip("P<") || skip("<") { return try capture(named: name(endingIn: ">"), from: begin) }
        if skip("'") { return try capture(named: name(endingIn: "'"), from: begin) }
        if skip("P=") || skip("P>") || skip("&") {
            _ = try name(endingIn: ")")
            return unknown(at: begin)
        }
        if skip("R)") { return unknown(at: begin) }
        if let next = peek(), ByteSet.digits.union(ByteSet("+-")).contains(next),
            next != UInt8(ascii: "-") || peek(1).map(ByteSet.digits.contains) == true
        {
            position += 1
            _ = number()
            guard skip(")") else { throw Failure(message: "this group is not closed", offset: begin) }
            return unknown(at: begin)
        }
        return try flags(from: begin)
    }

    func unsupported(_ what: String, at offset: Int) -> Failure {
        Failure(message: "rules cannot use \(what)", offset: offset)
    }

    mutating func unknown(at offset: Int) -> RegexNode {
        isExact = false
        return .unknown(at: offset)
    }

    mutating func name(endingIn end: String) throws(Failure) -> String {
        let begin = position
        while let byte = peek(), ByteSet.word.contains(byte) { position += 1 }
        let name = String(decoding: pattern[begin..<position], as: UTF8.self)
        guard !name.isEmpty, skip(end) else {
            throw Failure(message: "a group's name is made of letters, digits and `_`", offset: begin)
        }
        return name
    }

    private mutating func capture(named name: String?, from begin: Int) throws(Failure) -> RegexNode {
        groupCount += 1
        let number = groupCount
        if let name {
            guard !names.contains(where: { $0.name == name }) else {
                throw Failure(message: "two groups are named `\(name)`", offset: begin)
            }
            names.append((name, number))
        }
        return .group(try scoped(from: begin), number: number, name: name, at: begin)
    }

    /// What is inside, up to the closing parenthesis; flags set inside end there.
    private mutating func scoped(from begin: Int) throws(Failure) -> RegexNode {
        let outer = ignoresCase
        let node = try alternation()
        ignoresCase = outer
        guard !isQuoting, skip(")") else { throw Failure(message: "this group is not closed", offset: begin) }
        return node
    }

    /// `(?i)`, `(?-i)`, `(?i:…)`. The flag `s` is always on.
    private mutating func flags(from begin: Int) throws(Failure) -> RegexNode {
        let outer = ignoresCase
        var isOn = true
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "i"): ignoresCase = isOn
            case UInt8(ascii: "s") where isOn: break
            case UInt8(ascii: "-") where isOn: isOn = false
            case UInt8(ascii: ")"): return .empty
            case UInt8(ascii: ":"):
                let node = try scoped(from: begin)
                ignoresCase = outer
                return node
            default: throw unsupported("this kind of group, or another flag than `i`", at: begin)
            }
        }
        throw Failure(message: "this group is not closed", offset: begin)
    }
}

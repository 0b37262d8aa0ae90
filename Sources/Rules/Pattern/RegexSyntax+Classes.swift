extension RegexSyntax {
    enum Escape {
        case byte(UInt8)
        case set(ByteSet)
        case node(RegexNode)
    }

    /// Everything that begins with a backslash.
    mutating func escape(inClass: Bool) throws(Failure) -> Escape {
        let begin = position
        position += 1
        guard let byte = peek() else {
            throw Failure(message: "the backslash at the end escapes nothing", offset: begin)
        }
        position += 1
        switch byte {
        case UInt8(ascii: "d"): return .set(.digits)
        case UInt8(ascii: "D"): return .set(ByteSet.digits.inverted)
        case UInt8(ascii: "w"): return .set(.word)
        case UInt8(ascii: "W"): return .set(ByteSet.word.inverted)
        case UInt8(ascii: "s"): return .set(.space)
        case UInt8(ascii: "S"): return .set(ByteSet.space.inverted)
        case UInt8(ascii: "t"): return .byte(9)
        case UInt8(ascii: "n"): return .byte(10)
        case UInt8(ascii: "r"): return .byte(13)
        case UInt8(ascii: "f"): return .byte(12)
        case UInt8(ascii: "e"): return .byte(27)
        case UInt8(ascii: "a"): return .byte(7)
        case UInt8(ascii: "x"): return .byte(try hexadecimal(from: begin))
        case UInt8(ascii: "b") where inClass: return .byte(8)
        case UInt8(ascii: "A") where !inClass: return .node(.start)
        case UInt8(ascii: "z") where !inClass: return .node(.end)
        case UInt8(ascii: "b") where !inClass, UInt8(ascii: "B") where !inClass:
            isExact = false
            return .node(.assertion(.empty))
        case UInt8(ascii: "1")...UInt8(ascii: "9") where !inClass && peek().map(ByteSet.digits.contains) != true:
            return .node(unknown(at: begin))
        case UInt8(ascii: "k") where !inClass:
            guard let (_, close) = delimiters.first(where: { skip($0.0) }) else { break }
            _ = try name(endingIn: close)
            return .node(unknown(at: begin))
        case UInt8(ascii: "g") where !inClass:
            let close = delimiters.first { skip($0.0) }?.1
            _ = skip("-") || skip("+")
            while let byte = peek(), ByteSet.word.contains(byte) { position += 1 }
            guard close.map({ skip($0) }) ?? true else { break }
            return .node(unknown(at: begin))
        default:
            if !ByteSet.word.contains(byte) || byte == UInt8(ascii: "_") { return .byte(byte) }
        }
        throw unsupported("`\\\(String(decoding: [byte], as: UTF8.self))` here", at: begin)
    }

    private var delimiters: [(String, String)] { [("{", "}"), ("<", ">"), ("'", "'")] }

    private mutating func hexadecimal(from begin: Int) throws(Failure) -> UInt8 {
        let isBraced = skip("{")
        let digits = pattern[position...].prefix(2).prefix { Character(Unicode.Scalar($0)).isHexDigit }
        position += digits.count
        guard let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), !isBraced || skip("}") else {
            throw Failure(message: #"write a byte as two hexadecimal digits, as in \x3a"#, offset: begin)
        }
        return value
    }

    /// A class in brackets.
    mutating func byteClass() throws(Failure) -> ByteSet {
        let begin = position
        position += 1
        let isInverted = skip("^")
        var set = ByteSet()
        var isFirst = true
        while let byte = peek(), isFirst || byte != UInt8(ascii: "]") {
            isFirst = false
            if let posix = try posixClass() {
                set = set.union(posix)
                continue
            }
            let offset = position
            guard let low = try classByte(into: &set) else {
                // PCRE2 refuses a range that begins with a class.
                if peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") {
                    throw Failure(message: "a range in a class goes from one byte to another", offset: offset)
                }
                continue
            }
            guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") else {
                set.insert(low)
                continue
            }
            position += 1
            guard try posixClass() == nil, let high = try classByte(into: &set), low <= high else {
                throw Failure(message: "a range in a class goes from one byte to a greater one", offset: offset)
            }
            set = set.union(ByteSet(low...high))
        }
        guard skip("]") else { throw Failure(message: "this class is not closed", offset: begin) }
        if ignoresCase { set = set.ignoringCase }
        return isInverted ? set.inverted : set
    }

    /// One byte of a class, or nil if what stood there was a whole set, which is then added.
    private mutating func classByte(into set: inout ByteSet) throws(Failure) -> UInt8? {
        guard let byte = peek() else { throw Failure(message: "this class is not closed", offset: position) }
        guard byte == UInt8(ascii: "\\") else {
            position += 1
            return byte
        }
        switch try escape(inClass: true) {
        case .byte(let byte): return byte
        case .set(let other):
            set = set.union(other)
            return nil
        case .node: throw unsupported("an assertion in a class", at: position)
        }
    }

    private mutating func posixClass() throws(Failure) -> ByteSet? {
        let begin = position
        for marker in ["[.", "[="] where pattern[position...].starts(with: marker.utf8) {
            throw unsupported("`\(marker)` in a class", at: begin)
        }
        guard peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":") else { return nil }
        for (name, set) in posixClasses {
            for (text, isInverted) in [("[:\(name):]", false), ("[:^\(name):]", true)] where skip(text) {
                let set = ignoresCase ? set.ignoringCase : set
                return isInverted ? set.inverted : set
            }
        }
        throw unsupported("this class name; write `[` as \\[", at: begin)
    }
}

/// The bytes of the POSIX classes in the C locale.
private let posixClasses: [(String, ByteSet)] = [
    ("alnum", ByteSet.digits.union(.lower).union(.upper)), ("alpha", ByteSet.lower.union(.upper)),
    ("ascii", ByteSet(0...127)), ("blank", ByteSet(" \t")), ("cntrl", ByteSet(0...31).union(ByteSet(127))),
    ("digit", .digits), ("graph", ByteSet(33...126)), ("lower", .lower), ("print", ByteSet(32...126)),
    ("punct", ByteSet(33...47).union(ByteSet(58...64)).union(ByteSet(91...96)).union(ByteSet(123...126))),
    ("space", .space), ("upper", .upper), ("word", .word),
    ("xdigit", ByteSet.digits.union(ByteSet("abcdefABCDEF"))),
]

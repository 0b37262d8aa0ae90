/// Scratch memory for JSON.
struct JSONScratch {
    /// Where a container was entered, as far as paths can tell, and the kind its leaves inherit.
    struct Level {
        var isObject: Bool
        var state: Int
        var inherited: Kind?
    }

    var levels: [Level] = []
    var nesting = 0
}

/// JSON text (RFC 8259), scanned in place.
enum JSONMasking {
    /// JSON in a string of JSON in a string …: this deep, and then such a string is opaque.
    static let deepestNesting = 4

    /// Whether a value begins and ends like an object or array, and goes on like one.
    static func looksLikeDocument(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isSpace(text[start]) { start += 1 }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        guard end - start >= 2 else { return false }
        let first = text[start]
        guard first == 0x7B && text[end - 1] == 0x7D || first == 0x5B && text[end - 1] == 0x5D else { return false }
        start += 1
        while start < end, isSpace(text[start]) { start += 1 }
        switch text[start] {
        case 0x22, 0x7D, 0x5D: return true
        case 0x7B, 0x5B, 0x2D, 0x30...0x39, 0x74, 0x66, 0x6E: return first == 0x5B
        default: return false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// The end of the string that begins behind a quote: the index of the closing quote, and whether it has escapes.
    static func stringEnd(
        _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int
    ) -> (quote: Int, hasEscapes: Bool)? {
        var hasEscapes = false
        var index = start
        while index < end {
            let byte = text[index]
            if byte == 0x22 { return (index, hasEscapes) }
            if byte == 0x5C {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        return nil
    }

    /// The length of `true`, `false` or `null` at an index, or nil.
    static func literalCount(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Int? {
        func matches(_ word: StaticString, _ text: borrowing MutableSpan<UInt8>) -> Bool {
            guard start + word.utf8CodeUnitCount <= end else { return false }
            var index = start
            for byte in word.description.utf8 {
                if text[index] != byte { return false }
                index += 1
            }
            return true
        }
        switch text[start] {
        case 0x74: return matches("true", text) ? 4 : nil
        case 0x66: return matches("false", text) ? 5 : nil
        case 0x6E: return matches("null", text) ? 4 : nil
        default: return nil
        }
    }
}

extension Masker {
    /// Masks the leaves of a document, and member names as ``Kind/structural``.
    ///
    /// Structure, white space, escapes and number formats stay. From the first byte that is not JSON on, the rest is
    /// masked as text: nothing that was not understood passes.
    mutating func maskJSON(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ paths: JSONPaths?) {
        let bottom = json.levels.count
        var state = paths == nil ? 0 : 1
        var inherited = paths?.states[1].kind
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            switch byte {
            case 0x20, 0x0A, 0x0D, 0x09, 0x3A: index += 1
            case 0x7B, 0x5B:
                json.levels.append(.init(isObject: byte == 0x7B, state: state, inherited: inherited))
                if byte == 0x5B { (state, inherited) = enter(paths, element: true) }
                index += 1
            case 0x2C:
                if json.levels.count > bottom { (state, inherited) = enter(paths, element: true) }
                index += 1
            case 0x7D, 0x5D:
                guard json.levels.count > bottom else { return finish(&text, index..<range.upperBound, bottom) }
                json.levels.removeLast()
                index += 1
            case 0x22:
                guard let end = JSONMasking.stringEnd(text, index + 1, range.upperBound) else {
                    return finish(&text, index..<range.upperBound, bottom)
                }
                let content = index + 1..<end.quote
                index = end.quote + 1
                if isFollowedByColon(text, index, range.upperBound) {
                    var isNamed = false
                    if let paths, let level = json.levels.last, level.isObject {
                        let member = paths.member(of: level.state, named: text.span.extracting(content))
                        (state, isNamed) = member
                        inherited = paths.states[state].kind ?? level.inherited
                    }
                    if !isNamed { maskString(.structural, &text, content, hasEscapes: end.hasEscapes) }
                } else {
                    maskString(inherited ?? .detect, &text, content, hasEscapes: end.hasEscapes)
                }
            case 0x2D, 0x30...0x39:
                var end = index + 1
                while end < range.upperBound, Self.isNumberByte(text[end]) { end += 1 }
                guard DecimalKind.parts(text, index..<end) != nil else {
                    return finish(&text, index..<range.upperBound, bottom)
                }
                if inherited != .keep { maskDecimal(&text, index..<end) }
                index = end
            default:
                guard let count = JSONMasking.literalCount(text, index, range.upperBound) else {
                    return finish(&text, index..<range.upperBound, bottom)
                }
                index += count
            }
        }
        json.levels.removeLast(json.levels.count - bottom)
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte == 0x2E || byte | 0x20 == 0x65 || byte == 0x2B || byte == 0x2D
    }

    /// The place of an array's next element.
    private func enter(_ paths: JSONPaths?, element: Bool) -> (Int, Kind?) {
        guard let paths, let level = json.levels.last, !level.isObject else { return (0, json.levels.last?.inherited) }
        let state = paths.states[level.state].element
        return (state, paths.states[state].kind ?? level.inherited)
    }

    private mutating func finish(_ text: inout MutableSpan<UInt8>, _ rest: Range<Int>, _ bottom: Int) {
        json.levels.removeLast(json.levels.count - bottom)
        maskWords(&text, rest)
    }

    private func isFollowedByColon(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, JSONMasking.isSpace(text[index]) { index += 1 }
        return index < end && text[index] == 0x3A
    }

    /// Masks the content of a JSON string, between its quotes.
    private mutating func maskString(
        _ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, hasEscapes: Bool
    ) {
        if kind == .keep || range.isEmpty { return }
        guard json.nesting < JSONMasking.deepestNesting else { return maskWords(&text, range) }
        json.nesting += 1
        defer { json.nesting -= 1 }
        if hasEscapes { return maskEscaped(kind, &text, range) }
        // Bytes that are no text would become quotes; letter by letter they cannot.
        if Self.shape(kind, text, range) == .binary { return maskWords(&text, range) }
        mask(kind, &text, range)
    }

    /// Unescapes, masks, and writes each character back in the form it had.
    private mutating func maskEscaped(_ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var plain: [UInt8] = []
        guard JSONEscapes.unescape(text, range, into: &plain) else { return maskWords(&text, range) }
        let all = 0..<plain.count
        var span = plain.mutableSpan
        switch Self.shape(kind, span, all) {
        case .binary, .base64, .hyperloglog: maskWords(&span, all)
        default: mask(kind, &span, all)
        }
        JSONEscapes.escape(span.span, into: &text, range)
    }
}

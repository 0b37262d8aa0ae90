/// JSON text (RFC 8259), scanned in place.
///
/// What counts as a document: objects and arrays, one or several behind each other, in UTF-8. Beyond the RFC, `NaN` and
/// `Infinity` are taken for literals, as Python writes them, and half a surrogate pair may be escaped.
enum JSONDocument {
    /// Deeper nesting is not taken for JSON.
    static let deepestLevel = 1024

    /// What can come next.
    private enum Expected {
        case document, value, valueOrEnd, name, nameOrEnd, separator
    }

    /// Whether a value is a document, from the first byte to the last.
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, isSpace(text[end - 1]) { end -= 1 }
        guard end - range.lowerBound >= 2, text[end - 1] == 0x7D || text[end - 1] == 0x5D else { return false }
        var levels = LevelStack()
        var expected = Expected.document
        var seen: UInt8 = 0
        var index = range.lowerBound
        while index < end {
            let byte = text[index]
            switch byte {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            case 0x22:
                guard let quote = quote(text, index + 1, end, &seen) else { return false }
                index = quote + 1
                switch expected {
                case .name, .nameOrEnd:
                    while index < end, isSpace(text[index]) { index += 1 }
                    guard index < end, text[index] == 0x3A else { return false }
                    index += 1
                    expected = .value
                case .value, .valueOrEnd: expected = .separator
                default: return false
                }
            case 0x2C:
                guard expected == .separator else { return false }
                expected = levels.isObject ? .name : .value
                index += 1
            case 0x7B, 0x5B:
                guard expected == .value || expected == .valueOrEnd || expected == .document,
                    levels.enter(isObject: byte == 0x7B)
                else { return false }
                expected = byte == 0x7B ? .nameOrEnd : .valueOrEnd
                index += 1
            case 0x7D, 0x5D:
                guard levels.count > 0, levels.isObject == (byte == 0x7D),
                    expected == .separator || expected == (byte == 0x7D ? .nameOrEnd : .valueOrEnd)
                else { return false }
                levels.leave()
                expected = levels.count == 0 ? .document : .separator
                index += 1
            default:
                guard expected == .value || expected == .valueOrEnd, let count = scalarCount(text, index, end)
                else { return false }
                expected = .separator
                index += count
            }
        }
        return expected == .document && (seen < 0x80 || UTF8Scalar.isValid(text, range))
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// The end of a number that begins at an index, as far as its characters go.
    static func numberEnd(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start + 1
        while index < end {
            switch text[index] {
            case 0x30...0x39, 0x2E, 0x65, 0x45, 0x2B, 0x2D: index += 1
            default: return index
            }
        }
        return end
    }

    /// The closing quote of a string that begins at an index, nil when there is none or the string has a damaged escape
    /// or a control character. All its bytes are or'ed into `seen`.
    private static func quote(
        _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int, _ seen: inout UInt8
    ) -> Int? {
        var index = start
        var bits: UInt8 = 0
        while index < end {
            let byte = text[index]
            bits |= byte
            if byte == 0x22 {
                seen |= bits
                return index
            }
            if byte < 0x20 { return nil }
            if byte == 0x5C {
                guard let count = JSONEscapes.byteCount(text, index, end) else { return nil }
                index += count
            } else {
                index += 1
            }
        }
        return nil
    }

    /// The length of a number or literal at an index, or nil.
    private static func scalarCount(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Int? {
        switch text[start] {
        case 0x74: return matches(trueLiteral, text, start, end)
        case 0x66: return matches(falseLiteral, text, start, end)
        case 0x6E: return matches(nullLiteral, text, start, end)
        case 0x4E: return matches(notANumber, text, start, end)
        case 0x49: return matches(infinity, text, start, end)
        case 0x2D where start + 1 < end && text[start + 1] == 0x49: return matches(negativeInfinity, text, start, end)
        case 0x2D, 0x30...0x39:
            let numberEnd = numberEnd(text, start, end)
            return DecimalKind.parts(text, start..<numberEnd) == nil ? nil : numberEnd - start
        default: return nil
        }
    }

    private static func matches(
        _ word: [UInt8], _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int
    ) -> Int? {
        guard start + word.count <= end else { return nil }
        for place in 0..<word.count where text[start + place] != word[place] { return nil }
        return word.count
    }

    private static let trueLiteral = Array("true".utf8)
    private static let falseLiteral = Array("false".utf8)
    private static let nullLiteral = Array("null".utf8)
    private static let notANumber = Array("NaN".utf8)
    private static let infinity = Array("Infinity".utf8)
    private static let negativeInfinity = Array("-Infinity".utf8)
}

/// The kinds of the containers around a place in a document, one bit each.
private struct LevelStack {
    private var bits = InlineArray<16, UInt64>(repeating: 0)
    private(set) var count = 0
    /// Whether the innermost one is an object.
    private(set) var isObject = false

    /// Goes a level deeper; false when that is too deep.
    mutating func enter(isObject: Bool) -> Bool {
        if count == JSONDocument.deepestLevel { return false }
        let bit = UInt64(1) << UInt64(count & 63)
        bits[count >> 6] = isObject ? bits[count >> 6] | bit : bits[count >> 6] & ~bit
        count += 1
        self.isObject = isObject
        return true
    }

    mutating func leave() {
        count -= 1
        if count > 0 { isObject = bits[(count - 1) >> 6] >> UInt64((count - 1) & 63) & 1 == 1 }
    }
}

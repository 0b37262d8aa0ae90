/// E-mail addresses, from their `@`: a local part of letters, digits and `._%+-'`, and a name of two labels at least, the
/// last of them letters. Latin letters beyond ASCII count as letters (RFC 6531).
enum EmailScan {
    private static let longestLocalPart = 64
    private static let longestDomain = 253

    static func find(_ text: ScanText, at: Int) -> Finding? {
        guard let end = domainEnd(text, from: at + 1) else { return nil }
        let start = localStart(text, before: at)
        guard start < at, !isImage(text, at + 1) else { return nil }
        let isReserved = isReserved(text, at + 1..<end) || (text.has("git", at: start) && at - start == 3)
        return Finding(.email, start..<end, isReserved ? .publicTest : .high, .form)
    }

    private static func localStart(_ text: ScanText, before at: Int) -> Int {
        var start = at
        while start > 0, at - start < longestLocalPart {
            let byte = text[start - 1]
            if isLocal(byte) {
                start -= 1
            } else if byte & 0xC0 == 0x80, isLatin(text[start - 2]) {
                start -= 2
            } else {
                break
            }
        }
        if text[start - 1] == 0x5C { start += escapeCount(text, at: start) }
        while start < at, !text[start].isAlphanumeric, text[start] != 0x5F, text[start] < 0x80 { start += 1 }
        return min(start, at)
    }

    /// How many letters behind a backslash belong to the escape of a JSON string.
    private static func escapeCount(_ text: ScanText, at start: Int) -> Int {
        switch text[start] {
        case 0x75: 5  // u and four digits
        case 0x6E, 0x72, 0x74, 0x62, 0x66: 1
        default: 0
        }
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        if byte.isAlphanumeric { return true }
        switch byte {
        case 0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x27: return true
        default: return false
        }
    }

    /// First byte of a Latin letter of two bytes, U+00C0 to U+024F.
    private static func isLatin(_ byte: UInt8) -> Bool { byte >= 0xC3 && byte <= 0xC9 }

    /// Where the longest domain ends whose last label is letters.
    private static func domainEnd(_ text: ScanText, from start: Int) -> Int? {
        var index = start
        var labelStart = start
        var labelCount = 0
        var end: Int?
        while index - start <= longestDomain {
            let byte = text[index]
            if byte.isAlphanumeric || byte == 0x2D {
                index += 1
                continue
            }
            if isLatin(byte), text[index + 1] & 0xC0 == 0x80 {
                index += 2
                continue
            }
            guard index > labelStart, text[labelStart] != 0x2D else { break }
            labelCount += 1
            if labelCount > 1, let last = topLevelEnd(text, labelStart..<index) { end = last }
            guard byte == 0x2E else { break }
            index += 1
            labelStart = index
        }
        return end
    }

    /// Where the letters of a top-level label end, if it has enough of them; what follows is a dash or nothing.
    private static func topLevelEnd(_ text: ScanText, _ label: Range<Int>) -> Int? {
        var end = label.upperBound
        while end > label.lowerBound, text[end - 1] == 0x2D { end -= 1 }
        guard end - label.lowerBound >= 2, end - label.lowerBound <= 24 else { return nil }
        if text.has("xn--", at: label.lowerBound) { return end }
        for index in label.lowerBound..<end where text[index].isDigit || text[index] == 0x2D { return nil }
        return end
    }

    /// `icon@2x.png`
    private static func isImage(_ text: ScanText, _ start: Int) -> Bool {
        text[start].isDigit && text[start + 1] | 0x20 == 0x78 && text[start + 2] == 0x2E
    }

    /// Whether a host's name that begins at a place is one that nobody can have.
    static func isReserved(_ text: ScanText, host start: Int) -> Bool {
        domainEnd(text, from: start).map { isReserved(text, start..<$0) } ?? false
    }

    /// Names that nobody can have: RFC 2606 and RFC 6761.
    private static func isReserved(_ text: ScanText, _ domain: Range<Int>) -> Bool {
        var last = domain.upperBound
        while last > domain.lowerBound, text[last - 1] != 0x2E { last -= 1 }
        switch lowered(text, last..<domain.upperBound) {
        case Self.test, Self.invalid, Self.example, Self.localhost: return true
        case Self.com, Self.net, Self.org:
            let start = last - 8
            guard start >= domain.lowerBound, start == domain.lowerBound || text[start - 1] == 0x2E else {
                return false
            }
            return lowered(text, start..<last - 1) == Self.example
        default: return false
        }
    }

    private static let test = word("test")
    private static let invalid = word("invalid")
    private static let example = word("example")
    private static let localhost = word("localhost")
    private static let com = word("com")
    private static let net = word("net")
    private static let org = word("org")

    private static func word(_ text: String) -> PackedWord {
        var word = PackedWord()
        for byte in text.utf8 { word.append(byte) }
        return word
    }

    private static func lowered(_ text: ScanText, _ range: Range<Int>) -> PackedWord {
        var word = PackedWord()
        for index in range { word.append(text[index] | 0x20) }
        return word
    }
}

/// Text of XML and HTML with character references: `&amp;`, `&#233;`, `&#xe9;`.
///
/// References by name, and those to what is no letter or digit, stay. One to a letter or digit, which seldom has to be
/// written so, becomes one to the letter `A`, as long as it was.
enum MarkupText: TextWriting {
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0x26 { return true }
        return false
    }

    /// A reference becomes spaces.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let count = referenceCount(text, index, range.upperBound)
            plain.append(contentsOf: repeatElement(count == 1 ? text[index] : 0x20, count: count))
            index += count
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let count = referenceCount(text.span, index, range.upperBound)
            if count == 1 {
                text[index] = plain[index - range.lowerBound]
            } else {
                hideLetter(&text, index..<index + count)
            }
            index += count
        }
    }

    /// How many bytes a reference at an index has, or 1.
    private static func referenceCount(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard text[start] == 0x26 else { return 1 }
        var index = start + 1
        if index < end, text[index] == 0x23 {
            index += 1
            let isHex = index < end && text[index] | 0x20 == 0x78
            if isHex { index += 1 }
            let first = index
            while index < end, let digit = HexDigit.value(text[index]), isHex || digit < 10 { index += 1 }
            return index > first && index - first <= 8 && index < end && text[index] == 0x3B ? index + 1 - start : 1
        }
        let first = index
        while index < end, isAlphanumeric(text[index]) { index += 1 }
        let isName = index > first && index - first <= 32 && index < end && text[index] == 0x3B
        return isName && names.contains(Array(first..<index).map { text[$0] }) ? index + 1 - start : 1
    }

    /// Names that are left as they are; anything else behind an ampersand is text.
    private static let names: Set<[UInt8]> = Set(
        [
            "amp", "lt", "gt", "quot", "apos", "nbsp", "hellip", "mdash", "ndash", "lsquo", "rsquo", "ldquo", "rdquo",
            "laquo", "raquo", "bull", "middot", "euro", "pound", "yen", "cent", "copy", "reg", "trade", "times",
            "deg", "sect", "para",
        ].map { Array($0.utf8) })

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    private static func hideLetter(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard text[range.lowerBound + 1] == 0x23 else { return }
        let isHex = text[range.lowerBound + 2] | 0x20 == 0x78
        let digits = range.lowerBound + (isHex ? 3 : 2)..<range.upperBound - 1
        var scalar: UInt64 = 0
        for index in digits { scalar = scalar &* (isHex ? 16 : 10) &+ UInt64(HexDigit.nibble(text[index])) }
        let isASCII = scalar < 0x80
        let isLetter =
            isASCII
            ? isAlphanumeric(UInt8(truncatingIfNeeded: scalar))
            : UInt32(exactly: scalar).flatMap { LetterClasses.shared.place($0) } != nil
        guard isLetter else { return }
        // 65, or 41 in hexadecimal: two digits, as every letter and digit has.
        for (place, index) in digits.reversed().enumerated() {
            text[index] = place > 1 ? 0x30 : isHex ? (place == 0 ? 0x31 : 0x34) : (place == 0 ? 0x35 : 0x36)
        }
    }
}

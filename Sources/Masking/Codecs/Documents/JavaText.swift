/// Java's modified UTF-8: zero is `C0 80`, and characters above U+FFFF are surrogate pairs of three bytes each.
enum JavaText: TextWriting {
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0xC0 || text[index] == 0xED { return true }
        return false
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch unit(text, index, range.upperBound) {
            case 2: JSONEscapes.append(0xA0, to: &plain)
            case 3: JSONEscapes.append(0xFFFD, to: &plain)
            default: plain.append(text[index])
            }
            index += unit(text, index, range.upperBound)
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let count = unit(text.span, index, range.upperBound)
            if count == 1 { text[index] = plain[index - range.lowerBound] }
            if count == 3 { hideLetter(&text, index, range.upperBound) }
            index += count
        }
    }

    /// How many bytes the unit at an index has: 2 for a zero, 3 for half a pair, else 1.
    private static func unit(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Int {
        if text[index] == 0xC0, index + 1 < end, text[index + 1] == 0x80 { return 2 }
        if text[index] == 0xED, index + 2 < end, text[index + 1] & 0xE0 == 0xA0, text[index + 2] & 0xC0 == 0x80 {
            return 3
        }
        return 1
    }

    /// A pair that is a letter becomes the first letter of its class: U+FFFD stood for it, which no kind changes.
    private static func hideLetter(_ text: inout MutableSpan<UInt8>, _ index: Int, _ end: Int) {
        func half(_ index: Int) -> UInt32 {
            0xD000 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        }
        guard index + 5 < end, text[index + 3] == 0xED, half(index) < 0xDC00, half(index + 3) >= 0xDC00 else { return }
        let scalar = 0x10000 + (half(index) & 0x3FF) << 10 + (half(index + 3) & 0x3FF)
        guard let place = LetterClasses.shared.place(scalar), place.size > 1 else { return }
        let other = LetterClasses.shared.scalar(place.letterClass, 0) &- 0x10000
        for (start, value) in [(index, 0xD800 | other >> 10), (index + 3, 0xDC00 | other & 0x3FF)] {
            text[start + 1] = 0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F)
            text[start + 2] = 0x80 | UInt8(truncatingIfNeeded: value & 0x3F)
        }
    }
}

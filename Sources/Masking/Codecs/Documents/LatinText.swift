/// Bytes as characters of Latin-1 in UTF-8, as pickles of protocols before 3 hold bytes: those above 127 take two bytes.
enum LatinText: TextWriting {
    /// Where there is a character that is none of Latin-1 this is no such text, and is masked as what it is.
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            guard let count = UTF8Scalar.count(text, at: index, end: range.upperBound), count == 1 || text[index] < 0xC4
            else { return false }
            index += count
        }
        return true
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let isPair = text[index] >= 0x80
            plain.append(isPair ? text[index] << 6 | text[index + 1] & 0x3F : text[index])
            index += isPair ? 2 : 1
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        for place in plain.indices {
            if plain[place] >= 0x80 {
                text[index] = 0xC0 | plain[place] >> 6
                text[index + 1] = 0x80 | plain[place] & 0x3F
                index += 2
            } else {
                text[index] = plain[place]
                index += 1
            }
        }
    }
}

/// The same in a pickle of protocol 0 (raw-unicode-escape): bytes as they are, but for those that would end a line or begin
/// an escape, which are `\\u000a`.
enum PickleLatinText: TextWriting {
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool { true }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let escaped = escaped(text, index, range.upperBound)
            plain.append(escaped ?? text[index])
            index += escaped == nil ? 1 : 6
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        for place in plain.indices {
            if escaped(text.span, index, range.upperBound) != nil {
                HexDigit.store(UInt128(plain[place]), into: &text, index + 4..<index + 6, false)
                index += 6
            } else {
                text[index] = plain[place]
                index += 1
            }
        }
    }

    private static func escaped(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> UInt8? {
        guard text[index] == 0x5C, index + 6 <= end, text[index + 1] == 0x75, text[index + 2] == 0x30,
            text[index + 3] == 0x30, let high = HexDigit.value(text[index + 4]),
            let low = HexDigit.value(text[index + 5])
        else { return nil }
        return high << 4 | low
    }
}

/// Percent-encoding (RFC 3986, section 2.1): `%4A` is a byte, in digits of either case.
enum PercentText: TextWriting {
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where byte(text, index, range.upperBound) != nil { return true }
        return false
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let escaped = byte(text, index, range.upperBound)
            plain.append(escaped ?? text[index])
            index += escaped == nil ? 1 : 3
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        for place in plain.indices {
            guard byte(text.span, index, range.upperBound) != nil else {
                text[index] = plain[place]
                index += 1
                continue
            }
            let isLower = text[index + 1] >= 0x61 || text[index + 2] >= 0x61
            HexDigit.store(UInt128(plain[place]), into: &text, index + 1..<index + 3, !isLower)
            index += 3
        }
    }

    /// The byte of an escape that begins at an index.
    private static func byte(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> UInt8? {
        guard text[index] == 0x25, index + 2 < end, let high = HexDigit.value(text[index + 1]),
            let low = HexDigit.value(text[index + 2])
        else { return nil }
        return high << 4 | low
    }
}

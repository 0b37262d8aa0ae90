/// Percent-encoding (RFC 3986, section 2.1): `%4A` is a byte, in digits of either case.
enum PercentText: ByteEscapes {
    static let escapeCount = 3

    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where escaped(text, index, range.upperBound) != nil { return true }
        return false
    }

    static func escaped(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> UInt8? {
        guard text[index] == 0x25, index + 2 < end, let high = HexDigit.value(text[index + 1]),
            let low = HexDigit.value(text[index + 2])
        else { return nil }
        return high << 4 | low
    }

    static func isUpper(_ text: Span<UInt8>, _ index: Int) -> Bool { text[index + 1] < 0x61 && text[index + 2] < 0x61 }
}

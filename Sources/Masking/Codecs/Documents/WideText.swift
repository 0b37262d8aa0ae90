/// Characters of two bytes each (UTF-16, the higher byte first), as Java's arrays of `char` are written.
enum WideText: TextWriting {
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool { range.count % 2 == 0 }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        for index in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            let unit = UInt32(text[index]) << 8 | UInt32(text[index + 1])
            JSONEscapes.append(isHalf(unit) ? 0xFFFD : unit, to: &plain)
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var at = 0
        for index in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            let isHalf = isHalf(UInt32(text[index]) << 8 | UInt32(text[index + 1]))
            let (scalar, count) = JSONEscapes.decode(plain, at)
            at += count
            if isHalf { continue }
            text[index] = UInt8(truncatingIfNeeded: scalar >> 8)
            text[index + 1] = UInt8(truncatingIfNeeded: scalar)
        }
    }

    private static func isHalf(_ unit: UInt32) -> Bool { (0xD800..<0xE000).contains(unit) }
}

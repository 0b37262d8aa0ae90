/// Decimal integers as text, in the one form that Redis stores as an integer (`string2ll`).
enum DecimalText {
    /// The value of a canonical 64-bit integer: no plus, no leading zero, no minus zero; nil for everything else.
    static func canonicalInteger(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int64? {
        guard range.count > 0, range.count <= 20 else { return nil }
        var index = range.lowerBound
        let isNegative = text[index] == 0x2D
        if isNegative { index += 1 }
        guard index < range.upperBound else { return nil }
        let first = text[index]
        if first == 0x30 { return range.count == 1 ? 0 : nil }
        var magnitude: UInt64 = 0
        while index < range.upperBound {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeToo) = product.addingReportingOverflow(UInt64(digit))
            guard !isTooLarge, !isTooLargeToo else { return nil }
            magnitude = sum
            index += 1
        }
        if isNegative {
            if magnitude == 1 << 63 { return .min }
            return magnitude < 1 << 63 ? -Int64(magnitude) : nil
        }
        return Int64(exactly: magnitude)
    }

    /// Writes an integer over another of the same decimal length.
    static func store(_ value: Int64, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var magnitude = value.magnitude
        var index = range.upperBound - 1
        let first = value < 0 ? range.lowerBound + 1 : range.lowerBound
        while index >= first {
            text[index] = 0x30 + UInt8(magnitude % 10)
            magnitude /= 10
            index -= 1
        }
        if value < 0 { text[range.lowerBound] = 0x2D }
    }
}

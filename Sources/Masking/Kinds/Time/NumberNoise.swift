/// Numbers with noise: near the original, and with as many digits.
enum NumberNoise {
    /// More digits than an amount has; the arithmetic holds as many.
    private static let mostDigits = 25

    /// An integer or a fraction without an exponent.
    static func parts(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> (whole: Range<Int>, fraction: Range<Int>)? {
        guard let parts = DecimalKind.parts(text, range), parts.whole.count + parts.fraction.count <= mostDigits,
            max(parts.whole.upperBound, parts.fraction.upperBound) == range.upperBound
        else { return nil }
        // Minus zero and integers beyond 64 bits are no amounts.
        return parts.fraction.isEmpty && DecimalText.canonicalInteger(text, range) == nil ? nil : parts
    }

    /// The magnitudes that a number can have without changing its width.
    static func magnitudes(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, wholeCount: Int, unit: UInt128
    ) -> ClosedRange<UInt128> {
        if let integer = DecimalText.canonicalInteger(text, range) {
            let interval = IntegerLadder.interval(of: integer)
            let last = interval.lower &+ Int64(bitPattern: interval.count &- 1)
            let ends = (UInt128(interval.lower.magnitude), UInt128(last.magnitude))
            return min(ends.0, ends.1)...max(ends.0, ends.1)
        }
        let lower = wholeCount == 1 ? 0 : PowersOfTen.all[wholeCount - 1] * unit
        return lower...PowersOfTen.all[wholeCount] * unit - 1
    }
}

extension Masker {
    /// Up to a tenth is added or taken away, at least one in the last digit, as the key and the number say. Not
    /// injective, and not secret: the size of a number stays.
    mutating func addNoise(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let parts = NumberNoise.parts(text, range) else { return }
        let unit = PowersOfTen.all[parts.fraction.count]
        let magnitudes = NumberNoise.magnitudes(text, range, wholeCount: parts.whole.count, unit: unit)
        let value = DecimalText.value(text, parts.whole) * unit + DecimalText.value(text, parts.fraction)
        let tag = prf.tag(of: text.span.extracting(range))
        let most = max(1, value / 10)
        let noise = 1 + ((most - 1) * UInt128(tag.high >> 32)) >> 32
        let isDown = tag.low & 1 == 1
        let (lower, upper) = (magnitudes.lowerBound, magnitudes.upperBound)
        let down = max(lower, value - min(noise, value))
        let up = min(upper, value + noise)
        // At an end of the interval the number goes the other way.
        let moved = isDown ? (down == value ? up : down) : (up == value ? down : up)
        let quotient = moved.quotientAndRemainder(dividingBy: unit)
        DecimalText.store(quotient.quotient, into: &text, parts.whole)
        if !parts.fraction.isEmpty { DecimalText.store(quotient.remainder, into: &text, parts.fraction) }
    }
}

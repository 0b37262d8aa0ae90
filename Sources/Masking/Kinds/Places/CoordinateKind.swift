/// Latitude or longitude in decimal degrees, with digits behind the point.
enum CoordinateKind {
    /// How far a coordinate moves at most, in hundredths of a degree: two give about two kilometres.
    static let mostHundredths: UInt128 = 2

    /// The parts of a coordinate of up to `most` degrees, or nil.
    static func parts(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, most: UInt128
    ) -> (whole: Range<Int>, fraction: Range<Int>)? {
        guard let parts = DecimalKind.parts(text, range), (1...20).contains(parts.fraction.count),
            parts.whole.count <= 3, parts.fraction.upperBound == range.upperBound
        else { return nil }
        let unit = PowersOfTen.all[parts.fraction.count]
        let value = DecimalText.value(text, parts.whole) * unit + DecimalText.value(text, parts.fraction)
        return value <= most * unit ? parts : nil
    }
}

extension Masker {
    /// Moves a coordinate by up to two hundredths of a degree, at least by one in the last digit, as the key and the
    /// coordinate say; sign, digits and range stay. Not injective.
    mutating func maskCoordinate(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, most: UInt128) {
        guard let parts = CoordinateKind.parts(text, range, most: most) else { return }
        let unit = PowersOfTen.all[parts.fraction.count]
        let value = DecimalText.value(text, parts.whole) * unit + DecimalText.value(text, parts.fraction)
        let lower = parts.whole.count == 1 ? 0 : PowersOfTen.all[parts.whole.count - 1] * unit
        let upper = min(most * unit, PowersOfTen.all[parts.whole.count] * unit - 1)
        let tag = prf.tag(of: text.span.extracting(range))
        let reach = max(1, CoordinateKind.mostHundredths * unit / 100)
        let distance = 1 + ((reach - 1) * UInt128(tag.high >> 32)) >> 32
        let canRise = upper - value >= distance
        let canFall = value - lower >= distance
        let moved = canRise && (tag.low & 1 == 1 || !canFall) ? value + distance : canFall ? value - distance : lower
        let quotient = moved.quotientAndRemainder(dividingBy: unit)
        DecimalText.store(quotient.quotient, into: &text, parts.whole)
        DecimalText.store(quotient.remainder, into: &text, parts.fraction)
    }
}

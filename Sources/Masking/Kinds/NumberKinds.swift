/// Decimal numbers: integers, and those that are no 64-bit integers: leading zeros, too many digits, fractions.
extension Masker {
    /// A canonical integer, by the integer ladder.
    mutating func maskInteger(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let value = DecimalText.canonicalInteger(text, range) else { return }
        DecimalText.store(masked(value), into: &text, range)
    }

    /// Digits: a canonical integer stays one; of the others a first zero stays one, and no other becomes one.
    mutating func maskDigits(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if let value = DecimalText.canonicalInteger(text, range) {
            DecimalText.store(masked(value), into: &text, range)
            return
        }
        let hasZeroAhead = text[range.lowerBound] == 0x30
        let free = hasZeroAhead ? range.lowerBound + 1..<range.upperBound : range
        guard free.count < PowersOfTen.count else {
            repeat { maskWords(&text, free) } while !hasZeroAhead && text[range.lowerBound] == 0x30
            return
        }
        // The smallest number of this length that is not a 64-bit integer, and how many there are from it on.
        let end = PowersOfTen.all[free.count]
        let lower = hasZeroAhead ? 0 : max(PowersOfTen.all[free.count - 1], 1 << 63)
        let value = DecimalText.value(text, free)
        DecimalText.store(lower + digits.permuted(value - lower, below: end - lower), into: &text, free)
    }

    /// A number as JSON writes it: an integer as ``maskInteger(_:_:)``; otherwise sign and exponent stay, the whole part
    /// is masked as digits, and those behind the point are permuted under it.
    mutating func maskDecimal(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if let value = DecimalText.canonicalInteger(text, range) {
            DecimalText.store(masked(value), into: &text, range)
            return
        }
        guard let parts = DecimalKind.parts(text, range) else { return }
        // A minus makes one more number canonical: -2^63. It is met in integers only.
        repeat { maskDigits(&text, parts.whole) } while DecimalText.canonicalInteger(text, range) != nil
        if parts.fraction.isEmpty { return }
        guard parts.fraction.count < PowersOfTen.count else { return maskWords(&text, parts.fraction) }
        let whole = UInt64(truncatingIfNeeded: DecimalText.value(text, parts.whole))
        let fraction = digits.permuted(
            DecimalText.value(text, parts.fraction), below: PowersOfTen.all[parts.fraction.count], tweak: whole)
        DecimalText.store(fraction, into: &text, parts.fraction)
    }
}

/// Decimal fractions, as JSON writes them (RFC 8259, section 6).
enum DecimalKind {
    /// The parts of `-12.50e3` that are masked; sign, point and exponent stay.
    static func parts(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> (whole: Range<Int>, fraction: Range<Int>)? {
        var index = range.lowerBound
        func skipDigits(_ text: borrowing MutableSpan<UInt8>) -> Range<Int> {
            let start = index
            while index < range.upperBound, text[index] &- 0x30 < 10 { index += 1 }
            return start..<index
        }
        if index < range.upperBound, text[index] == 0x2D { index += 1 }
        let whole = skipDigits(text)
        guard whole.count == 1 || whole.count > 1 && text[whole.lowerBound] != 0x30 else { return nil }
        var fraction = index..<index
        if index < range.upperBound, text[index] == 0x2E {
            index += 1
            fraction = skipDigits(text)
            guard !fraction.isEmpty else { return nil }
        }
        if index < range.upperBound, text[index] | 0x20 == 0x65 {
            index += 1
            if index < range.upperBound, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
            guard !skipDigits(text).isEmpty else { return nil }
        }
        return index == range.upperBound ? (whole, fraction) : nil
    }

    /// Whether a string is a decimal fraction with digits behind a point.
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let parts = parts(text, range) else { return false }
        return !parts.fraction.isEmpty
    }
}

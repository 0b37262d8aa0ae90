/// Decimal numbers that are no 64-bit integers: leading zeros, too many digits, fractions.
extension Masker {
    /// Digits that Redis does not store as an integer: a first zero stays one, and no other becomes one.
    mutating func maskDigits(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if let value = DecimalText.canonicalInteger(text, range) {
            DecimalText.store(masked(value), into: &text, range)
            return
        }
        let hasZeroAhead = text[range.lowerBound] == 0x30
        let free = hasZeroAhead ? range.lowerBound + 1..<range.upperBound : range
        guard free.count <= 38 else { return maskLongDigits(&text, free, keepsFirstNonzero: !hasZeroAhead) }
        // The smallest number of this length that is not a 64-bit integer, and how many there are from it on.
        let end = Self.powerOfTen(free.count)
        var lower: UInt128 = 0
        if !hasZeroAhead {
            lower = Self.powerOfTen(free.count - 1)
            if free.count == 19 { lower = 1 << 63 }
        }
        let value = Self.value(text, free)
        Self.store(lower + digits.permuted(value - lower, below: end - lower), into: &text, free)
    }

    /// A fraction: the whole part by the integer ladder, the digits behind the point permuted among themselves.
    mutating func maskDecimal(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let parts = DecimalKind.parts(text, range) else { return }
        if DecimalText.canonicalInteger(text, parts.whole) != nil || parts.whole.count > 19 {
            maskDigits(&text, parts.whole)
        }
        if parts.fraction.count > 38 {
            maskLongDigits(&text, parts.fraction, keepsFirstNonzero: false)
        } else if !parts.fraction.isEmpty {
            let value = digits.permuted(
                Self.value(text, parts.fraction), below: Self.powerOfTen(parts.fraction.count), tweak: 0)
            Self.store(value, into: &text, parts.fraction)
        }
    }

    private mutating func maskLongDigits(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, keepsFirstNonzero: Bool
    ) {
        repeat { maskWords(&text, range) } while keepsFirstNonzero && text[range.lowerBound] == 0x30
    }

    private static func powerOfTen(_ exponent: Int) -> UInt128 {
        var power: UInt128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    private static func value(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> UInt128 {
        var value: UInt128 = 0
        for index in range { value = value * 10 + UInt128(text[index] - 0x30) }
        return value
    }

    private static func store(_ value: UInt128, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rest = value
        for index in range.reversed() {
            text[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
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

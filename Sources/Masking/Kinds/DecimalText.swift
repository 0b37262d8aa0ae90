/// Decimal integers as text, in the one form that Redis stores as an integer (`string2ll`).
enum DecimalText {
    /// The value of a canonical 64-bit integer: no plus, no leading zero, no minus zero; nil for everything else.
    static func canonicalInteger(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int64? {
        guard range.count > 0, range.count <= 20 else { return nil }
        var index = range.lowerBound
        let isNegative = text[index] == 0x2D
        if isNegative { index += 1 }
        let digitCount = range.upperBound - index
        guard digitCount > 0, digitCount <= 19 else { return nil }
        let first = text[index] &- 0x30
        guard first < 10 else { return nil }
        if first == 0 { return range.count == 1 ? 0 : nil }
        var magnitude: UInt64 = 0
        while index < range.upperBound {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            // Nineteen digits stay below 10^19, and so within 64 bits.
            magnitude = magnitude &* 10 &+ UInt64(digit)
            index += 1
        }
        if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int64(exactly: magnitude)
    }

    /// Writes an integer over another of the same decimal length.
    static func store(_ value: Int64, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var magnitude = value.magnitude
        var index = range.upperBound - 1
        let first = value < 0 ? range.lowerBound + 1 : range.lowerBound
        while index >= first {
            text[index] = 0x30 + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
            index -= 1
        }
        if value < 0 { text[range.lowerBound] = 0x2D }
    }

    /// The number that digits stand for, modulo 2^128; up to 38 of them fit.
    static func value(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> UInt128 {
        let split = max(range.lowerBound, range.upperBound - 19)
        let low = UInt128(word(text, split..<range.upperBound))
        if split == range.lowerBound { return low }
        return UInt128(word(text, range.lowerBound..<split)) &* 10_000_000_000_000_000_000 &+ low
    }

    /// Writes the last digits of a number over digits.
    static func store(_ value: UInt128, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let split = max(range.lowerBound, range.upperBound - 19)
        guard split > range.lowerBound else {
            return storeWord(UInt64(truncatingIfNeeded: value), into: &text, range)
        }
        let parts = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
        storeWord(UInt64(truncatingIfNeeded: parts.remainder), into: &text, split..<range.upperBound)
        storeWord(UInt64(truncatingIfNeeded: parts.quotient), into: &text, range.lowerBound..<split)
    }

    private static func word(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range { value = value &* 10 &+ UInt64(text[index] &- 0x30) }
        return value
    }

    private static func storeWord(_ value: UInt64, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rest = value
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            text[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}

/// The powers of ten that fit 128 bits.
enum PowersOfTen {
    /// One more than the largest exponent.
    static let count = 39

    static let all: [UInt128] = {
        var powers: [UInt128] = [1]
        while powers.count < count { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()
}

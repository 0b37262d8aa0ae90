/// Telephone numbers, international (`+1 415 555 0100`) or national (`(415) 555-0100 x12`).
enum PhoneKind {
    /// Whether a string is a telephone number: 7 to 15 digits (ITU-T E.164) among `+ ( ) - . /`, spaces and an
    /// extension's `x`, with a plus or a separator, since plain digits are integers.
    static func isOne(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        let allowed: ByteClass = [.digit, .plus, .parenthesis, .dash, .dot, .space, .slash, .otherLower]
        guard classes.isSubset(of: allowed), range.count >= 8, range.count <= 32 else { return false }
        let first = text[range.lowerBound]
        guard first == 0x2B || first == 0x28 || first &- 0x30 < 10 else { return false }
        var digitCount = 0
        var separatorRun = 0
        for index in range {
            switch text[index] {
            case 0x30...0x39:
                digitCount += 1
                separatorRun = 0
            case 0x2B where index > range.lowerBound, 0x09, 0x0A, 0x0D: return false
            case 0x61...0x7A where text[index] != 0x78: return false
            default:
                separatorRun += 1
                if separatorRun > 2 { return false }
            }
        }
        return digitCount >= 7 && digitCount <= 18 && separatorRun <= 1
    }

    /// Digits of the country code behind a plus (ITU-T E.164 assigned codes: 1 and 7 have one digit, 44 codes two).
    static func countryCodeCount(_ first: UInt8, _ second: UInt8) -> Int {
        switch first * 10 + second {
        case 10..<20, 70..<80: 1
        case 20, 27, 30...34, 36, 39...41, 43...49, 51...58, 60...66, 81, 82, 84, 86, 90...95, 98: 2
        default: 3
        }
    }
}

extension Masker {
    /// The digits behind the country code are permuted together; the first of them stays zero or not zero.
    mutating func maskPhone(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let first = firstFreeDigit(text, range) else { return }
        var rank: UInt64 = 0
        var size: UInt64 = 1
        for index in first..<range.upperBound where text[index] &- 0x30 < 10 {
            rank = rank * 10 + UInt64(text[index] - 0x30)
            size *= 10
        }
        // A number that begins with a zero has one tenth of the ranks, the others have the rest.
        let lower = text[first] == 0x30 ? 0 : size / 10
        let end = text[first] == 0x30 ? size / 10 : size
        var masked = lower + digits.permuted(rank - lower, below: end - lower, tweak: size)
        for index in (first..<range.upperBound).reversed() where text[index] &- 0x30 < 10 {
            text[index] = 0x30 + UInt8(truncatingIfNeeded: masked % 10)
            masked /= 10
        }
    }

    /// Where the digits begin that are masked: behind a country code, and behind the zero of a national number.
    private func firstFreeDigit(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int? {
        var place = 0
        var previous: UInt8 = 0
        var codeCount = text[range.lowerBound] == 0x2B ? 3 : 0
        for index in range {
            let digit = text[index] &- 0x30
            guard digit < 10 else { continue }
            place += 1
            if place == 2, codeCount > 0 { codeCount = PhoneKind.countryCodeCount(previous, digit) }
            previous = digit
            if place <= codeCount || digit == 0 && place == codeCount + 1 { continue }
            return index
        }
        return nil
    }
}

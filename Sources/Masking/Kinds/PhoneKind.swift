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

    /// Digits of the country code behind a plus (ITU-T E.164 assigned codes: 1 and 7 have one digit, 45 codes two).
    static func countryCodeCount(_ first: UInt8, _ second: UInt8) -> Int {
        let twoDigits: [UInt8] = [
            20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
            61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
        ]
        if first == 1 || first == 7 { return 1 }
        return twoDigits.contains(first * 10 + second) ? 2 : 3
    }
}

extension Masker {
    /// The digits behind the country code are permuted together; the first of them stays zero or not zero.
    mutating func maskPhone(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var places: [Int] = []
        for index in range where text[index] &- 0x30 < 10 { places.append(index) }
        if text[range.lowerBound] == 0x2B, places.count >= 2 {
            let count = PhoneKind.countryCodeCount(text[places[0]] - 0x30, text[places[1]] - 0x30)
            places.removeFirst(min(count, places.count - 4))
        }
        if text[places[0]] == 0x30 { places.removeFirst() }
        let isFirstFree = places.count > 0 && text[places[0]] != 0x30
        var rank: UInt64 = 0
        for place in places { rank = rank * 10 + UInt64(text[place] - 0x30) }
        var size: UInt64 = 1
        for _ in places.dropFirst() { size *= 10 }
        let lower = isFirstFree ? size : 0
        let end = isFirstFree ? size * 10 : size
        var masked = lower + digits.permuted(rank - lower, below: end - lower, tweak: UInt64(places.count))
        for place in places.reversed() {
            text[place] = 0x30 + UInt8(masked % 10)
            masked /= 10
        }
    }
}

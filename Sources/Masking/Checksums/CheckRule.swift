/// How the check characters of an identifier follow from its other characters.
enum CheckRule: Sendable {
    /// The first digits are multiplied by weights and added; the remainder, or what it lacks of the modulus, is looked
    /// up in a table, and stands behind them. Where the table has no such place there is no such number.
    case weighted([UInt8], modulus: UInt32, isComplement: Bool, table: [UInt8])
    /// All digits before the last place, read as a number, modulo the size of a table. A character before them counts
    /// as its place in `prefix`; `skipped` has no part in it.
    case modulo(table: [UInt8], prefix: [UInt8] = [], skipped: Int? = nil)
    /// The last digit, of the digits from a place on: ``Luhn``.
    case luhn(from: Int = 0)
    /// The last digit: ``Verhoeff``.
    case verhoeff
    /// The last digit: ISO/IEC 7064, MOD 11,10.
    case mod11And10
    /// The last two digits: 97 less the number of the digits before them, modulo 97. A Belgian number of one born from
    /// 2000 on is read with a 2 before it, so there it has two variants. In a French one, A and B count.
    case complement97(hasMillennium: Bool, hasCorsica: Bool)
    /// The last letter of a codice fiscale (decree of 23 December 1976).
    case codiceFiscale
    /// The last two digits of a Turkish number.
    case turkish

    /// How many ways there are to complete one identifier.
    var variantCount: Int {
        if case .complement97(true, _) = self { return 2 }
        return 1
    }

    /// Writes the check characters; false when there are none that would make the identifier right.
    func complete(_ text: inout CompactText, variant: Int) -> Bool {
        let last = text.count - 1
        switch self {
        case .weighted(let weights, let modulus, let isComplement, let table):
            var sum: UInt32 = 0
            for (place, weight) in weights.enumerated() { sum += text.digit(place) * UInt32(weight) }
            let rest = isComplement ? (modulus - sum % modulus) % modulus : sum % modulus
            guard Int(rest) < table.count else { return false }
            text[weights.count] = table[Int(rest)]
        case .modulo(let table, let prefix, let skipped):
            var number: UInt64 = 0
            for place in 0..<last where place != skipped {
                let digit = place == 0 ? prefix.firstIndex(of: text[0]).map(UInt64.init) : nil
                number = number * 10 + (digit ?? UInt64(text.digit(place)))
            }
            text[last] = table[Int(number % UInt64(table.count))]
        case .luhn(let start): text[last] = Luhn.checkDigit(text.span.extracting(start..<last))
        case .verhoeff: text[last] = Verhoeff.checkDigit(text.span.extracting(0..<last))
        case .mod11And10:
            var product: UInt32 = 10
            for place in 0..<last {
                let sum = (text.digit(place) + product) % 10
                product = (sum == 0 ? 10 : sum) * 2 % 11
            }
            text[last] = 0x30 + UInt8(truncatingIfNeeded: (11 - product) % 10)
        case .complement97(_, let hasCorsica): completeBy97(&text, variant: variant, hasCorsica: hasCorsica)
        case .codiceFiscale: text[last] = Self.italianLetter(text)
        case .turkish: completeTurkish(&text)
        }
        return true
    }

    private func completeBy97(_ text: inout CompactText, variant: Int, hasCorsica: Bool) {
        let end = text.count - 2
        var number: UInt64 = variant == 1 ? 2 : 0
        for place in 0..<end {
            // The departments 2A and 2B are read as 19 and 18.
            let digit: UInt64 =
                switch text[place] {
                case 0x41 where hasCorsica: 9
                case 0x42 where hasCorsica: 8
                default: UInt64(text.digit(place))
                }
            let isCorsican = hasCorsica && text[place + 1] >= 0x41
            number = number * 10 + (isCorsican ? 1 : digit)
        }
        text.store(97 - number % 97, end..<text.count)
    }

    private func completeTurkish(_ text: inout CompactText) {
        var (odd, even): (UInt32, UInt32) = (0, 0)
        for place in 0..<9 {
            if place % 2 == 0 { odd += text.digit(place) } else { even += text.digit(place) }
        }
        // 7 · odd − even, and no less than zero.
        let first = (odd * 7 + 40 - even) % 10
        text[9] = 0x30 + UInt8(truncatingIfNeeded: first)
        text[10] = 0x30 + UInt8(truncatingIfNeeded: (odd + even + first) % 10)
    }

    /// What a character at an odd place (the first is odd) counts; a letter counts as its place among digits does.
    private static let italianOdd: [UInt32] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ]

    private static func italianLetter(_ text: CompactText) -> UInt8 {
        var sum: UInt32 = 0
        for place in 0..<text.count - 1 {
            let byte = text[place]
            let value = Int(byte >= 0x41 ? byte &- 0x41 : byte &- 0x30) % 26
            sum += place % 2 == 0 ? italianOdd[value] : UInt32(value)
        }
        return 0x41 + UInt8(truncatingIfNeeded: sum % 26)
    }
}

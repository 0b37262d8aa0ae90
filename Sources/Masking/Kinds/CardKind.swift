/// Payment card numbers (ISO/IEC 7812-1): 13 to 19 digits, with spaces or dashes or without.
enum CardKind {
    static func read(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> CompactText? {
        guard range.count >= 13, range.count <= 37,
            let compact = CompactText(text, range, isSeparator: { $0 == 0x20 || $0 == 0x2D }),
            compact.count >= 13, compact.count <= 19
        else { return nil }
        for place in 0..<compact.count where compact.digit(place) > 9 { return nil }
        return compact
    }

    /// Whether a string is a card number beyond doubt: in groups of four to six digits with one separator, of a brand's
    /// range and length, with the right check digit. Digits alone are integers.
    static func isEvident(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let compact = read(text, range), compact.count < range.count, hasGroups(text, range),
            let place = CardBrand.place(of: compact.number(0..<4)), place.isKnown,
            place.brand.digitCounts.contains(compact.count)
        else { return false }
        return Luhn.isValid(compact.span)
    }

    /// Four digits and four, or as many as six, between equal separators; the last group may be shorter.
    private static func hasGroups(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var separator: UInt8?
        var digitCount = 0
        for index in range {
            if text[index] &- 0x30 < 10 {
                digitCount += 1
                if digitCount > 6 { return false }
                continue
            }
            guard digitCount >= 4, separator == nil || separator == text[index] else { return false }
            separator = text[index]
            digitCount = 0
        }
        return digitCount >= 1
    }
}

extension Masker {
    /// The digits are permuted among the numbers of the brand; a right check digit stays right and a wrong one wrong.
    ///
    /// There are too few test ranges to move a brand's numbers to without two of them becoming one.
    mutating func maskCard(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard var compact = CardKind.read(text, range), let place = CardBrand.place(of: compact.number(0..<4))
        else { return }
        let isValid = Luhn.isValid(compact.span)
        let middle = 4..<(isValid ? compact.count - 1 : compact.count)
        let tweak =
            Kind.card.tweak ^ UInt64(compact.count) << 1 ^ (isValid ? 1 : 0) ^ place.brand.prefixes[0].lowerBound << 8
        repeat {
            let prefix = place.brand.index(of: compact.number(0..<4)) ?? 0
            var rank = MixedRank()
            _ = rank.append(prefix, below: place.brand.prefixCount)
            let size = UInt64(truncatingIfNeeded: PowersOfTen.all[middle.count])
            _ = rank.append(compact.number(middle), below: size)
            rank.permute(by: identifiers, tweak: tweak)
            compact.store(rank.removeLast(below: size), middle)
            compact.store(place.brand.prefix(rank.removeLast(below: place.brand.prefixCount)), 0..<4)
            if isValid {
                let last = compact.count - 1
                compact[last] = Luhn.checkDigit(compact.span.extracting(0..<last))
            }
        } while Luhn.isValid(compact.span) != isValid
        compact.store(into: &text, range)
    }
}

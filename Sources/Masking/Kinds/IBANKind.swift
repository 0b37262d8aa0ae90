/// International bank account numbers (ISO 13616), in capital letters, with spaces or without.
enum IBANKind {
    /// The characters, if country, length and structure are those of the registry.
    static func read(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> CompactText? {
        guard range.count >= 15, range.count <= 42,
            text[range.lowerBound] &- 0x41 < 26, text[range.lowerBound + 1] &- 0x41 < 26,
            let compact = CompactText(text, range, isSeparator: { $0 == 0x20 }), compact.count >= 15,
            compact.digit(2) < 10, compact.digit(3) < 10,
            let structure = IBANCountries.byCountry[UInt16(compact[0]) << 8 | UInt16(compact[1])],
            structure.count == compact.count - 4
        else { return nil }
        var rank = MixedRank()
        for place in 4..<compact.count {
            let isDigit = compact.digit(place) < 10
            guard isDigit || compact[place] &- 0x41 < 26 else { return nil }
            switch structure[place - 4] {
            case 0x6E where !isDigit, 0x61 where isDigit: return nil
            default: break
            }
            // With nothing but letters where they are seldom there would be too many.
            guard rank.append(0, below: isDigit ? 10 : 26) else { return nil }
        }
        return rank.append(0, below: 100) ? compact : nil
    }

    /// Whether the check digits are right, and those that are to be written.
    static func isValid(_ compact: CompactText) -> Bool {
        guard let digits = Mod97.ibanCheckDigits(compact.span) else { return false }
        return compact.number(2..<4) == UInt64(digits)
    }

    /// Whether a string is one beyond doubt.
    static func isEvident(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let compact = read(text, range) else { return false }
        return isValid(compact)
    }
}

extension Masker {
    /// Country and spaces stay, letters become letters and digits digits; right check digits stay right and wrong ones
    /// wrong. Check digits that some countries have inside are digits like others.
    mutating func maskIBAN(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard var compact = IBANKind.read(text, range) else { return }
        let isValid = IBANKind.isValid(compact)
        let first = isValid ? 4 : 2
        var tweak = Kind.iban.tweak ^ UInt64(compact[0]) << 16 ^ UInt64(compact[1]) << 8 ^ (isValid ? 1 : 0)
        // Where letters stand is no secret, but a class of its own.
        for place in 4..<compact.count { tweak = (tweak &<< 1 | tweak &>> 63) ^ (compact.digit(place) < 10 ? 1 : 0) }
        repeat {
            var rank = MixedRank()
            for place in first..<compact.count {
                let isDigit = compact.digit(place) < 10
                let base: UInt8 = isDigit ? 0x30 : 0x41
                _ = rank.append(UInt64(compact[place] - base), below: isDigit ? 10 : 26)
            }
            rank.permute(by: identifiers, tweak: tweak)
            for place in (first..<compact.count).reversed() {
                let isDigit = compact.digit(place) < 10
                let index = rank.removeLast(below: isDigit ? 10 : 26)
                compact[place] = (isDigit ? 0x30 : 0x41) + UInt8(truncatingIfNeeded: index)
            }
            if isValid, let digits = Mod97.ibanCheckDigits(compact.span) { compact.store(UInt64(digits), 2..<4) }
        } while IBANKind.isValid(compact) != isValid
        compact.store(into: &text, range)
    }
}

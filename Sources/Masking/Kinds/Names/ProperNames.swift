/// Names of persons and postal addresses.
enum ProperNames {
    /// Whether a string is made of letters and what stands between them; in an address also of digits.
    static func isOne(
        _ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        guard !classes.contains(.control), !classes.isDisjoint(with: [.letter, .high]),
            kind == .address || !classes.contains(.digit)
        else { return false }
        return !classes.contains(.high) || UTF8Scalar.isValid(text, range)
    }

    /// Words of a name that say nothing of whose it is.
    static let nameWords = set(
        "mr mrs ms dr prof sir jr sr ii iii iv von van der den de da di del della la le du dos bin ibn al el st mc mac and y"
    )

    /// Words of an address that say what something is, and not where.
    static let addressWords = set(
        """
        street st road rd avenue ave lane ln drive dr court ct place pl square sq boulevard blvd way terrace ter close \
        crescent highway hwy parkway pkwy apartment apt suite ste unit floor fl room rm building bldg block house flat \
        po box north south east west n s e w the of and rue de la le du des via strasse str platz weg allee calle plaza
        """)

    private static func set(_ words: String) -> Set<[UInt8]> { Set(words.split(separator: " ").map { Array($0.utf8) }) }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

extension Masker {
    /// Word by word: the last word, or what stands before a comma, becomes a surname, the others become given names. One
    /// word always becomes the same one, so a person is called alike everywhere; two words can become one.
    mutating func maskPersonName(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var comma: Int?
        var lastSpace = range.lowerBound - 1
        for index in range {
            if text[index] == 0x2C, comma == nil { comma = index }
            if text[index] == 0x20, index + 1 < range.upperBound { lastSpace = index }
        }
        forEachWord(&text, range, kept: ProperNames.nameWords) { start in
            let isSurname = comma.map { start < $0 } ?? (start > lastSpace)
            return isSurname ? .surnames : .givenNames
        }
    }

    /// Word by word: what stands behind the first comma becomes a town, what stands before it a street. Digits, and
    /// letters that stand with digits, are drawn anew by class.
    mutating func maskAddress(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var comma = range.upperBound
        for index in range.reversed() where text[index] == 0x2C { comma = index }
        removeSlots()
        var index = range.lowerBound
        while index < range.upperBound {
            var end = index
            var hasDigit = false
            while end < range.upperBound, text[end] &- 0x30 < 10 || ProperNames.isLetter(text[end]) {
                hasDigit = hasDigit || text[end] < 0x3A
                end += 1
            }
            if hasDigit {
                for place in index..<end {
                    // House numbers begin with no zero.
                    let isFirst = place == index && text[place] &- 0x31 < 9
                    if isFirst { addSlot(place, lower: 0x31, size: 9) } else { addSlot(text, place) }
                }
            }
            index = max(end, index + 1)
        }
        maskSlots(&text, range, tweak: Kind.address.tweak)
        forEachWord(&text, range, kept: ProperNames.addressWords) { $0 < comma ? .streets : .towns }
    }

    /// Replaces the words of a range that are not kept and stand with no digit by words of lists.
    private mutating func forEachWord(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, kept: Set<[UInt8]>, list: (Int) -> WordList
    ) {
        var word = json.takeBuffer()
        var index = range.lowerBound
        while index < range.upperBound {
            word.removeAll(keepingCapacity: true)
            var end = index
            var (isPlain, hasHigh) = (true, false)
            while end < range.upperBound {
                let byte = text[end]
                guard byte >= 0x80 || ProperNames.isLetter(byte) || byte &- 0x30 < 10 else { break }
                if byte >= 0x80 { hasHigh = true } else if byte < 0x3A { isPlain = false }
                word.append(byte | (byte < 0x80 ? 0x20 : 0))
                end += 1
            }
            if hasHigh {
                _ = maskOpaque(&text, index..<end, tweak: Kind.personName.tweak)
            } else if isPlain, end > index, !kept.contains(word) {
                replaceWord(&text, index..<end, by: list(index), word)
            }
            index = max(end, index + 1)
        }
        json.giveBack(word)
    }

    /// Writes another word over one, letter for letter in its case.
    private func replaceWord(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, by list: WordList, _ word: [UInt8]
    ) {
        var random = prf.tag(of: word.span)
        var chosen = list.word(count: word.count, random.high)
        if chosen == word { chosen = list.word(count: word.count, random.high &+ 1) }
        for place in 0..<word.count {
            if place > 0, place % 8 == 0 { random = stream.encrypted(random) }
            let byte = UInt8(truncatingIfNeeded: random.low >> UInt64(8 * (place % 8)))
            let letter = chosen.map { $0[place] } ?? WordList.letter(place, byte)
            let isUpper = text[range.lowerBound + place] < 0x61
            text[range.lowerBound + place] = isUpper ? letter - 0x20 : letter
        }
    }
}

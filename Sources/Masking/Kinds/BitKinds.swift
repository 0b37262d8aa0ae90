/// Kinds whose characters stand for bits: hexadecimal, base64 and bytes.
///
/// Up to 128 bits are permuted; longer runs are rewritten from a keystream under a tag of the whole value.
extension Masker {
    /// Digits of one case. Upper case stays upper case: a rank without a letter, which could not tell, is walked over.
    mutating func maskHex(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let isUpper = HexDigit.hasUpper(text, range)
        guard range.count <= 32 else { return maskLongHex(&text, range, isUpper) }
        var rank = HexDigit.number(text, range)
        repeat { rank = bits.permuted(rank, bits: range.count * 4) } while isUpper && !HexDigit.hasLetter(rank)
        HexDigit.store(rank, into: &text, range, isUpper)
    }

    private mutating func maskLongHex(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ isUpper: Bool) {
        fillKeystream(for: text, range, byteCount: (range.count + 1) / 2)
        let table = HexDigit.characters(isUpper)
        var index = range.lowerBound
        var place = 0
        while index < range.upperBound {
            let byte = letters.blocks[place]
            text[index] = table[Int(byte >> 4)]
            if index + 1 < range.upperBound { text[index + 1] = table[Int(byte & 15)] }
            index += 2
            place += 1
        }
    }

    /// Base64: letters and digits are drawn anew, so that neither alphabet is mistaken for the other and no separator
    /// of names appears; the four other characters stay, as do the unused bits of the last character.
    mutating func maskBase64(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = Base64Kind.parse(text, range) else { return }
        let end = range.lowerBound + form.characterCount
        // 21 characters of 62 and a last one of 4 are 127 bits.
        if form.characterCount <= 22 { return permuteBase64(&text, range.lowerBound..<end, form) }
        fillKeystream(for: text, range, byteCount: form.characterCount)
        for place in 0..<form.characterCount {
            let index = range.lowerBound + place
            guard Base64Kind.alphanumeric(text[index]) != nil else { continue }
            let size = index == end - 1 ? form.lastSize : 62
            let value = UInt8(truncatingIfNeeded: (UInt16(letters.blocks[place]) * UInt16(size)) >> 8)
            text[index] = Base64Kind.character(index == end - 1 ? value << form.unusedBits : value)
        }
    }

    private func permuteBase64(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ form: Base64Kind.Form) {
        // Ten characters of 62 fit a word, so a rank is two words and up to two characters.
        var words: InlineArray<3, UInt64> = [0, 0, 0]
        var sizes: InlineArray<3, UInt64> = [1, 1, 1]
        for index in range {
            guard let value = Base64Kind.alphanumeric(text[index]) else { continue }
            let word = (index - range.lowerBound) / 10
            let isLast = index == range.upperBound - 1
            let size = UInt64(isLast ? form.lastSize : 62)
            words[word] = words[word] &* size &+ UInt64(isLast ? value >> form.unusedBits : value)
            sizes[word] = sizes[word] &* size
        }
        let size = UInt128(sizes[0]) * UInt128(sizes[1]) * UInt128(sizes[2])
        var rank = (UInt128(words[0]) * UInt128(sizes[1]) + UInt128(words[1])) * UInt128(sizes[2]) + UInt128(words[2])
        rank = bits.permuted(rank, below: size, tweak: 1)
        for word in (1...2).reversed() {
            let parts = rank.quotientAndRemainder(dividingBy: UInt128(sizes[word]))
            words[word] = UInt64(truncatingIfNeeded: parts.remainder)
            rank = parts.quotient
        }
        words[0] = UInt64(truncatingIfNeeded: rank)
        for index in range.reversed() where Base64Kind.alphanumeric(text[index]) != nil {
            let word = (index - range.lowerBound) / 10
            let isLast = index == range.upperBound - 1
            let parts = words[word].quotientAndRemainder(dividingBy: UInt64(isLast ? form.lastSize : 62))
            let value = UInt8(truncatingIfNeeded: parts.remainder)
            text[index] = Base64Kind.character(isLast ? value << form.unusedBits : value)
            words[word] = parts.quotient
        }
    }

    /// Bytes that are no text. Returns whether the result can be trusted to be no text either.
    ///
    /// Without a separator of names among them none appears, so that such an identifier masks alike in a name.
    mutating func maskBinary(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let hasSeparator = NameSeparators.isIn(text, range)
        repeat {
            switch (range.count <= 16, hasSeparator) {
            case (true, true): permuteBytes(&text, range)
            case (true, false): permuteOtherBytes(&text, range)
            case (false, _): redrawBytes(&text, range, hasSeparator)
            }
        } while NameSeparators.isIn(text, range) != hasSeparator
        return range.count > 64
    }

    private func permuteBytes(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rank: UInt128 = 0
        for index in range { rank = rank << 8 | UInt128(text[index]) }
        rank = bits.permuted(rank, bits: range.count * 8)
        for index in range.reversed() {
            text[index] = UInt8(truncatingIfNeeded: rank)
            rank >>= 8
        }
    }

    private func permuteOtherBytes(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let radix = UInt128(NameSeparators.others.count)
        var rank: UInt128 = 0
        var size: UInt128 = 1
        for index in range {
            rank = rank * radix + UInt128(NameSeparators.places[Int(text[index])])
            size *= radix
        }
        rank = bits.permuted(rank, below: size, tweak: 2)
        for index in range.reversed() {
            let parts = rank.quotientAndRemainder(dividingBy: radix)
            text[index] = NameSeparators.others[Int(truncatingIfNeeded: parts.remainder)]
            rank = parts.quotient
        }
    }

    private mutating func redrawBytes(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ hasSeparator: Bool) {
        fillKeystream(for: text, range, byteCount: range.count)
        let radix = NameSeparators.others.count
        for place in 0..<range.count {
            let random = letters.blocks[place]
            text[range.lowerBound + place] = hasSeparator ? random : NameSeparators.others[(Int(random) * radix) >> 8]
        }
    }

    /// Fills the scratch blocks with keystream under a tag of the range.
    mutating func fillKeystream(for text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, byteCount: Int) {
        let tag = prf.tag(of: text.span.extracting(range))
        letters.encryptCounters(under: tag, blockCount: (byteCount + 15) / 16, by: stream)
    }
}

/// Hexadecimal digits.
enum HexDigit {
    private static let lower = Array("0123456789abcdef".utf8)
    private static let upper = Array("0123456789ABCDEF".utf8)

    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x61 + 10
        case 0x41...0x46: character - 0x41 + 10
        default: nil
        }
    }

    /// The value of a character that is a digit.
    @inline(__always)
    static func nibble(_ character: UInt8) -> UInt8 { character & 15 &+ (character >> 6) &* 9 }

    /// The number that up to 32 digits stand for.
    static func number(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> UInt128 {
        let split = max(range.lowerBound, range.upperBound - 16)
        var (high, low) = (UInt64(0), UInt64(0))
        for index in range.lowerBound..<split { high = high << 4 | UInt64(nibble(text[index])) }
        for index in split..<range.upperBound { low = low << 4 | UInt64(nibble(text[index])) }
        return UInt128(high) << 64 | UInt128(low)
    }

    static func characters(_ isUpper: Bool) -> [UInt8] { isUpper ? upper : lower }

    static func hasUpper(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] &- 0x41 < 6 { return true }
        return false
    }

    /// Whether a number has a digit above 9.
    static func hasLetter(_ number: UInt128) -> Bool {
        // A digit is above 9 when its first bit is set, and its second or third.
        number & (number << 1 | number << 2) & UInt128(0x8888_8888_8888_8888) << 64 != 0
            || number & (number << 1 | number << 2) & 0x8888_8888_8888_8888 != 0
    }

    /// Writes the last digits of a number, eight at a time and without a branch: which are letters is random.
    static func store(_ number: UInt128, into text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ isUpper: Bool) {
        let gap: UInt64 = isUpper ? 0x41 - 0x3A : 0x61 - 0x3A
        var rest = number
        var index = range.upperBound
        while index > range.lowerBound {
            // One digit a byte, then one character a byte.
            var digits = UInt64(truncatingIfNeeded: rest) & 0xFFFF_FFFF
            digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
            digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
            digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
            let areLetters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
            var characters = digits &+ 0x3030_3030_3030_3030 &+ areLetters &* gap
            let first = max(range.lowerBound, index - 8)
            while index > first {
                index -= 1
                text[index] = UInt8(truncatingIfNeeded: characters)
                characters >>= 8
            }
            rest >>= 32
        }
    }
}

/// Base64 and base64url (RFC 4648, sections 4 and 5).
enum Base64Kind {
    struct Form {
        /// Characters without padding.
        var characterCount: Int
        /// Bits of the last character that belong to no byte.
        var unusedBits: UInt8
        /// How many characters the last one can be: all letters and digits, or those whose unused bits are zero.
        var lastSize: UInt8 { unusedBits == 0 ? 62 : 64 >> unusedBits }
    }

    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        var end = range.upperBound
        while end > range.lowerBound, range.upperBound - end < 2, text[end - 1] == 0x3D { end -= 1 }
        let padding = range.upperBound - end
        let count = end - range.lowerBound
        guard count > 1, count % 4 != 1, padding == 0 || range.count % 4 == 0 else { return nil }
        var isURL = false
        var isPlain = false
        for index in range.lowerBound..<end {
            if values[Int(text[index])] < 62 { continue }
            switch text[index] {
            case 0x2D, 0x5F: isURL = true
            case 0x2B, 0x2F: isPlain = true
            default: return nil
            }
        }
        if isURL && isPlain { return nil }
        let unusedBits: UInt8 = count % 4 == 2 ? 4 : count % 4 == 3 ? 2 : 0
        if unusedBits > 0 {
            // 62 and 63 have unused bits that are not zero.
            guard let last = alphanumeric(text[end - 1]), last & (1 << unusedBits - 1) == 0 else { return nil }
        }
        return Form(characterCount: count, unusedBits: unusedBits)
    }

    /// The value of a letter or digit; nil for the characters of 62 and 63.
    static func alphanumeric(_ character: UInt8) -> UInt8? {
        let value = values[Int(character)]
        return value < 62 ? value : nil
    }

    /// The letter or digit of a value below 62.
    static func character(_ value: UInt8) -> UInt8 { characters[Int(value)] }

    private static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The place of each byte among ``characters``, 255 for others.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (place, character) in characters.enumerated() { values[Int(character)] = UInt8(place) }
        return values
    }()
}

/// Kinds whose characters stand for bits: hexadecimal, base64, UUIDs and bytes.
///
/// Up to 128 bits are permuted; longer runs are rewritten from a keystream under a tag of the whole value.
extension Masker {
    mutating func maskHex(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let isUpper = range.contains { text[$0] >= 0x41 && text[$0] <= 0x46 }
        guard range.count <= 32 else {
            fillKeystream(for: text, range, byteCount: (range.count + 1) / 2)
            for (place, index) in range.enumerated() {
                let byte = letters.blocks[place / 2]
                text[index] = HexDigit.character(place % 2 == 0 ? byte >> 4 : byte & 15, isUpper)
            }
            return false
        }
        var rank: UInt128 = 0
        for index in range { rank = rank << 4 | UInt128(HexDigit.value(text[index]) ?? 0) }
        var hasLetter: Bool
        repeat {
            rank = permutedBits(rank, range.count * 4)
            var rest = rank
            hasLetter = false
            for index in range.reversed() {
                text[index] = HexDigit.character(UInt8(truncatingIfNeeded: rest & 15), isUpper)
                hasLetter = hasLetter || rest & 15 > 9
                rest >>= 4
            }
        } while isUpper && !hasLetter
        return false
    }

    /// A UUID: all bits but the version's four and the variant's two (RFC 9562, section 4).
    mutating func maskUUID(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let isUpper = range.contains { text[$0] >= 0x41 && text[$0] <= 0x46 }
        let start = range.lowerBound
        var rank: UInt128 = 0
        for place in UUIDKind.digitPlaces where place != UUIDKind.versionPlace {
            let digit = UInt128(HexDigit.value(text[start + place]) ?? 0)
            rank = place == UUIDKind.variantPlace ? rank << 2 | digit & 3 : rank << 4 | digit
        }
        rank = permutedBits(rank, 122)
        for place in UUIDKind.digitPlaces.reversed() where place != UUIDKind.versionPlace {
            var digit = UInt8(truncatingIfNeeded: rank & 15)
            if place == UUIDKind.variantPlace {
                digit = (HexDigit.value(text[start + place]) ?? 0) & 12 | digit & 3
                rank >>= 2
            } else {
                rank >>= 4
            }
            text[start + place] = HexDigit.character(digit, isUpper)
        }
    }

    /// Base64: the unused bits of the last character stay zero, padding stays.
    mutating func maskBase64(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let form = Base64Kind.parse(text, range) else { return true }
        let data = range.lowerBound..<range.lowerBound + form.characterCount
        guard form.bitCount > 128 else {
            var rank: UInt128 = 0
            for index in data { rank = rank << 6 | UInt128(Base64Kind.value(text[index]) ?? 0) }
            rank = permutedBits(rank >> UInt128(form.unusedBits), form.bitCount) << UInt128(form.unusedBits)
            for index in data.reversed() {
                text[index] = Base64Kind.character(UInt8(truncatingIfNeeded: rank & 63), isURL: form.isURL)
                rank >>= 6
            }
            return false
        }
        fillKeystream(for: text, range, byteCount: data.count)
        for (place, index) in data.enumerated() {
            var value = letters.blocks[place] & 63
            if index == data.upperBound - 1 { value &= 63 << UInt8(form.unusedBits) & 63 }
            text[index] = Base64Kind.character(value, isURL: form.isURL)
        }
        return false
    }

    /// Bytes that are no text. Returns whether the result can be trusted to be no text either.
    mutating func maskBinary(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 16 else {
            fillKeystream(for: text, range, byteCount: range.count)
            for (place, index) in range.enumerated() { text[index] = letters.blocks[place] }
            return range.count > 64
        }
        var rank: UInt128 = 0
        for index in range { rank = rank << 8 | UInt128(text[index]) }
        rank = permutedBits(rank, range.count * 8)
        for index in range.reversed() {
            text[index] = UInt8(truncatingIfNeeded: rank)
            rank >>= 8
        }
        return false
    }

    private func permutedBits(_ rank: UInt128, _ count: Int) -> UInt128 { bits.permuted(rank, bits: count) }

    /// Fills the scratch blocks with keystream under a tag of the range.
    private mutating func fillKeystream(for text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, byteCount: Int) {
        let tag = prf.tag(of: text.span.extracting(range))
        let needed = (byteCount + 15) / 16 * 16
        if letters.blocks.count != needed {
            letters.blocks.removeAll(keepingCapacity: true)
            letters.blocks.append(contentsOf: repeatElement(0, count: needed))
        }
        let stream = stream
        var blocks = letters.blocks.mutableSpan
        for number in 0..<needed / 16 {
            Block(high: tag.high, low: tag.low ^ (UInt64(number) &+ 1 | 1 << 63)).store(into: &blocks, at: number * 16)
        }
        stream.encrypt(&blocks)
    }
}

/// One hexadecimal digit.
enum HexDigit {
    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x61 + 10
        case 0x41...0x46: character - 0x41 + 10
        default: nil
        }
    }

    static func character(_ value: UInt8, _ isUpper: Bool) -> UInt8 {
        value < 10 ? 0x30 + value : (isUpper ? 0x41 : 0x61) + value - 10
    }
}

/// UUIDs as text: `8-4-4-4-12` hexadecimal digits of one case.
enum UUIDKind {
    /// Where the digits stand.
    static let digitPlaces = (0..<36).filter { ![8, 13, 18, 23].contains($0) }
    static let versionPlace = 14
    static let variantPlace = 19

    static func isOne(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        guard range.count == 36,
            classes.isSubset(of: [.digit, .hexLower, .dash]) || classes.isSubset(of: [.digit, .hexUpper, .dash])
        else { return false }
        for place in 0..<36 {
            let isDash = place == 8 || place == 13 || place == 18 || place == 23
            guard (text[range.lowerBound + place] == 0x2D) == isDash else { return false }
        }
        // Without a letter a result could not tell which case it has.
        return !classes.isDisjoint(with: [.hexLower, .hexUpper])
    }
}

/// Base64 and base64url (RFC 4648, sections 4 and 5).
enum Base64Kind {
    struct Form {
        /// Characters without padding.
        var characterCount: Int
        /// Bits of the last character that belong to no byte.
        var unusedBits: Int
        var isURL: Bool
        var bitCount: Int { characterCount * 6 - unusedBits }
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
            guard value(text[index]) != nil else { return nil }
            if text[index] == 0x2D || text[index] == 0x5F { isURL = true }
            if text[index] == 0x2B || text[index] == 0x2F { isPlain = true }
        }
        let unused = [0, 0, 4, 2][count % 4]
        // Without a character of its own alphabet a string is letters and digits, and is masked as such.
        guard isURL != isPlain, let last = value(text[end - 1]), Int(last) & (1 << unused - 1) == 0 else { return nil }
        return Form(characterCount: count, unusedBits: unused, isURL: isURL)
    }

    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x61...0x7A: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }

    static func character(_ value: UInt8, isURL: Bool) -> UInt8 {
        switch value {
        case 0..<26: 0x41 + value
        case 26..<52: 0x61 + value - 26
        case 52..<62: 0x30 + value - 52
        case 62: isURL ? 0x2D : 0x2B
        default: isURL ? 0x5F : 0x2F
        }
    }
}

/// Long strings: a tag of the whole string is the synthetic IV, and every character is drawn anew from its class.
///
/// A word (a run of letters and digits) is masked under the tag and its own bytes, so words that are equal within one
/// string stay equal: the result compresses like the original, and nothing of a word can be learned from another
/// string. Where the different words of a string do not hold 128 bits between them, its characters are
/// masked by position instead, so that two strings of that length meet with a probability below 2^-64 for 2^32 strings.
extension Masker {
    /// Free text, however short, by its words. Returns whether the result is no integer for sure.
    mutating func maskText(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        // What could become an integer must be walked over, and for that it takes a permutation.
        if ByteClass.of(text, range).isSubset(of: [.digit, .dash]) { return maskOpaque(&text, range, tweak: 0) }
        maskWords(&text, range, byPosition: false)
        return true
    }

    /// Draws the letters and digits of a range anew; `byPosition` overrides the choice that the content suggests.
    mutating func maskWords(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64 = 0, byPosition: Bool? = nil
    ) {
        var index = range.lowerBound
        collectPieces(text, &index, range.upperBound)
        if letters.pieces.isEmpty { return }
        var tag = prf.tag(of: text.span.extracting(range))
        tag.high ^= tweak
        let byPosition = byPosition ?? !holdsManyWords()
        var number = 0
        while !letters.pieces.isEmpty {
            letters.encryptPieces(under: tag, byPosition: byPosition, firstNumber: number, by: stream)
            rewritePieces(&text)
            number += letters.pieces.count
            collectPieces(text, &index, range.upperBound)
        }
    }

    private func rewritePieces(_ text: inout MutableSpan<UInt8>) {
        let blocks = letters.blocks.span
        for place in letters.pieces.indices {
            let piece = letters.pieces[place]
            Self.rewrite(&text, piece.start..<piece.start + piece.count, blocks, place * 16)
        }
    }

    /// Cuts the next words into pieces of up to 16 bytes, between characters; none are left at the end.
    private mutating func collectPieces(_ text: borrowing MutableSpan<UInt8>, _ index: inout Int, _ end: Int) {
        letters.pieces.removeAll(keepingCapacity: true)
        while index < end, letters.pieces.count < LetterScratch.pieceLimit {
            let start = index
            var content = Block.zero
            var bitCount = 0
            while index < end {
                let byte = text[index]
                var next = index + 1
                if byte < 0x80 {
                    guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 else { break }
                } else {
                    next = index
                    guard Self.symbol(text, at: &next, end: end) != nil else { break }
                }
                if next - start > 16 { break }
                // A digit holds more than 3 bits; of other scripts the smallest class has two letters.
                bitCount += byte < 0x80 ? 3 : 1
                while index < next {
                    if index - start < 8 {
                        content.high = content.high << 8 | UInt64(text[index])
                    } else {
                        content.low = content.low << 8 | UInt64(text[index])
                    }
                    index += 1
                }
            }
            if index > start {
                letters.pieces.append(.init(start: start, count: index - start, content: content, bitCount: bitCount))
            } else if text[index] < 0x80 {
                index += 1
            } else {
                _ = Self.symbol(text, at: &index, end: end)
            }
        }
    }

    /// Whether the different pieces hold 128 bits together. Looks no further than it must.
    private func holdsManyWords() -> Bool {
        var bitCount = 0
        for number in letters.pieces.indices.prefix(64) {
            let piece = letters.pieces[number]
            var isNew = true
            for other in 0..<number where letters.pieces[other].content == piece.content { isNew = false }
            if isNew { bitCount += piece.bitCount }
            if bitCount >= 128 { return true }
        }
        return false
    }

    /// Draws the characters of a piece from the random bytes of its block.
    @inline(__always)
    private static func rewrite(
        _ text: inout MutableSpan<UInt8>, _ piece: Range<Int>, _ blocks: Span<UInt8>, _ block: Int
    ) {
        var index = piece.lowerBound
        while index < piece.upperBound {
            let byte = text[index]
            let random = UInt32(blocks[block + index - piece.lowerBound])
            switch byte {
            case 0x61...0x7A: text[index] = 0x61 &+ UInt8(truncatingIfNeeded: (random &* 26) >> 8)
            case 0x30...0x39: text[index] = 0x30 &+ UInt8(truncatingIfNeeded: (random &* 10) >> 8)
            case 0x41...0x5A: text[index] = 0x41 &+ UInt8(truncatingIfNeeded: (random &* 26) >> 8)
            default:
                var next = index
                if var symbol = symbol(text, at: &next, end: piece.upperBound) {
                    let second = next - index > 1 ? blocks[block + index + 1 - piece.lowerBound] : 0
                    symbol.index = ((UInt64(random) << 8 | UInt64(second)) * symbol.size) >> 16
                    store(symbol, into: &text)
                }
                index = next
                continue
            }
            index += 1
        }
    }
}

/// Long strings: a tag of the whole string is the synthetic IV, and every character is drawn anew from its class.
///
/// A word (a run of letters and digits) is masked under the tag and its own bytes, so words that are equal within one
/// string stay equal: the result compresses like the original, and nothing of a word can be learned from another
/// string. Where the different words of a string do not hold 128 bits between them, its characters are
/// masked by position instead, so that two strings of that length meet with a probability below 2^-64 for 2^32 strings.
extension Masker {
    mutating func maskWords(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64 = 0) {
        collectPieces(text, range)
        if letters.pieces.isEmpty { return }
        var tag = prf.tag(of: text.span.extracting(range))
        tag.high ^= tweak
        let byPosition = !holdsManyWords(text)
        writeBlocks(text, tag, byPosition: byPosition)
        let stream = stream
        var blocks = letters.blocks.mutableSpan
        stream.encrypt(&blocks)
        for number in letters.pieces.indices { rewrite(piece: number, of: &text) }
    }

    /// Cuts the words into pieces of up to 16 bytes, between characters.
    private mutating func collectPieces(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) {
        letters.pieces.removeAll(keepingCapacity: true)
        let table = ByteClass.table
        let alphanumeric = ByteClass.alphanumeric.rawValue
        let high = ByteClass.high.rawValue
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let bits = table[Int(text[index])]
            var next = index + 1
            var isPartOfWord = bits & alphanumeric != 0
            if bits & high != 0 {
                var after = index
                isPartOfWord = Self.symbol(text, at: &after, end: range.upperBound) != nil
                next = after
            }
            if !isPartOfWord {
                if index > start { letters.pieces.append(.init(start: start, count: index - start)) }
                start = next
            } else if next - start > 16 {
                letters.pieces.append(.init(start: start, count: index - start))
                start = index
            }
            index = next
        }
        if index > start { letters.pieces.append(.init(start: start, count: index - start)) }
    }

    /// Whether the different pieces hold 128 bits together; a byte of a word is counted as 3 bits, less than a digit
    /// holds. Looks no further than it must.
    private func holdsManyWords(_ text: borrowing MutableSpan<UInt8>) -> Bool {
        var bits = 0
        for (number, piece) in letters.pieces.enumerated() {
            let isNew = !letters.pieces[..<number].contains { other in
                guard other.count == piece.count else { return false }
                for index in 0..<piece.count where text[other.start + index] != text[piece.start + index] {
                    return false
                }
                return true
            }
            if isNew { bits += piece.count * 3 }
            if bits >= 128 { return true }
            if number >= 64 { return false }
        }
        return false
    }

    /// One block a piece: the tag, combined with the piece's bytes or with its number.
    private mutating func writeBlocks(_ text: borrowing MutableSpan<UInt8>, _ tag: Block, byPosition: Bool) {
        let needed = letters.pieces.count * 16
        if letters.blocks.count != needed {
            letters.blocks.removeAll(keepingCapacity: true)
            letters.blocks.append(contentsOf: repeatElement(0, count: needed))
        }
        for (number, piece) in letters.pieces.enumerated() {
            var block = tag
            if byPosition {
                block.low ^= UInt64(number) &+ 1
            } else {
                block.high ^= Self.word(text, piece.start, min(piece.count, 8))
                if piece.count > 8 { block.low ^= Self.word(text, piece.start + 8, piece.count - 8) }
            }
            var span = letters.blocks.mutableSpan
            block.store(into: &span, at: number * 16)
        }
    }

    @inline(__always)
    private static func word(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in start..<start + count { word = word << 8 | UInt64(text[index]) }
        return word
    }

    private func rewrite(piece number: Int, of text: inout MutableSpan<UInt8>) {
        let piece = letters.pieces[number]
        let end = piece.start + piece.count
        var key = number * 16
        var index = piece.start
        while index < end {
            let byte = text[index]
            let random = UInt32(letters.blocks[key])
            switch byte {
            case 0x30...0x39: text[index] = 0x30 + UInt8(truncatingIfNeeded: random * 10 >> 8)
            case 0x61...0x7A: text[index] = 0x61 + UInt8(truncatingIfNeeded: random * 26 >> 8)
            case 0x41...0x5A: text[index] = 0x41 + UInt8(truncatingIfNeeded: random * 26 >> 8)
            default:
                var next = index
                if var symbol = Self.symbol(text, at: &next, end: end) {
                    let wide = UInt64(random) << 8 | UInt64(letters.blocks[key + 1])
                    symbol.index = wide * symbol.size >> 16
                    Self.store(symbol, into: &text)
                }
                key += next - index
                index = next
                continue
            }
            key += 1
            index += 1
        }
    }
}

/// Scratch memory for strings that are masked letter by letter.
struct LetterScratch {
    /// A character that is drawn anew from its class.
    struct Symbol {
        var position: Int
        var byteCount: UInt8
        /// 0 digit, 1 lower, 2 upper, 3 a byte that is no UTF-8, else the class of ``LetterClasses`` plus 16.
        var letterClass: UInt16
        var index: UInt64
        var size: UInt64
    }

    /// A run of up to 16 bytes that is masked with one block of keystream.
    struct Piece {
        var start: Int
        var count: Int
    }

    var symbols: [Symbol] = []
    var pieces: [Piece] = []
    var blocks: [UInt8] = []
}

/// Class by class: digits become digits, letters letters of the same case, script and byte length; the rest stays.
///
/// Up to 2^128 strings of one pattern (as far as two machine words hold the rank) are permuted; longer ones are
/// rewritten from a synthetic IV, see ``maskWords(_:_:)``.
extension Masker {
    /// Returns whether the result needs no second look: it has far too many characters to become another shape.
    mutating func maskOpaque(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64) -> Bool {
        guard let sizes = collectSymbols(text, range) else {
            maskWords(&text, range, tweak: tweak)
            return true
        }
        if letters.symbols.isEmpty { return true }
        var ranks = (first: UInt64(0), second: UInt64(0))
        for symbol in letters.symbols[..<sizes.split] { ranks.first = ranks.first * symbol.size + symbol.index }
        for symbol in letters.symbols[sizes.split...] { ranks.second = ranks.second * symbol.size + symbol.index }
        if sizes.split == letters.symbols.count {
            ranks.first = opaque.permuted(ranks.first, below: sizes.first, tweak: tweak)
        } else {
            let size = UInt128(sizes.first) * UInt128(sizes.second)
            let rank = opaque.permuted(
                UInt128(ranks.first) * UInt128(sizes.second) + UInt128(ranks.second), below: size, tweak: tweak)
            let parts = sizes.second.dividingFullWidth((UInt64(rank >> 64), UInt64(truncatingIfNeeded: rank)))
            ranks = (parts.quotient, parts.remainder)
        }
        unrank(ranks.second, sizes.split..<letters.symbols.count)
        unrank(ranks.first, 0..<sizes.split)
        for symbol in letters.symbols { Self.store(symbol, into: &text) }
        return false
    }

    private mutating func unrank(_ rank: UInt64, _ places: Range<Int>) {
        var rest = rank
        for place in places.reversed() {
            // The two common sizes are constants, so that dividing by them is multiplying.
            switch letters.symbols[place].size {
            case 26: (rest, letters.symbols[place].index) = rest.quotientAndRemainder(dividingBy: 26)
            case 10: (rest, letters.symbols[place].index) = rest.quotientAndRemainder(dividingBy: 10)
            case let size: (rest, letters.symbols[place].index) = rest.quotientAndRemainder(dividingBy: size)
            }
        }
    }

    /// Collects the characters to mask. Returns where the second machine word begins and the sizes of both, or nil
    /// when the rank needs more than two words.
    private mutating func collectSymbols(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> (split: Int, first: UInt64, second: UInt64)? {
        letters.symbols.removeAll(keepingCapacity: true)
        var sizes = (first: UInt64(1), second: UInt64(1))
        var split: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            guard let symbol = Self.symbol(text, at: &index, end: range.upperBound) else { continue }
            let isFirst = split == nil
            let (size, overflow) = (isFirst ? sizes.first : sizes.second).multipliedReportingOverflow(by: symbol.size)
            switch (isFirst, overflow) {
            case (true, false): sizes.first = size
            case (false, false): sizes.second = size
            case (true, true):
                split = letters.symbols.count
                sizes.second = symbol.size
            case (false, true): return nil
            }
            letters.symbols.append(symbol)
        }
        return (split ?? letters.symbols.count, sizes.first, sizes.second)
    }

    /// The character at `index` when it has a class, and moves over it in any case.
    static func symbol(
        _ text: borrowing MutableSpan<UInt8>, at index: inout Int, end: Int
    ) -> LetterScratch.Symbol? {
        let byte = text[index]
        let start = index
        index += 1
        switch byte {
        case 0x30...0x39:
            return .init(position: start, byteCount: 1, letterClass: 0, index: UInt64(byte - 0x30), size: 10)
        case 0x61...0x7A:
            return .init(position: start, byteCount: 1, letterClass: 1, index: UInt64(byte - 0x61), size: 26)
        case 0x41...0x5A:
            return .init(position: start, byteCount: 1, letterClass: 2, index: UInt64(byte - 0x41), size: 26)
        case 0x00...0x7F: return nil
        default:
            guard let scalar = UTF8Scalar.decode(text, at: start, end: end) else {
                return .init(position: start, byteCount: 1, letterClass: 3, index: UInt64(byte & 0x7F), size: 128)
            }
            index = start + scalar.count
            guard let place = LetterClasses.shared.place(scalar.scalar), place.size > 1 else { return nil }
            return .init(
                position: start, byteCount: UInt8(scalar.count), letterClass: place.letterClass + 16,
                index: UInt64(place.index), size: UInt64(place.size))
        }
    }

    static func store(_ symbol: LetterScratch.Symbol, into text: inout MutableSpan<UInt8>) {
        switch symbol.letterClass {
        case 0: text[symbol.position] = 0x30 + UInt8(truncatingIfNeeded: symbol.index)
        case 1: text[symbol.position] = 0x61 + UInt8(truncatingIfNeeded: symbol.index)
        case 2: text[symbol.position] = 0x41 + UInt8(truncatingIfNeeded: symbol.index)
        case 3: text[symbol.position] = 0x80 | UInt8(truncatingIfNeeded: symbol.index)
        default:
            let scalar = LetterClasses.shared.scalar(symbol.letterClass - 16, UInt32(symbol.index))
            UTF8Scalar.encode(scalar, count: Int(symbol.byteCount), into: &text, at: symbol.position)
        }
    }
}

/// Class by class: digits become digits, letters letters of the same case, script and byte length; the rest stays.
///
/// Up to 2^128 strings of one pattern (as far as two machine words hold the rank) are permuted; longer ones are
/// rewritten from a synthetic IV, see ``maskWords(_:_:tweak:byPosition:)``.
extension Masker {
    /// A rank in two words: the first part of a string and the rest.
    private struct Rank {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var firstSize: UInt64 = 1
        var secondSize: UInt64 = 1
        /// Where the second part begins, if there is one.
        var split: Int?

        /// Goes on with a character; false when there is no room for it. `position` says where it is.
        @inline(__always)
        mutating func append(_ index: UInt64, below size: UInt64, at position: Int) -> Bool {
            if split == nil {
                let (product, isTooLarge) = firstSize.multipliedReportingOverflow(by: size)
                if !isTooLarge {
                    first = first &* size &+ index
                    firstSize = product
                    return true
                }
                split = position
            }
            let (product, isTooLarge) = secondSize.multipliedReportingOverflow(by: size)
            if isTooLarge { return false }
            second = second &* size &+ index
            secondSize = product
            return true
        }
    }

    /// Returns whether the result needs no second look, as its pattern is that of no other shape.
    mutating func maskOpaque(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64) -> Bool {
        var rank = Rank()
        var hasSpace = false
        for index in range {
            let byte = text[index]
            let isRanked: Bool
            switch byte {
            case 0x61...0x7A: isRanked = rank.append(UInt64(byte &- 0x61), below: 26, at: index)
            case 0x30...0x39: isRanked = rank.append(UInt64(byte &- 0x30), below: 10, at: index)
            case 0x41...0x5A: isRanked = rank.append(UInt64(byte &- 0x41), below: 26, at: index)
            case 0x80...: return maskScalars(&text, range, tweak: tweak)
            default:
                isRanked = true
                hasSpace = hasSpace || byte == 0x20
            }
            if !isRanked {
                maskWords(&text, range, tweak: tweak)
                // With a space among more than 64 bytes it can be JSON only.
                let first = text[range.lowerBound]
                return hasSpace && range.count > 64 && first > 0x20 && first != 0x7B && first != 0x5B
            }
        }
        permute(&rank, tweak: tweak)
        unrank(rank.second, &text, (rank.split ?? range.upperBound)..<range.upperBound)
        unrank(rank.first, &text, range.lowerBound..<(rank.split ?? range.upperBound))
        return false
    }

    private func permute(_ rank: inout Rank, tweak: UInt64) {
        if rank.split == nil {
            rank.first = opaque.permuted(rank.first, below: rank.firstSize, tweak: tweak)
            return
        }
        let size = rank.firstSize.multipliedFullWidth(by: rank.secondSize)
        let permuted = opaque.permuted(
            UInt128(rank.first) * UInt128(rank.secondSize) + UInt128(rank.second),
            below: UInt128(size.high) << 64 | UInt128(size.low), tweak: tweak)
        let parts = rank.secondSize.dividingFullWidth(
            (UInt64(truncatingIfNeeded: permuted >> 64), UInt64(truncatingIfNeeded: permuted)))
        (rank.first, rank.second) = (parts.quotient, parts.remainder)
    }

    /// Writes a rank over the letters and digits of a range of ASCII.
    private func unrank(_ rank: UInt64, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rest = rank
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            let byte = text[index]
            switch byte {
            case 0x61...0x7A:
                text[index] = 0x61 &+ UInt8(truncatingIfNeeded: rest % 26)
                rest /= 26
            case 0x30...0x39:
                text[index] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            case 0x41...0x5A:
                text[index] = 0x41 &+ UInt8(truncatingIfNeeded: rest % 26)
                rest /= 26
            default: continue
            }
        }
    }

    /// The same for strings with characters of more than one byte.
    private mutating func maskScalars(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64) -> Bool {
        letters.symbols.removeAll(keepingCapacity: true)
        var rank = Rank()
        var index = range.lowerBound
        while index < range.upperBound {
            guard let symbol = Self.symbol(text, at: &index, end: range.upperBound) else { continue }
            guard rank.append(symbol.index, below: symbol.size, at: letters.symbols.count) else {
                maskWords(&text, range, tweak: tweak)
                return false
            }
            letters.symbols.append(symbol)
        }
        permute(&rank, tweak: tweak)
        for place in letters.symbols.indices.reversed() {
            var symbol = letters.symbols[place]
            if let split = rank.split, place >= split {
                (rank.second, symbol.index) = rank.second.quotientAndRemainder(dividingBy: symbol.size)
            } else {
                (rank.first, symbol.index) = rank.first.quotientAndRemainder(dividingBy: symbol.size)
            }
            Self.store(symbol, into: &text)
        }
        return false
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

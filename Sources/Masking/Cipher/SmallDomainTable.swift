/// A keyed permutation of fewer than a million ranks, as a list.
///
/// Below a million FF1 is outside its standard, and a list is both a perfect permutation and the faster one. Three ranks
/// share eight bytes, or four where they have 16 bits. Making the largest takes some 10 ms.
final class SmallDomainTable: Sendable {
    /// The smallest number of ranks that is not for a table.
    static let limit: UInt64 = 1_000_000

    /// How many ranks there are.
    let size: UInt64
    private let ranks: PackedRanks

    /// Shuffles the ranks below `size` with the key stream of a cipher, after Fisher and Yates.
    init(size: UInt64, cipher: AES) {
        precondition(size < Self.limit, "a table is for fewer than a million ranks")
        self.size = size
        var draws = KeyedDraws(cipher: cipher, size: size)
        var ranks = PackedRanks(count: Int(size))
        var place = Int(size) - 1
        while place > 0 {
            ranks.swap(place, Int(draws.draw(below: UInt32(place + 1))))
            place -= 1
        }
        self.ranks = ranks
    }

    /// What the list takes in memory.
    var byteCount: Int { ranks.byteCount }

    /// What a rank is permuted to.
    @inline(__always)
    subscript(rank: UInt64) -> UInt64 { ranks[Int(rank)] }
}

/// Ranks in order at first, each in 16 or 21 bits.
private struct PackedRanks: Sendable {
    private let isNarrow: Bool
    private var words: [UInt64]

    init(count: Int) {
        isNarrow = count <= 1 << 16
        words = Array(repeating: 0, count: isNarrow ? (count + 3) / 4 : (count + 2) / 3)
        for place in 0..<count { self[place] = UInt64(place) }
    }

    var byteCount: Int { words.count * 8 }

    subscript(place: Int) -> UInt64 {
        @inline(__always)
        get {
            let (word, shift, mask) = self.place(place)
            return words[word] >> shift & mask
        }
        @inline(__always)
        set {
            let (word, shift, mask) = self.place(place)
            words[word] = words[word] & ~(mask << shift) | newValue << shift
        }
    }

    mutating func swap(_ place: Int, _ other: Int) { (self[place], self[other]) = (self[other], self[place]) }

    @inline(__always)
    private func place(_ place: Int) -> (word: Int, shift: UInt64, mask: UInt64) {
        let place = UInt(place)
        if isNarrow { return (Int(place / 4), UInt64(16 * (place % 4)), (1 << 16) - 1) }
        return (Int(place / 3), UInt64(21 * (place % 3)), (1 << 21) - 1)
    }
}

/// Numbers drawn without bias from the key stream AES(size | counter), 32 bits at a time.
private struct KeyedDraws {
    private let cipher: AES
    private let size: UInt64
    private var counter: UInt64 = 0
    private var block = Block.zero
    private var wordsLeft = 0

    init(cipher: AES, size: UInt64) {
        self.cipher = cipher
        self.size = size
    }

    /// A number below `bound`, by Lemire's multiplication; words that would favour some numbers are skipped.
    mutating func draw(below bound: UInt32) -> UInt32 {
        var product = UInt64(word()) * UInt64(bound)
        if UInt32(truncatingIfNeeded: product) < bound {
            let unfair = (0 &- bound) % bound
            while UInt32(truncatingIfNeeded: product) < unfair { product = UInt64(word()) * UInt64(bound) }
        }
        return UInt32(truncatingIfNeeded: product >> 32)
    }

    private mutating func word() -> UInt32 {
        if wordsLeft == 0 {
            block = cipher.encrypted(Block(high: size, low: counter))
            counter += 1
            wordsLeft = 4
        }
        wordsLeft -= 1
        let word = UInt32(truncatingIfNeeded: block.high >> 32)
        block = Block(high: block.high << 32 | block.low >> 32, low: block.low << 32)
        return word
    }
}

/// A keyed permutation of fewer than a million ranks, as a list.
///
/// Below a million FF1 is outside its standard, and a list is both a perfect permutation and the faster one. It takes
/// two bytes a rank up to 65,536 ranks, four above. Making the largest takes some 10 ms.
final class SmallDomainTable: Sendable {
    /// The smallest number of ranks that is not for a table.
    static let limit: UInt64 = 1_000_000

    /// How many ranks there are.
    let size: UInt64
    private let narrow: [UInt16]
    private let wide: [UInt32]

    /// Shuffles the ranks below `size` with the key stream of a cipher, after Fisher and Yates.
    init(size: UInt64, cipher: AES) {
        precondition(size < Self.limit, "a table is for fewer than a million ranks")
        self.size = size
        var draws = KeyedDraws(cipher: cipher, size: size)
        if size <= 1 << 16 {
            narrow = Self.shuffled(of: UInt16.self, count: Int(size), by: &draws)
            wide = []
        } else {
            narrow = []
            wide = Self.shuffled(of: UInt32.self, count: Int(size), by: &draws)
        }
    }

    /// What the list takes in memory.
    var byteCount: Int { narrow.count * 2 + wide.count * 4 }

    /// What a rank is permuted to.
    @inline(__always)
    subscript(rank: UInt64) -> UInt64 {
        narrow.isEmpty ? UInt64(wide[Int(rank)]) : UInt64(narrow[Int(rank)])
    }

    private static func shuffled<Entry: FixedWidthInteger>(
        of type: Entry.Type, count: Int, by draws: inout KeyedDraws
    ) -> [Entry] {
        var entries = (0..<count).map { Entry($0) }
        var place = entries.count - 1
        while place > 0 {
            entries.swapAt(place, Int(draws.draw(below: UInt32(place + 1))))
            place -= 1
        }
        return entries
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

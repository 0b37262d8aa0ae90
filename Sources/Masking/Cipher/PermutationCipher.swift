/// The cryptographic primitive of the masking: a keyed permutation of the ranks 0..<N, for any N up to 2^128.
///
/// - N from a million: FF1 of NIST SP 800-38G in radix 2 on ⌈log2 N⌉ bits with a tweak of 8 bytes, walking the cycle
///   until a rank is below N (at most twice as many walks as values, on average). In radix 2 the halves are machine
///   words, and everything but the round number and the other half is constant: a round is one AES block.
/// - N below a million: a keyed table, shared between workers. A tweak rotates the rank before it is looked up.
/// - N of 0 or 1: the rank itself.
///
/// The same subkey, kind tag, tweak and N always give the same permutation. Nothing is allocated for a value.
/// Not `Sendable`: a worker makes its own.
final class PermutationCipher {
    /// What a key made from the subkey is for.
    enum Purpose: UInt64 {
        case ff1 = 1
        case table = 2
    }

    private let cipher: AES
    /// The same AES on the processor's own instructions, where there are any.
    private let lanes: FeistelLanes?
    private var laneLeft = [UInt64](repeating: 0, count: FeistelLanes.count)
    private var laneRight = [UInt64](repeating: 0, count: FeistelLanes.count)
    /// AES(P) of FF1 for each number of bits.
    private let starts: [Block]
    private let tableCipher: AES
    private let tableTag: Block
    private let tables: SmallDomainTables
    private var recentTables = [SmallDomainTable?](repeating: nil, count: 64)
    private var evictionsSeen = 0

    /// A permutation under a subkey of 16 bytes; those of different kind tags are independent of each other.
    init(subkey: [UInt8], kindTag: UInt64 = 0, tables: SmallDomainTables) {
        let key = Self.key(subkey: subkey, kindTag: kindTag, purpose: .ff1)
        let cipher = AES(key: key)
        self.cipher = cipher
        lanes = FeistelLanes(key: key)
        starts = (0...128).map { bits in
            cipher.encrypted(
                Block(high: 0x0102_0100_0002_0A00 | UInt64(bits / 2), low: UInt64(bits) << 32 | 8))
        }
        tableCipher = AES(key: Self.key(subkey: subkey, kindTag: kindTag, purpose: .table))
        // The key streams of tables begin with a size, which is below a million; those of tweaks set the first bit.
        tableTag = tableCipher.encrypted(Block(high: .max, low: .max))
        self.tables = tables
    }

    /// The key made from a subkey for one kind and purpose.
    static func key(subkey: [UInt8], kindTag: UInt64, purpose: Purpose) -> [UInt8] {
        precondition(subkey.count == 16, "a subkey has 16 bytes")
        return AES(key: subkey).encrypted(Block(high: kindTag, low: purpose.rawValue)).bytes
    }

    /// What a rank below `size` is permuted to.
    func permuted(_ rank: UInt64, below size: UInt64, tweak: UInt64 = 0) -> UInt64 {
        if size <= 1 { return rank }
        precondition(rank < size, "a rank is below the number of ranks")
        if size < SmallDomainTable.limit { return lookedUp(rank, below: size, tweak: tweak) }
        let bits = 64 - (size - 1).leadingZeroBitCount
        let rightBits = UInt64(bits - bits / 2)
        var walked = rank
        repeat {
            var halves = (left: walked >> rightBits, right: walked & ~(.max << rightBits))
            encrypt(&halves, bits: bits, tweak: tweak)
            walked = halves.left << rightBits | halves.right
        } while walked >= size
        return walked
    }

    /// What many ranks below one size are permuted to, several at a time.
    func permute(_ ranks: inout [UInt64], below size: UInt64) {
        guard size >= SmallDomainTable.limit, let lanes, ranks.count > 1 else {
            for index in ranks.indices { ranks[index] = permuted(ranks[index], below: size) }
            return
        }
        let bits = 64 - (size - 1).leadingZeroBitCount
        let rightBits = UInt64(bits - bits / 2)
        let byteCount = (bits - bits / 2 + 7) / 8
        var start = starts[bits]
        if byteCount == 8 { cipher.encrypt(&start) }
        var first = 0
        while first < ranks.count {
            let group = first..<min(first + FeistelLanes.count, ranks.count)
            first = group.upperBound
            // The last group may leave lanes over; what is in them is of no interest.
            for (lane, place) in group.enumerated() {
                laneLeft[lane] = ranks[place] >> rightBits
                laneRight[lane] = ranks[place] & ~(.max << rightBits)
            }
            lanes.encrypt(
                left: &laneLeft, right: &laneRight, start: start, bits: bits, halfByteCount: byteCount)
            // All lanes have gone round once; those whose rank is not below the size go on alone.
            for (lane, place) in group.enumerated() {
                var rank = laneLeft[lane] << rightBits | laneRight[lane]
                while rank >= size {
                    rank = UInt64(truncatingIfNeeded: encrypted(UInt128(rank), bits: bits, tweak: 0))
                }
                ranks[place] = rank
            }
        }
    }

    /// What a rank below `size` is permuted to; the same as for `UInt64` where the size fits one.
    func permuted(_ rank: UInt128, below size: UInt128, tweak: UInt64 = 0) -> UInt128 {
        if size <= 1 { return rank }
        precondition(rank < size, "a rank is below the number of ranks")
        if let size = UInt64(exactly: size) {
            return UInt128(permuted(UInt64(truncatingIfNeeded: rank), below: size, tweak: tweak))
        }
        let bits = 128 - (size - 1).leadingZeroBitCount
        var walked = rank
        repeat { walked = encrypted(walked, bits: bits, tweak: tweak) } while walked >= size
        return walked
    }

    /// What a rank of up to 128 bits is permuted to; the same as below 2 to the power of `bits`.
    func permuted(_ rank: UInt128, bits: Int, tweak: UInt64 = 0) -> UInt128 {
        precondition((0...128).contains(bits), "a rank has up to 128 bits")
        if bits < 128 { return permuted(rank, below: 1 << UInt128(bits), tweak: tweak) }
        return encrypted(rank, bits: bits, tweak: tweak)
    }

    private func encrypted(_ rank: UInt128, bits: Int, tweak: UInt64) -> UInt128 {
        let rightBits = bits - bits / 2
        var halves = (
            left: UInt64(truncatingIfNeeded: rank >> UInt128(rightBits)),
            right: UInt64(truncatingIfNeeded: rank) & (.max >> UInt64(64 - rightBits))
        )
        encrypt(&halves, bits: bits, tweak: tweak)
        return UInt128(halves.left) << UInt128(rightBits) | UInt128(halves.right)
    }

    /// The ten rounds of FF1 on 20 to 128 bits.
    ///
    /// With b bytes for a half and a tweak of 8, Q is one block while b < 8: tweak | zeros | round | half. Half of
    /// more than 56 bits make it two, of which the first is constant: tweak | zeros, then zeros | round | half. The
    /// pad is the first 8 bytes of the result where b ≤ 4, else the first 12; its last 64 bits are all that counts.
    @inline(__always)
    private func encrypt(_ halves: inout (left: UInt64, right: UInt64), bits: Int, tweak: UInt64) {
        let leftMask = UInt64.max >> UInt64(64 - bits / 2)
        let rightMask = UInt64.max >> UInt64(64 - (bits - bits / 2))
        let byteCount = (bits - bits / 2 + 7) / 8
        var start = starts[bits] ^ Block(high: tweak, low: 0)
        if byteCount == 8 { cipher.encrypt(&start) }
        if let lanes { return lanes.encrypt(&halves, start: start, bits: bits, halfByteCount: byteCount) }
        var (left, right) = halves
        for round in stride(from: 0 as UInt64, to: 10, by: 2) {
            left = (left &+ pad(round, right, start: start, byteCount: byteCount)) & leftMask
            right = (right &+ pad(round + 1, left, start: start, byteCount: byteCount)) & rightMask
        }
        halves = (left, right)
    }

    @inline(__always)
    private func pad(_ round: UInt64, _ half: UInt64, start: Block, byteCount: Int) -> UInt64 {
        var block = start
        if byteCount == 8 {
            block = block ^ Block(high: round, low: half)
        } else {
            block = block ^ Block(high: 0, low: round << UInt64(8 * byteCount) | half)
        }
        cipher.encrypt(&block)
        return byteCount <= 4 ? block.high : block.high << 32 | block.low >> 32
    }

    private func lookedUp(_ rank: UInt64, below size: UInt64, tweak: UInt64) -> UInt64 {
        var place = rank
        if tweak != 0 {
            let turn = tableCipher.encrypted(Block(high: 1 << 63 | size, low: tweak)).high % size
            place = (rank + turn) % size
        }
        let slot = Int(truncatingIfNeeded: (size &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if tables.evictionCount == evictionsSeen, let table = recentTables[slot], table.size == size {
            return table[place]
        }
        return fetchedTable(size: size, slot: slot)[place]
    }

    private func fetchedTable(size: UInt64, slot: Int) -> SmallDomainTable {
        let table = tables.table(SmallDomainTables.Identity(keyTag: tableTag, size: size), cipher: tableCipher)
        if tables.evictionCount != evictionsSeen {
            evictionsSeen = tables.evictionCount
            recentTables = [SmallDomainTable?](repeating: nil, count: recentTables.count)
        }
        recentTables[slot] = table
        return table
    }
}

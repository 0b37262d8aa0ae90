import SeededNumbers
import Testing

@testable import Masking

struct PermutationCipherTests {
    static let subkey = [UInt8](0..<16)
    private let cipher = PermutationCipher(subkey: subkey, kindTag: 7, tables: SmallDomainTables())

    @Test(arguments: [1, 2, 3, 10, 999, 1000, 65_535, 65_536, 65_537, 999_999] as [UInt64], [0, 5] as [UInt64])
    func `every rank of a small domain is hit exactly once`(size: UInt64, tweak: UInt64) {
        var isHit = [Bool](repeating: false, count: Int(size))
        var hitCount = 0
        for rank in 0..<size {
            let place = Int(cipher.permuted(rank, below: size, tweak: tweak))
            if !isHit[place] { hitCount += 1 }
            isHit[place] = true
        }
        #expect(hitCount == Int(size))
    }

    @Test(arguments: [1_000_000, 1 << 20 + 7, 1 << 31, .max - 58, .max, 1 << 127 + 1, 1 << 64, .max] as [UInt128])
    func `ranks of a large domain stay below its size and never meet`(size: UInt128) {
        var seen: Set<UInt128> = []
        let step = size / 4096
        for sample in 0..<4096 as Range<UInt128> {
            for rank in [sample, sample * step + 4096, size - 1 - sample] {
                let permuted = cipher.permuted(rank % size, below: size)
                #expect(permuted < size)
                seen.insert(permuted)
            }
        }
        let ranks = (0..<4096 as Range<UInt128>).flatMap { [$0, ($0 * step + 4096) % size, size - 1 - $0] }
        #expect(seen.count == Set(ranks).count)
    }

    @Test func `ranks of nothing or one are themselves`() {
        #expect(cipher.permuted(0 as UInt64, below: 1) == 0)
        #expect(cipher.permuted(0 as UInt64, below: 0) == 0)
        #expect(cipher.permuted(0 as UInt128, below: 1) == 0)
        #expect(cipher.permuted(0, bits: 0) == 0)
    }

    @Test(arguments: 20...128, [0, 0x0123_4567_89ab_cdef] as [UInt64])
    func `bits are permuted as FF1 of the standard does`(bits: Int, tweak: UInt64) throws {
        var random = SeededGenerator(seed: UInt64(bits))
        let mask = UInt128.max >> UInt128(128 - bits)
        for rank in [0, mask, random.next128() & mask, random.next128() & mask] {
            let expected = try standard(rank, bits: bits, tweak: tweak)
            #expect(cipher.permuted(rank, bits: bits, tweak: tweak) == expected, "rank \(rank)")
        }
    }

    @Test(arguments: [1_000_000, 1_048_583, 10_000_019, 1 << 40 + 1, .max - 58, 1 << 64 + 1, 1 << 90 + 9] as [UInt128])
    func `cycle walking takes the first rank of the cycle below the size`(size: UInt128) throws {
        var random = SeededGenerator(seed: UInt64(truncatingIfNeeded: size))
        let bits = 128 - (size - 1).leadingZeroBitCount
        for _ in 0..<5 {
            let rank = random.next128() % size
            var walked = rank
            repeat { walked = try standard(walked, bits: bits, tweak: 3) } while walked >= size
            #expect(cipher.permuted(rank, below: size, tweak: 3) == walked, "rank \(rank)")
        }
    }

    @Test(arguments: [10, 70_000, 1_000_000, 1 << 32, .max] as [UInt64])
    func `all forms of a size agree`(size: UInt64) {
        for rank in [0, 1, size / 2, size - 1] {
            let permuted = cipher.permuted(rank, below: size, tweak: 9)
            #expect(cipher.permuted(UInt128(rank), below: UInt128(size), tweak: 9) == UInt128(permuted))
            if size.nonzeroBitCount == 1 {
                #expect(cipher.permuted(UInt128(rank), bits: size.trailingZeroBitCount, tweak: 9) == UInt128(permuted))
            }
        }
    }

    // The expected values were computed by a separate program, in Python with the AES of the openssl command.
    @Test func `permutations are those of every release`() {
        #expect((0..<10).map { cipher.permuted($0, below: 10) } == [0, 7, 4, 8, 3, 1, 6, 2, 9, 5] as [UInt64])
        #expect(
            (0..<10).map { cipher.permuted($0, below: 10, tweak: 5) } == [2, 9, 5, 0, 7, 4, 8, 3, 1, 6] as [UInt64])
        #expect((0..<4).map { cipher.permuted($0, below: 100_000) } == [99_480, 31_258, 1867, 66_129] as [UInt64])
        #expect(cipher.permuted(0 as UInt64, below: 1_000_000) == 707_745)
        #expect(cipher.permuted(123_456 as UInt64, below: 1_000_000, tweak: 9) == 349_638)
        #expect(cipher.permuted(99_999_999 as UInt64, below: 100_000_000) == 26_547_969)
        #expect(cipher.permuted(1 << 63 as UInt64, below: .max - 58, tweak: 1) == 5_543_661_775_283_025_328)
        #expect(
            cipher.permuted(1 << 100 + 1 as UInt128, below: 1 << 127 + 1)
                == 5_744_526_267_844_831_338_934_445_125_614_240_514)
        #expect(
            cipher.permuted(1 << 127, bits: 128, tweak: 3) == 225_467_965_848_243_134_275_428_127_612_972_662_579)
    }

    @Test(arguments: [1000, 1 << 30, 1 << 62] as [UInt64])
    func `key, kind, tweak and size each change the permutation, an instance does not`(size: UInt64) {
        let tables = SmallDomainTables()
        func image(_ cipher: PermutationCipher, size: UInt64, tweak: UInt64 = 0) -> [UInt64] {
            (0..<50).map { cipher.permuted($0, below: size, tweak: tweak) }
        }
        let same = PermutationCipher(subkey: Self.subkey, kindTag: 7, tables: tables)
        let otherKey = PermutationCipher(subkey: [UInt8](1...16), kindTag: 7, tables: tables)
        let otherKind = PermutationCipher(subkey: Self.subkey, kindTag: 8, tables: tables)
        let expected = image(cipher, size: size)
        #expect(image(same, size: size) == expected)
        #expect(image(otherKey, size: size) != expected)
        #expect(image(otherKind, size: size) != expected)
        #expect(image(same, size: size, tweak: 1) != expected)
        // The first size of so many bits: sizes of equal bit length share the permutation that is walked.
        #expect(image(same, size: size + 1) != expected)
    }

    private func standard(_ rank: UInt128, bits: Int, tweak: UInt64) throws -> UInt128 {
        let key = PermutationCipher.key(subkey: Self.subkey, kindTag: 7, purpose: .ff1)
        let numerals = (0..<bits).reversed().map { UInt16(truncatingIfNeeded: rank >> UInt128($0) & 1) }
        let tweakBytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: tweak >> UInt64(8 * $0)) }
        return try FF1(key: key, radix: 2).encrypted(numerals, tweak: tweakBytes)
            .reduce(0) { $0 << 1 | UInt128($1) }
    }
}

extension SeededGenerator {
    /// The next 128 bits.
    fileprivate mutating func next128() -> UInt128 { UInt128(next()) << 64 | UInt128(next()) }
}

import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct LZFTests {
    /// Texts that pack well, badly and not at all, with their packed form.
    private static let texts: [(plain: [UInt8], packed: [UInt8])] = {
        var generator = SeededGenerator(seed: 7)
        return (0..<150).map { _ in
            let alphabet = [1, 2, 3, 8, 256].randomElement(using: &generator) ?? 1
            var plain = generator.bytes(Int.random(in: 1...400, using: &generator), alphabet: alphabet)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let start = Int.random(in: 0..<plain.count, using: &generator)
                plain += plain[start..<min(start + Int.random(in: 1...300, using: &generator), plain.count)]
            }
            return (plain, ReferenceLZF.packed(plain))
        }
    }()

    @Test func `texts are unpacked as a simple decoder does`() {
        for (plain, packed) in Self.texts {
            #expect(Self.unpacked(packed, plain.count) == plain)
            #expect(ReferenceLZF.unpacked(packed, plainCount: plain.count) == plain)
        }
    }

    @Test(arguments: 1...40)
    func `a copy may overlap itself at every short distance`(_ distance: Int) {
        let seed = (0..<distance).map { UInt8($0) }
        for length in [3, 8, 9, 15, 16, 17, 31, 32, 33, 264] {
            let copy: [UInt8] =
                length < 9
                ? [UInt8((length - 2) << 5), UInt8(distance - 1)] : [0xE0, UInt8(length - 9), UInt8(distance - 1)]
            var packed: [UInt8] = []
            for start in stride(from: 0, to: distance, by: 32) {
                let run = seed[start..<min(start + 32, distance)]
                packed += [UInt8(run.count - 1)] + run
            }
            let plain = (0..<distance + length).map { seed[$0 % distance] }
            #expect(Self.unpacked(packed + copy, distance + length) == plain, "length \(length)")
        }
    }

    @Test func `the farthest distance is 8192`() {
        var generator = SeededGenerator(seed: 8)
        let noise = generator.bytes(8192)
        var packed: [UInt8] = []
        for start in stride(from: 0, to: noise.count, by: 32) { packed += [31] + noise[start..<start + 32] }
        #expect(Self.unpacked(packed + [0x3F, 0xFF], 8195) == noise + noise.prefix(3))
        #expect(Self.unpacked(packed.dropFirst(33) + [0x3F, 0xFF], 8163) == nil)
    }

    @Test func `a shorter or a changed packed form is judged as the simple decoder judges it`() {
        for (plain, packed) in Self.texts.prefix(60) {
            for count in 0..<packed.count {
                #expect(Self.unpacked(Array(packed.prefix(count)), plain.count) == nil)
            }
            for index in packed.indices {
                var damaged = packed
                damaged[index] ^= UInt8(truncatingIfNeeded: 1 << (index % 8))
                let expected = ReferenceLZF.unpacked(damaged, plainCount: plain.count)
                #expect(Self.unpacked(damaged, plain.count) == expected)
            }
        }
    }

    @Test func `another length than the packed bytes have is refused`() {
        for (plain, packed) in Self.texts {
            for wrong in [0, 1, plain.count - 1, plain.count + 1, 2 * plain.count + 40] where wrong != plain.count {
                #expect(Self.unpacked(packed, wrong) == nil)
            }
        }
    }

    @Test func `nothing is appended on failure, and what was there before stays`() {
        var buffer = ByteBuffer()
        buffer.append([1, 2, 3].span)
        let isUnpacked = LZF.unpack([5, 0x61].span, plainCount: 6, to: &buffer)
        #expect(!isUnpacked)
        #expect(buffer.array == [1, 2, 3])
        // A copy cannot reach what was in the buffer before.
        let isReached = LZF.unpack([0x20, 0].span, plainCount: 3, to: &buffer)
        #expect(!isReached)
        #expect(buffer.array == [1, 2, 3])
    }

    @Test func `the longest text of some packed bytes is never longer than said`() {
        for (plain, packed) in Self.texts { #expect(plain.count <= LZF.longestPlain(packedCount: packed.count)) }
        let longest: [UInt8] = [0, 0x61, 0xE0, 0xFF, 0]
        #expect(Self.unpacked(longest, 265)?.count == 265)
        #expect(LZF.longestPlain(packedCount: longest.count) >= 265)
    }

    private static func unpacked(_ packed: [UInt8], _ plainCount: Int) -> [UInt8]? {
        var buffer = ByteBuffer()
        return LZF.unpack(packed.span, plainCount: plainCount, to: &buffer) ? buffer.array : nil
    }
}

import Testing

@testable import Masking

struct PRFTests {
    /// The key and message of RFC 4493, section 4.
    static let key = [UInt8](hexDigits: "2b7e151628aed2a6abf7158809cf4f3c")
    static let message = [UInt8](
        hexDigits: "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")

    @Test func `tags are those of RFC 4493, in any order`() {
        let prf = PRF(subkey: Self.key)
        let expected = [
            (0, "bb1d6929e95937287fa37d129b756746"), (16, "070a16b46b4d4144f79bdd9dd04a287c"),
            (40, "dfa66747de9ae63030ca32611497c827"), (64, "51f0bebf7e3b9d92fc49741779363cfe"),
        ]
        for (byteCount, tag) in expected + expected.reversed() {
            #expect(prf.tag(of: Self.message.span.extracting(0..<byteCount)).bytes.hexDigits == tag)
        }
    }

    @Test func `a message of any length is tagged as block by block`() {
        let prf = PRF(subkey: Self.key)
        let bytes = (0..<12_300).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        for byteCount in Array(0...130) + [4080, 4095, 4096, 4097, 4112, 8191, 8192, 8193, 12_288, 12_300] {
            let expected = taggedBlockByBlock(Array(bytes.prefix(byteCount)))
            #expect(prf.tag(of: bytes.span.extracting(0..<byteCount)) == expected, "\(byteCount) bytes")
        }
    }

    @Test func `tags differ by key`() {
        let other = PRF(subkey: [UInt8](0..<16))
        #expect(PRF(subkey: Self.key).tag(of: Self.message.span) != other.tag(of: Self.message.span))
    }

    @Test func `a short key stream begins a long one, and another tag gives another`() {
        let prf = PRF(subkey: Self.key)
        let long = stream(prf, Block(high: 1, low: 2), byteCount: 4096)
        #expect(stream(prf, Block(high: 1, low: 2), byteCount: 32) == Array(long.prefix(32)))
        #expect(stream(prf, Block(high: 1, low: 1 << 20), byteCount: 32) != Array(long.prefix(32)))
        #expect(Set(stride(from: 0, to: 4096, by: 16).map { Block(long[$0..<$0 + 16]) }).count == 256)
        #expect(stream(prf, .zero, byteCount: 0).isEmpty)
    }

    private func stream(_ prf: PRF, _ tag: Block, byteCount: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0xaa, count: byteCount)
        var span = bytes.mutableSpan
        prf.keystream(tag, into: &span)
        return bytes
    }

    /// CMAC as the RFC writes it.
    private func taggedBlockByBlock(_ message: [UInt8]) -> Block {
        let aes = AES(key: Self.key)
        var mask = doubled(aes.encrypted(.zero))
        var padded = message
        if message.isEmpty || message.count % 16 != 0 {
            mask = doubled(mask)
            padded.append(0x80)
            while padded.count % 16 != 0 { padded.append(0) }
        }
        var chain = Block.zero
        for offset in stride(from: 0, to: padded.count, by: 16) {
            chain = chain ^ Block(padded[offset..<offset + 16])
            if offset + 16 == padded.count { chain = chain ^ mask }
            chain = aes.encrypted(chain)
        }
        return chain
    }

    private func doubled(_ block: Block) -> Block {
        var number = UInt128(block.high) << 64 | UInt128(block.low)
        let isOverflowing = number >> 127 == 1
        number <<= 1
        if isOverflowing { number ^= 0x87 }
        return Block(high: UInt64(number >> 64), low: UInt64(truncatingIfNeeded: number))
    }
}

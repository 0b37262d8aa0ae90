import Testing

@testable import Masking

struct AESTests {
    /// FIPS 197, appendix C.
    static let examples = [
        ("000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"),
        ("000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "8ea2b7ca516745bfeafc49904b496089"
        ),
    ]

    @Test(arguments: examples)
    func `a block is encrypted as FIPS 197 has it`(key: String, expected: String) {
        var block = Block([UInt8](hexDigits: "00112233445566778899aabbccddeeff"))
        AES(key: [UInt8](hexDigits: key)).encrypt(&block)
        #expect(block.bytes.hexDigits == expected)
    }

    @Test func `many blocks in one call come out as they do one by one`() {
        let aes = AES(key: [UInt8](0..<16))
        let plain = (0..<160).map { UInt8($0) }
        var together = plain
        var span = together.mutableSpan
        aes.encrypt(&span)
        let apart = stride(from: 0, to: 160, by: 16).flatMap { aes.encrypted(Block(plain[$0..<$0 + 16])).bytes }
        #expect(together == apart)
    }

    @Test func `no blocks at all are left alone`() {
        var nothing: [UInt8] = []
        var span = nothing.mutableSpan
        AES(key: [UInt8](0..<16)).encrypt(&span)
        #expect(nothing.isEmpty)
    }

    @Test func `a block keeps its bytes in order`() {
        let bytes = [UInt8](1...16)
        #expect(Block(bytes) == Block(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10))
        #expect(Block(bytes).bytes == bytes)
        #expect(Block([0xff]) == Block(high: 0xff << 56, low: 0))
        var buffer = [UInt8](repeating: 0, count: 18)
        var span = buffer.mutableSpan
        Block(bytes).store(into: &span, at: 1)
        #expect(buffer == [0] + bytes + [0])
    }
}

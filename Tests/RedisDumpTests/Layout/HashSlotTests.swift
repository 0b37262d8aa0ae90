import Testing

@testable import RedisDump

/// The slot of a name in a cluster.
struct HashSlotTests {
    private func slot(_ name: String) -> Int { HashSlot.of(Array(name.utf8).span) }

    @Test func `the checksum is that of the specification`() {
        #expect(HashSlot.crc16(Array("123456789".utf8).span) == 0x31C3)
        #expect(slot("foo") == 12182 && slot("") == 0)
    }

    @Test func `a hash tag alone decides`() {
        #expect(slot("{user1000}.following") == slot("{user1000}.followers"))
        #expect(slot("a{user1000}") == slot("user1000"))
        #expect(slot("foo{{bar}}zap") == slot("{bar"))
        #expect(slot("foo{bar}{zap}") == slot("bar"))
        for name in ["foo{}{bar}", "foo{", "{", "}{", "{}", "foo}bar{"] {
            #expect(slot(name) == HashSlot.ofBytes(Array(name.utf8).span), "\(name)")
        }
    }
}

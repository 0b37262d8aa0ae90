import Testing

@testable import Masking

struct KeyDerivationTests {
    @Test func `HKDF gives what RFC 5869 expects in its case without salt and info`() {
        let output = KeyDerivation.hkdf(key: [UInt8](repeating: 0x0b, count: 22), info: [], byteCount: 42)
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        #expect(output.hexDigits == expected)
    }

    @Test func `HMAC gives what RFC 4231 expects in its second case`() {
        let tag = KeyDerivation.hmac(key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8))
        #expect(tag.hexDigits == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `random bytes differ each time`() {
        #expect(KeyDerivation.randomBytes(count: 32) != KeyDerivation.randomBytes(count: 32))
    }
}

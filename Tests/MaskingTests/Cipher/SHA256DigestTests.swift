import Testing

@testable import Masking

struct SHA256DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `the digest is that of FIPS 180`(text: String, expected: String) {
        let digest = SHA256Digest()
        digest.update(Array(text.utf8).span)
        #expect(digest.finalize().hexDigits == expected)
    }

    @Test func `pieces digest as the whole does`() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let whole = SHA256Digest()
        whole.update(bytes.span)
        let pieces = SHA256Digest()
        pieces.update(bytes.span.extracting(0..<1))
        pieces.update(bytes.span.extracting(1..<1))
        unsafe bytes[1...].withUnsafeBytes { buffer in unsafe pieces.update(buffer) }
        #expect(pieces.finalize() == whole.finalize())
    }
}

import Testing

@testable import BlobStorage

@Suite struct ChecksumTests {
    @Test func `CRC-64 NVME has its published check value`() {
        var checksum = CRC64NVMe()
        checksum.update(Array("1234".utf8))
        checksum.update(Array("56789".utf8))
        #expect(checksum.value == 0xAE8B_1486_0A79_9888)
        #expect(checksum.headerBytes == [0x88, 0x98, 0x79, 0x0A, 0x86, 0x14, 0x8B, 0xAE])
    }

    @Test func `MD5, SHA-256 and HMAC are those of the RFCs`() {
        #expect(Digest.hexadecimal(Digest.md5(Array("abc".utf8))) == "900150983cd24fb0d6963f7d28e17f72")
        #expect(
            Digest.hexadecimal(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.hexadecimal(Digest.hmac(Array("Jefe".utf8), "what do ya want for nothing?"))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `MD5 in pieces is MD5 of the whole`() {
        let running = RunningMD5()
        for part in ["", "a", "bc"] { running.update(Array(part.utf8)) }
        #expect(running.finalize() == Digest.md5(Array("abc".utf8)))
    }
}

import Testing

@testable import Masking

/// Any bytes can be scanned.
struct ScanBoundsTests {
    /// A bit of everything.
    static let mixed = """
        2024-05-06T12:34:56.789+01:00 user=bob.smith+x@shop.co.uk tel: +49 (0)171/1234567 ext. 12, card 4485 2757 4230 8327\\n
        {"phone":"(415) 734-2671 x12","iban":"DE68 2105 0170 0012 3456 78","ssn":"523-45-6789","t\\u00e9l":"01 77 21 66 51"}
        postgres://bob:s3cr3t@db.internal:5432/x 84.12.3.9 2a02:8070::ffff:84.12.3.9 00:1a:2b:3c:4d:5e 電話番号：03-1234-5678
        123e4567-e89b-42d3-a456-426614174000 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLW9mLXRlc3Q AKIA2E0A8F3B244C9986
        Authorization: Bearer 0a1b2c3d4e5f6a7b8c9d password="hunter\\"22" q8Zr2LwX9vB4nM7kT1yH5cJ3+/== lat: 52.520008, 13.404954
        -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----
        """

    @Test func `every beginning and every end of a text can be scanned`() {
        let bytes = Array(Self.mixed.utf8)
        for cut in 0...bytes.count {
            check(Array(bytes[..<cut]), "beginning of \(cut)")
            check(Array(bytes[cut...]), "end from \(cut)")
        }
    }

    @Test func `a name can be cut anywhere too`() {
        let bytes = Array("user.t\\u00e9l_電話Number2:x".utf8)
        for cut in 0...bytes.count {
            let all = findings(Array("03-1234-5678".utf8), named: Array(bytes[..<cut]))
            #expect(all.allSatisfy { $0.range.upperBound <= 12 })
        }
    }

    @Test(arguments: 0..<8) func `random bytes give findings within bounds that do not overlap`(seed: UInt64) {
        var random = ValueGenerator(seed: 1000 + seed)
        let source = Array(Self.mixed.utf8)
        for round in 0..<400 {
            check(random.bytes(random.below(300)), "seed \(seed), round \(round)")
            check(random.hostile(), "seed \(seed), hostile \(round)")
            // Parts of the text, shuffled, with some bytes changed.
            var bytes: [UInt8] = []
            for _ in 0..<1 + random.below(12) {
                let start = random.below(source.count)
                bytes += source[start..<min(source.count, start + random.below(40))]
            }
            for _ in 0..<random.below(6) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            check(bytes, "seed \(seed), parts \(round)")
        }
    }

    @Test(arguments: [
        "9", "9 ", "a", "A1", "eyJ", "-", ":", "::", "@", "a@", "a.", "\\u00e9", "{", "1.", "password=", "\u{E9}", "+",
        "(0", "ab:",
    ])
    func `long rows of one thing take no longer than others`(part: String) {
        let bytes = Array(String(repeating: part, count: 200_000 / part.utf8.count).utf8)
        check(bytes, part)
    }

    private func check(_ bytes: [UInt8], _ note: String) {
        var end = 0
        for finding in findings(bytes) {
            #expect(finding.range.lowerBound >= end && !finding.range.isEmpty, "\(note): \(finding)")
            end = finding.range.upperBound
        }
        #expect(end <= bytes.count, "\(note)")
    }
}

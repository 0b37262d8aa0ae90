import Testing

@testable import Masking

/// Every kind, wherever it stands.
struct TokenScannerTests {
    /// Values that are found without any name.
    static let values: [(kind: SensitiveKind, text: String)] = [
        (.email, "bob.smith+x@shop.co.uk"), (.email, "O'Neill_3@mail-1.info"), (.email, "jürgen@müller.de"),
        (.phone, "+49 171 1234567"), (.phone, "+442079460000"), (.phone, "+1-415-734-2671"), (.phone, "(415) 734-2671"),
        (.phone, "415.734.2671"), (.phone, "415-734-2671 ext. 12"), (.phone, "+44 (0)20 7946 0000"),
        (.phone, "06 12 34 56 78"), (.phone, "030 12345678"), (.phone, "03-1234-5678"), (.phone, "(11) 91234-5678"),
        (.card, "4485275742308327"), (.card, "4485 2757 4230 8327"), (.card, "5555-6666-7777-8884"),
        (.card, "371144371144376"),
        (.iban, "DE68210501700012345678"), (.iban, "DE68 2105 0170 0012 3456 78"), (.iban, "GB33BUKB20201555555555"),
        (.iban, "gb33bukb20201555555555"),
        (.ssn, "523-45-6789"),
        (.ipv4, "84.12.3.9"), (.ipv4, "192.168.1.20"),
        (.ipv6, "2a02:8070::1"), (.ipv6, "fe80::1ff:fe23:4567:890a"), (.ipv6, "2001:470:1f0b:0:0:0:0:2"),
        (.ipv6, "::ffff:84.12.3.9"),
        (.mac, "00:1a:2b:3c:4d:5e"), (.mac, "00-1A-2B-3C-4D-5E"), (.mac, "001a.2b3c.4d5e"),
        (.uuid, "123e4567-e89b-42d3-a456-426614174000"), (.uuid, "12345678-1234-4234-8234-123456789012"),
        (.jwt, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLW9mLXRlc3Q"),
        (.urlCredentials, "bob:s3cr3t"),
        (.cloudKey, "AKIA2E0A8F3B244C9986"), (.cloudKey, "AIzaSyA1b2C3d4E5f6G7h8I9j0KlMnOpQrStUvW"),
        (.vendorToken, "ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5"),
        (.vendorToken, "xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"),
        (.vendorToken, "sk_live_4eC39HqLyjWDarjtT1zdp7ab"), (.vendorToken, "SK0123456789abcdef0123456789abcdef"),
        (.vendorToken, "glpat-Ab1Cd2Ef3Gh4Ij5Kl6Mn"), (.vendorToken, "npm_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5"),
        (.vendorToken, "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"),
        (.vendorToken, "sk-ant-api03-aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7fG9hI1"),
        (.hexToken, "9f86d081884c7d659a2feaa0c55ad015"),
        (.base64Token, "q8Zr2LwX9vB4nM7kT1yH5cJ3"),
        (.date, "2024-05-06"), (.date, "2024-05-06T12:34:56.789Z"), (.date, "1999-12-31 23:59"),
        (.coordinates, "52.520008, 13.404954"),
    ]

    /// What stands around the values, with # for the value.
    static let surroundings = [
        "#", "# follows", "it is #", "it is #.", "(#)", "\"#\"", "'#',", "[#]", "<#>", "{\"member\":\"#\",\"n\":1}",
        "{\"a\": [1, \"#\"]}", "level=info value=#\n", "=#&x=1", "first\n#\nlast", "x;#;y", "見る #、次",
    ]

    @Test(arguments: surroundings) func `every kind is found with its exact bytes`(surrounding: String) {
        for (kind, value) in Self.values {
            let text = Self.place(kind, value, surrounding)
            let found = scanned(text).first { $0.kind == kind }
            #expect(found?.text == value, "\(text) gave \(scanned(text))")
        }
    }

    /// Credentials stand in a URL.
    private static func place(_ kind: SensitiveKind, _ value: String, _ surrounding: String) -> String {
        let parts = surrounding.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let inner = kind == .urlCredentials ? "postgres://\(value)@db.internal/x" : value
        return parts[0] + inner + parts[1]
    }

    @Test func `nothing else is found beside a value`() {
        for (kind, value) in Self.values where kind != .urlCredentials {
            #expect(scannedKinds("it is \(value) there") == [kind], "\(value): \(scanned("it is \(value) there"))")
        }
    }

    @Test func `several values of one text are found in its order`() {
        let text = """
            2024-05-06T12:34:56Z INFO login bob@shop.io from 84.12.3.9 card 4485275742308327, \
            call +49 171 1234567 or (415) 734-2671; postgres://bob:s3cr3t@db.internal/x
            """
        let kinds: [SensitiveKind] = [.date, .email, .ipv4, .card, .phone, .phone, .urlCredentials]
        #expect(scannedKinds(text) == kinds, "\(scanned(text))")
    }

    @Test func `what the caller found before is left alone`() {
        let text = Array("bob@shop.io".utf8)
        var all = [Finding(.uuid, 0..<36, .high, .form)]
        TokenScanner().scan(text.span, into: &all)
        #expect(all == [Finding(.uuid, 0..<36, .high, .form), Finding(.email, 0..<11, .high, .form)])
    }

    @Test func `private keys are found to the end of their block`() {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow+/IBAAK=\nCAQEA\n-----END RSA PRIVATE KEY-----"
        #expect(scanned("x\n\(key)\ny") == [ScannedValue(kind: .privateKey, text: key, confidence: .high)])
        let escaped = key.replacing("\n", with: "\\n")
        let account = "{\"type\": \"service_account\", \"private_key\": \"\(escaped)\\n\", \"x\": 1}"
        #expect(scanned(account) == [ScannedValue(kind: .privateKey, text: escaped, confidence: .high)])
        let publicKey = key.replacing("RSA PRIVATE", with: "PUBLIC")
        #expect(!scannedKinds(publicKey).contains(.privateKey))
    }

    @Test func `a finding says whose token it is, and every row of the table can be found`() {
        let filler = Array("aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY".utf8)
        for form in TokenForm.all {
            let alphabet = filler.map { byte -> UInt8 in
                switch form.alphabet {
                case .digits: 0x30 + byte % 10
                case .hexLower, .hex: Array("0123456789abcdef".utf8)[Int(byte % 16)]
                case .upperAndDigits: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)[Int(byte % 32)]
                default: byte
                }
            }
            let count = min(form.counts.lowerBound, 300)
            let token = form.prefix + (0..<count).map { alphabet[$0 % alphabet.count] }
            let found = findings(Array("use ".utf8) + token + Array(" now".utf8))
            #expect(found.first?.issuer == form.issuer, "\(String(decoding: token, as: UTF8.self)): \(found)")
            #expect(found.first?.range == 4..<4 + token.count)
            #expect(found.first?.kind == form.kind)
        }
    }

    @Test func `every kind has a name of its own and a kind to mask it by`() {
        #expect(Set(SensitiveKind.allCases.map(\.name)).count == SensitiveKind.allCases.count)
        for kind in SensitiveKind.allCases { #expect(!kind.suggestedKindName.isEmpty) }
    }
}

import Testing

@testable import Masking

/// What looks like something sensitive and is not, and what everybody knows.
struct ScanTrapTests {
    @Test(arguments: [
        // Identifiers, times, counters
        "1700000000", "1700000000000", "1700000000000000", "1700000000000000000", "4102444800", "123456789012",
        "ORD-00012345", "2024-000123", "#1234567", "111-2233445-6677889", "0000012345", "1234567890123",
        "175928847299117063", "user:1041:orders", "page 12 of 345", "1,234,567,890", "1 234 567", "+1000000",
        "+86400000",
        "UTC+0200", "12:34:56", "00:00:10.123", "1-800", "2024-13-45", "1234-5678",
        // Versions, fractions
        "1.2.3", "v1.2.3.4", "version 1.2.3.4", "1.2.3.4.5", "Chrome/120.0.6099.129", "Chrome/91.0.44.1",
        "lib-1.2.3.4.jar",
        "3.14159265358979", "-0.4485275742308327", "1e10", "256.1.1.1", "1.02.3.4", "10.0", "0.4111111111111111",
        // Almost cards, accounts and numbers of people
        "4485275742308328", "4485 2757 4230 8328", "9485275742308327", "44852757423083270000", "id-4485275742308327-1",
        "DE68210501700012345679", "DE6821050170001234567", "ZZ68210501700012345678", "000-45-6789", "666-45-6789",
        "900-45-6789", "523-00-6789", "523-45-0000", "1523-45-6789", "523-45-67890",
        // Almost addresses
        "icon@2x.png", "a@b", "@home", "react@18.2.0", "user@", "@example", "std::string", "foo::bar", "feed::123",
        "a::b",
        "12:34:56:78", "00:1a:2b:3c:4d", "00:1a:2b:3c:4d:5e:6f:70:81", "12345678-1234-4234-8234-12345678901",
        "123e4567-e89b-42d3-a456-4266141740000", "g23e4567-e89b-42d3-a456-426614174000",
        // Almost tokens
        "AKIA123", "AKIAAAAAAAAAAAAAAAAA", "ghp_short", "sk-learn", "sk_live_", "eyJ", "eyJhbGci", "AIzaX", "SG.x.y",
        "ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "xoxb-", "keyboard", "package-lock.json", "pipeline",
        // Postal codes, years, dumps, object identifiers, code
        "Boston, MA 02110-1301, USA", "Copyright 2015-2018 Somebody", "contact us, 2009-2013", "CVE-2023-29007",
        "<Buffer 02 01 04 03 06 05 08 07>", "00 68 00 67 00 61 00 64", "a[::2]", "toks[::0]", "Basic Authentication",
        "private_key: rsa.RSAPrivateKey", "token = Name.Function", "request_token=request.owner_key",
        "pass: PairComparer.Pass",
        "http://[user:passwd@]proxy.server", "password: UInt64", "auth: clientAuth",
        // Words
        "getUserByIdAndOrganization2", "https://example.com/a/b?c=d", "http://localhost:8080/@x",
        "/usr/local/lib/python3.11",
        "ThisIsAVeryLongClassNameForTesting1", "the quick brown fox", "{\"a\":1,\"b\":[2,3]}", "", " ", "-----", "::",
        ":", "@",
    ])
    func `a harmless value is not taken for anything`(text: String) {
        #expect(scanned(text).isEmpty, "\(scanned(text))")
        let document = "{\"x\":\"\(text)\",\"y\":1}"
        #expect(scanned(document).isEmpty, "\(document): \(scanned(document))")
    }

    @Test(arguments: [
        "4242424242424242", "4111 1111 1111 1111", "378282246310005", "AKIAIOSFODNN7EXAMPLE", "bob@example.com",
        "bob@mail.example.org", "x@shop.test", "415-555-0132", "+1 212 555 0100", "192.0.2.17", "127.0.0.1", "0.0.0.0",
        "8.8.8.8", "255.255.255.0", "203.0.113.9", "2001:db8::1", "::1", "00:00:00:00:00:00",
        "00000000-0000-0000-0000-000000000000", "DE89370400440532013000", "078-05-1120", "git@github.com",
        "https://user:pass@host.io/", "https://abc:xyz@example.com/", "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ])
    func `a value that documents and tests use is said to be one`(text: String) {
        let found = scanned("see \(text) there")
        #expect(found.map(\.confidence) == [.publicTest], "\(text): \(found)")
    }

    @Test func `digests are random hexadecimal digits and nothing else`() {
        var random = ValueGenerator(seed: 7)
        for _ in 0..<2000 {
            for count in [32, 40, 64] {
                let text = random.hex(count)
                let kinds = Set(scannedKinds("etag \(text) end"))
                #expect(kinds.isSubset(of: [.hexToken]), "seed 7: \(text): \(kinds)")
            }
        }
    }

    @Test func `random identifiers are no numbers of cards and telephones`() {
        var random = ValueGenerator(seed: 11)
        var wrong: [String] = []
        for _ in 0..<20_000 {
            for text in [
                random.uuid(), "1\(random.digits(9))", "1\(random.digits(12))", random.digits(1 + random.below(12)),
            ] {
                let kinds = scannedKinds(text)
                if kinds.contains(.card) || kinds.contains(.phone) || kinds.contains(.ssn) { wrong.append(text) }
            }
        }
        #expect(wrong.count < 80, "seed 11: more than one in a thousand: \(wrong.prefix(5))")
    }
}

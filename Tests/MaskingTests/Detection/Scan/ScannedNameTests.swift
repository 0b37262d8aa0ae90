import Testing

@testable import Masking

/// What names and words nearby decide.
struct ScannedNameTests {
    @Test(arguments: [
        "{\"phone\":\"5551234567\"}", "{\"mobilePhone\": 491711234567}", "{\"contact_phone_2\":\"123 456 789\"}",
        "phone=7341234567&x=1", "Tel.: 734 123 456", "Telefonnummer: 0171/1234567", "{\"telefon\":\"22 142 28 31\"}",
        "Mon téléphone est le 0612345678.", "Tél. : 0177216651", "{\"t\\u00e9l\\u00e9phone\":\"0174445320\"}",
        "{\"\\u96fb\\u8a71\":\"56-9398-1147\"}", "電話番号：0312345678", "komórka 513 533 105 20 dni",
        "you can call me at 415-734-2671", "please call 4157342671 today", "<phone>7341234567</phone>",
        "{\"phones\":[{\"type\":\"home\",\"number\":\"7341234567\"}]}", "{\\\"phone\\\":\\\"7341234567\\\"}",
        "Cell number: 415 734 2671", "reach him: 416 60 039 mobile", "it is 655 437 108 (Fax)", "call me on 450 0840",
        "\\nphone: 7341234567", "user:phone:7341234567",
    ])
    func `a number is a telephone number where it is named as one`(text: String) {
        #expect(scannedKinds(text) == [.phone], "\(scanned(text))")
    }

    @Test(arguments: [
        ("{\"phone_id\":\"5551234567\"}"), ("{\"phone_verified_at\":1700000000}"),
        ("{\"phone\":\"x\",\"order_id\":7341234567}"), ("{\"order_number\":\"4485275742308327\"}"),
        ("order no. 4485275742308327 was sent"), ("{\"card_count\":4485275742308327}"),
        ("{\"phones\":{\"a\":1},\"total\":7341234567}"), ("{\"trackingNumber\":\"9400111899223100001231\"}"),
    ])
    func `a name of something else takes it back`(text: String) {
        #expect(scannedKinds(text).isEmpty, "\(scanned(text))")
    }

    @Test(arguments: [
        ("{\"card\":{\"number\":\"36907366258519\"}}", SensitiveKind.card), ("pan=4388368595745 ok", .card),
        ("credit card number: 30128657070499", .card), ("{\"ccNumber\":\"4110704341925412249\"}", .card),
        ("ssn 523456789", .ssn), ("{\"socialSecurityNumber\":\"523 45 6789\"}", .ssn),
        ("{\"taxId\":\"523-45-6789\"}", .ssn),
        ("{\"dob\":\"31.12.1980\"}", .date), ("born 1980-12-31 in Rome", .date),
        ("{\"lat\": 52.5200, \"x\": 1}", .coordinates),
        ("Authorization: Basic dXNlcjpwYXNzd29yZA==", .authorization),
        ("Authorization: Bearer 0a1b2c3d4e5f6a7b8c9d", .authorization),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzKE", .cloudKey),
        (
            "AccountName=x;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
            .cloudKey
        ),
        ("https://x.blob.core.windows.net/c?sv=2022&sig=aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7fG9h%3D", .cloudKey),
    ])
    func `a name decides what a form alone does not`(text: String, kind: SensitiveKind) {
        #expect(scannedKinds(text).contains(kind), "\(scanned(text))")
    }

    static let secrets: [(text: String, value: String)] = [
        ("password=hunter22", "hunter22"), ("{\"password\": \"correct horse\"}", "correct horse"),
        ("{\"password\":\"a\\\"b'c\",\"x\":1}", "a\\\"b'c"), ("DB_PASSWORD=%T+ATQco1j", "%T+ATQco1j"),
        ("'pwd' => 'x1y2z3'", "x1y2z3"), ("{\\\"secret\\\":\\\"x1y2z3\\\"}", "x1y2z3"),
        ("api_key: \"abcd1234efgh\"", "abcd1234efgh"), ("apiKey=abcd1234efgh", "abcd1234efgh"),
        ("clientSecret = q1w2e3r4;", "q1w2e3r4"), ("/login?user=bob&password=s3cret&x=1", "s3cret"),
        ("redis-cli --password=s3cret -n 1", "s3cret"), ("<password>s3cret</password>", "s3cret"),
        ("Passwort: geheim123.", "geheim123"), ("access_token=AbCdEf0123456789", "AbCdEf0123456789"),
        ("\"cvv\": \"123\"", "123"), ("パスワード：abc123", "abc123"),
    ]

    @Test(arguments: secrets) func `the value of a secret is found, and nothing around it`(text: String, value: String)
    {
        #expect(scanned(text).map(\.text) == [value], "\(scanned(text))")
        #expect(scannedKinds(text) == [.password])
    }

    @Test(arguments: [
        "password=${PASSWORD}", "password: null", "\"password\": \"********\"", "password=<secret>",
        "token_count=12345678",
        "password = getPassword()", "password: string;", "token: true", "\"secret\": \"\"", "has_password=false",
        "password_changed_at=1700000000", "Password: must contain letters", "primary_key=12345678901",
        "pass: 12 fail: 3",
        "password=%s", "the secret of success is work", "\"password\": {\"min\": 8}",
    ])
    func `what stands in a secret's place is none`(text: String) {
        #expect(!scannedKinds(text).contains(.password), "\(scanned(text))")
    }

    @Test func `a field's name counts as a name in the text does`() {
        #expect(scanned("5551234567", named: "phone").map(\.text) == ["5551234567"])
        #expect(scanned("513 533 105", named: "komórka").map(\.text) == ["513 533 105"])
        #expect(scanned("36907366258519", named: "cardNumber").map(\.kind) == [.card])
        #expect(
            scanned("hunter2!", named: "user:password") == [
                ScannedValue(kind: .password, text: "hunter2!", confidence: .high)
            ])
        #expect(scanned("5551234567").isEmpty)
        #expect(scanned("5551234567", named: "order_id").isEmpty)
        #expect(scanned("bob@shop.io", named: "password_reset_email").map(\.kind) == [.email])
    }

    @Test func `a token in a secret's place is found as what it is`() {
        #expect(scannedKinds("password=ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5") == [.vendorToken])
        #expect(scannedKinds("{\"token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln\"}") == [.jwt])
        #expect(scannedKinds("secret: 123e4567-e89b-42d3-a456-426614174000") == [.uuid])
        let url = "https://hooks.slack.com/services/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"
        #expect(findings(Array("token=\(url)".utf8)).map(\.issuer) == ["slack-webhook"])
    }

    @Test func `nothing is found in a name`() {
        #expect(scanned("x", named: "パスワード：abc12345").isEmpty)
        #expect(scanned("x", named: "bob@shop.io").isEmpty)
    }

    @Test func `words reach only so far`() {
        let far = "phone " + String(repeating: "lorem ipsum ", count: 8) + "734123456789"
        #expect(scanned(far).isEmpty)
    }
}

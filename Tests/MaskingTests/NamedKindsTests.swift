import Testing

@testable import Masking

/// What names of members say of their values.
struct NamedKindsTests {
    private static let named = NamedKinds([
        ("card_number", .card), ("first_name", .personName), ("pin", .opaque), ("dob", .dateShift),
        ("where", .latitude),
    ])

    private func masker(coarsensDates: Bool = false) throws -> Masker {
        Masker(
            key: try MaskingKey(bytes: [UInt8](repeating: 7, count: 32)), tables: SmallDomainTables(),
            named: Self.named,
            coarsensDates: coarsensDates)
    }

    private func masked(
        _ text: String, _ treatment: Treatment = .detect, at place: ValuePlace = .value, with masker: inout Masker
    ) -> String {
        var bytes = Array(text.utf8)
        var span = bytes.mutableSpan
        masker.mask(treatment, &span, 0..<span.count, at: place)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: ["card_number", "cardNumber", "CARD-NUMBER", "card.number"])
    func `a member is masked as its name says, however that is written, and the name stays`(_ name: String) throws {
        var masker = try masker()
        let result = masked(#"{"\#(name)":4111111111111111}"#, with: &masker)
        #expect(result.hasPrefix(#"{"\#(name)":"#))
        let number = result.dropFirst(name.utf8.count + 4).dropLast()
        #expect(number != "4111111111111111")
        let digits = number.compactMap(\.wholeNumberValue)
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let doubled = digit.element * (digit.offset % 2 + 1)
            return sum + doubled / 10 + doubled % 10
        }
        #expect(digits.count == 16 && sum % 10 == 0, "\(number) is a card number: Luhn")
    }

    @Test func `names are seen at every depth and in every format`() throws {
        var masker = try masker()
        let json = masked(#"{"user":{"list":[{"dob":"1974-02-23"}]}}"#, with: &masker)
        let php = masked(#"a:1:{s:4:"user";a:1:{s:3:"dob";s:10:"1974-02-23";}}"#, with: &masker)
        var plain = try self.masker()
        let shifted = masked("1974-02-23", .kind(.dateShift), with: &plain)
        #expect(json.contains("\"dob\":\"\(shifted)\""), "\(json)")
        #expect(php.contains("s:3:\"dob\";s:10:\"\(shifted)\";"), "\(php)")
    }

    @Test func `what a rule says of a path comes first, and what it keeps is kept`() throws {
        var masker = try masker()
        func path(_ names: String..., treatment: Treatment) -> DocumentPaths.Path {
            .init(steps: names.map { .name(Array($0.utf8)) }, treatment: treatment)
        }
        let paths = DocumentPaths([
            path("meta", treatment: .keep), path("dob", treatment: .kind(.digits)), path("pin", treatment: .detect),
        ])
        let result = masked(
            #"{"meta":{"pin":"abc-1"},"dob":"0123456","pin":"alice@example.com"}"#, .document(.json, paths),
            with: &masker)
        #expect(result.hasPrefix(#"{"meta":{"pin":"abc-1"},"dob":"#))
        #expect(!result.contains("0123456"))
        // A path that finds out what a value is does not hear what its name says.
        #expect(result.hasSuffix(#".test"}"#))
    }

    @Test func `where values must stay distinct no name brings two together`() throws {
        var masker = try masker()
        var seen: Set<String> = []
        for number in 0..<2_000 {
            let text = #"{"where":"48.8\#(1000 + number)"}"#
            #expect(seen.insert(masked(text, at: .distinct, with: &masker)).inserted, "\(number)")
        }
    }

    @Test func `no masked name becomes one of the table`() throws {
        var masker = try masker()
        for number in 0..<3_000 {
            let letters = [number / 676 % 26, number / 26 % 26, number % 26].map {
                String(UnicodeScalar(UInt8(97 + $0)))
            }
            let name = letters.joined()
            guard name != "pin", name != "dob" else { continue }
            let result = masked(#"{"\#(name)":1}"#, with: &masker)
            #expect(!result.hasPrefix(#"{"pin""#) && !result.hasPrefix(#"{"dob""#), "\(name)")
        }
    }

    @Test func `dates that are found lose month and day where that is asked, but not where they must stay distinct`()
        throws
    {
        var masker = try masker(coarsensDates: true)
        #expect(masked("1974-02-23", with: &masker) == "1974-01-01")
        #expect(masked(#"{"at":"1974-02-23T10:11:12Z"}"#, with: &masker).hasPrefix(#"{"at":"1974-01-01T"#))
        #expect(
            masked("1974-02-23", at: .distinct, with: &masker) != masked("1974-02-24", at: .distinct, with: &masker))
    }

    @Test func `layers are taken off, as far as one value stands for one other`() throws {
        let plain = Array(#"{"a":1}"#.utf8)
        let base64 = Array("eyJhIjoxfSAgICAgICAgICAgICAgIA==".utf8)
        #expect(Layers(plain, .detect).names == ["json"])
        #expect(Layers(base64, .detect).names == ["base64", "json"])
        #expect(Layers(base64, .kind(.opaque)).names == [])
        #expect(Layers(base64, .encoded(.base64, .document(.json, .none))).plain.starts(with: plain))
        #expect(Layers([], .detect) == Layers([], .kind(.opaque)))
    }
}

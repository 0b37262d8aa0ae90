import Testing

@testable import Masking

struct ShapeTests {
    static let seed: UInt64 = 0x5EED_0003

    @Test func `opaque keeps the class of every character and all others`() throws {
        var masker = try testMasker()
        let text = "Jane Doé, 3rd floor: Ωμέγα-Дом 漢字 ひらカタ 한글 ٣٤ नम 😀\n#42"
        let masked = masker.masked(.opaque, text)
        #expect(masked.utf8.count == text.utf8.count)
        for (old, new) in zip(text.unicodeScalars, masked.unicodeScalars) {
            #expect(old.properties.generalCategory == new.properties.generalCategory)
            #expect(old.utf8.count == new.utf8.count)
            #expect(old.value >> 9 == new.value >> 9 || old.value > 0x3400, "\(old) became \(new): another script")
            if !old.properties.isAlphabetic, old.properties.generalCategory != .decimalNumber { #expect(old == new) }
        }
        #expect(masked != text)
    }

    @Test func `hiragana stays hiragana and katakana stays katakana`() throws {
        var masker = try testMasker()
        for scalar in masker.masked(.opaque, "かなかなかな").unicodeScalars {
            #expect((0x3041...0x309F).contains(scalar.value))
        }
        for scalar in masker.masked(.opaque, "カタカナカタ").unicodeScalars {
            #expect((0x30A1...0x30FF).contains(scalar.value))
        }
    }

    @Test(arguments: [Kind.text, .opaque, .detect])
    func `equal words of one text stay equal, and those of another text are unrelated`(kind: Kind) throws {
        var masker = try testMasker()
        let text = "alpha bravo charlie delta echo foxtrot golf alpha 2024 hotel india juliet alpha 2024 bravo"
        let words = masker.masked(kind, text).split(separator: " ")
        #expect(words[0] == words[7] && words[7] == words[12] && words[1] == words[14] && words[8] == words[13])
        #expect(Set(words).count == 11)
        let others = masker.masked(kind, text + "s").split(separator: " ")
        #expect(words[0] != others[0] && words[5] != others[5])
    }

    @Test func `long strings use the whole alphabet`() throws {
        var masker = try testMasker()
        let masked = masker.masked(
            .detect, String(repeating: "a quick one 77 ", count: 3) + "the lazy dog jumped over a fence of Boards")
        #expect(Set(masked).count > 18, "\(masked)")
        let binary = masker.masked(.binary, [UInt8](repeating: 1, count: 4096))
        #expect(Set(binary).count > 200)
    }

    @Test func `an e-mail address keeps its lengths, and its domain becomes one that nobody owns`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        var domains: [Substring: Substring] = [:]
        for _ in 0..<5000 {
            let address = generator.email()
            let masked = masker.masked(.email, address)
            let (old, new) = (address.split(separator: "@"), masked.split(separator: "@"))
            // There are too few reserved names for shorter domains; such an address is no more than a string.
            if old[1].count < 6 { continue }
            #expect(new.count == 2 && old[0].count == new[0].count && old[1].count == new[1].count)
            #expect(new[1].hasSuffix(new[1].count >= 8 ? ".test" : ".zz"))
            #expect(domains[old[1], default: new[1]] == new[1])
            domains[old[1]] = new[1]
        }
        #expect(Set(domains.values).count == domains.count)
    }

    @Test func `addresses at short domains stay distinct`() throws {
        var masker = try testMasker()
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let addresses = letters.flatMap { local in letters.map { "\(local)@\($0).co" } }
        #expect(Set(addresses.map { masker.masked(.email, $0) }).count == addresses.count)
    }

    @Test func `a UUID keeps version, variant and case`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        for _ in 0..<5000 {
            let uuid = Array(generator.uuid())
            let masked = Array(masker.masked(.uuid, String(uuid)))
            #expect(masked[14] == uuid[14])
            let (old, new) = (uuid[19].hexDigitValue ?? 0, masked[19].hexDigitValue ?? 0)
            #expect(old >> 2 == new >> 2)
            #expect(String(masked).contains { $0.isUppercase } == String(uuid).contains { $0.isUppercase })
            #expect(masked.indices.allSatisfy { (masked[$0] == "-") == (uuid[$0] == "-") })
        }
    }

    @Test func `an address keeps its network and the width of its octets`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        let networks = ["10.", "127.", "192.168.", "172.16.", "172.31.", "169.254.", "100.64.", "0.", "224.", "255."]
        for round in 0..<5000 {
            let prefix = round % 2 == 0 ? networks[generator.below(networks.count)] : ""
            let count = 4 - prefix.split(separator: ".").count
            let address = prefix + (0..<count).map { _ in String(generator.below(256)) }.joined(separator: ".")
            let masked = masker.masked(.ipv4, address)
            #expect(masked.hasPrefix(prefix))
            let (old, new) = (address.split(separator: "."), masked.split(separator: "."))
            #expect(zip(old, new).allSatisfy { $0.count == $1.count && (UInt8($1) != nil) }, "\(address) \(masked)")
            func kept(_ octets: [Substring]) -> Int {
                let numbers = octets.compactMap { UInt32($0) }
                return IPv4Kind.networkOctets([numbers[0], numbers[1], numbers[2], numbers[3]])
            }
            #expect(kept(old) == kept(new))
        }
    }

    @Test func `a date stays a valid date in its layout`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        for _ in 0..<5000 {
            let date = generator.date()
            var masked = masker.masked(.date, Array(date.utf8))
            let count = masked.count
            let span = masked.mutableSpan
            #expect(DateKind.parse(span, 0..<count) != nil, "\(date)")
            let text = String(decoding: masked, as: UTF8.self)
            #expect(zip(date, text).allSatisfy { $0.isNumber == $1.isNumber && ($0.isNumber || $0 == $1) })
            if date.count > 19, let zone = date.lastIndex(where: { "Z+-".contains($0) }), date[zone...].count < 7 {
                #expect(text.hasSuffix(String(date[zone...])))
            }
        }
    }

    @Test(arguments: [("+14155550100", 2), ("+44 20 7946 0958", 3), ("+353 1 234 5678", 4), ("+7 (495) 123-45-67", 2)])
    func `a telephone number keeps plus, country code and separators`(number: String, prefixCount: Int) throws {
        var masker = try testMasker()
        let masked = masker.masked(.phone, number)
        #expect(masked.hasPrefix(number.prefix(prefixCount)))
        #expect(zip(number, masked).allSatisfy { $0.isNumber == $1.isNumber && ($0.isNumber || $0 == $1) })
        #expect(masked != number)
    }

    @Test func `hexadecimal digits keep their case, and base64 its alphabet and unused bits`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        for _ in 0..<5000 {
            let hex = "a" + generator.hex(generator.below(70))
            #expect(masker.masked(.hex, hex).allSatisfy { "0123456789abcdef".contains($0) })
            #expect(masker.masked(.hex, hex.uppercased()).allSatisfy { "0123456789ABCDEF".contains($0) })
            let base64 = Array(generator.base64().utf8)
            var masked = masker.masked(.base64, base64)
            for (old, new) in zip(base64, masked) where Base64Kind.alphanumeric(old) == nil { #expect(old == new) }
            let count = masked.count
            let span = masked.mutableSpan
            #expect(Base64Kind.parse(span, 0..<count) != nil)
        }
    }

    @Test(arguments: [
        "-12.50", "0.001", "-0.5", "99999999999999999999.25", "9999999999999999999.5", "12.50e-3", "7.1E+10",
    ])
    func `a decimal keeps sign, format and exponent, and masks each part`(number: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(.decimal, number)
        #expect(zip(number, masked).allSatisfy { $0.isNumber == $1.isNumber && ($0.isNumber || $0 == $1) })
        #expect(number.first == "0" ? masked.first == "0" : !masked.hasPrefix("0"))
        if let exponent = number.firstIndex(where: { "eE".contains($0) }) {
            #expect(masked.hasSuffix(number[exponent...]))
        }
        let point = number.firstIndex(of: ".") ?? number.endIndex
        if number[..<point].count > 4 { #expect(masked[..<point] != number[..<point]) }
    }

    @Test(arguments: [
        "00123", "0", "00", "99999999999999999999", "9223372036854775808", String(repeating: "9", count: 60),
    ])
    func `digits keep a leading zero and gain none`(text: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(.digits, text)
        #expect(masked.allSatisfy { "0123456789".contains($0) } && masked.hasPrefix("0") == text.hasPrefix("0"))
    }
}

/// Somebody who does not exist.
struct Person {
    let given: String
    let name: String
    let mailbox: String
    let domain: String
    let phone: String
    let socialSecurityNumber: String
    let birthDate: String
    let street: String
    let city: String
    let postcode: String
    let iban: String
    let address: String
    let userAgent: String
    let uuid: String
    let longitude: String
    let latitude: String

    init(number: Int, by random: inout SeededGenerator) {
        given = random.element(of: Words.givenNames)
        let surname = random.element(of: Words.surnames)
        name = "\(given) \(surname)"
        mailbox = "\(Self.plain(given)).\(Self.plain(surname))\(number)"
        domain = random.element(of: Words.domains)
        phone = "+1-\(random.number(200..<990))-\(random.digits(3))-\(random.digits(4))x\(random.number(1..<99999))"
        socialSecurityNumber = "\(random.number(100..<899))-\(random.number(10..<99))-\(random.digits(4))"
        birthDate = Self.date(random.number(1935..<2007), &random)
        street =
            "\(random.number(1..<9999)) \(random.element(of: Words.streets)) \(random.element(of: Words.streetEndings))"
        city =
            random.number(0..<3) == 0
            ? random.element(of: Words.towns)
            : "\(random.element(of: Words.townBeginnings)) \(random.element(of: Words.towns))"
        postcode = random.digits(5)
        iban = Self.iban(&random)
        address = (0..<4).map { _ in String(random.number(1..<255)) }.joined(separator: ".")
        userAgent = Self.filled(random.element(of: Words.browsers), &random)
        uuid = Self.uuid(&random)
        longitude = String(random.number(-180..<180)) + "." + random.digits(6)
        latitude = String(random.number(-80..<80)) + "." + random.digits(6)
    }

    /// Letters of ASCII in lower case; what is not one of them is left out.
    private static func plain(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { $0 < 0x80 }, as: UTF8.self)
    }

    private static func date(_ year: Int, _ random: inout SeededGenerator) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(random.number(1..<13)))-\(two(random.number(1..<29)))"
    }

    private static func filled(_ form: String, _ random: inout SeededGenerator) -> String {
        form.split(separator: "@", omittingEmptySubsequences: false).reduce(into: "") { text, part in
            text += text.isEmpty ? String(part) : "\(random.number(3..<140))\(part)"
        }
    }

    /// Version 4, variant 1.
    private static func uuid(_ random: inout SeededGenerator) -> String {
        "\(random.hex(8))-\(random.hex(4))-4\(random.hex(3))-a\(random.hex(3))-\(random.hex(12))"
    }

    /// A German account number with its two check digits (ISO 7064, modulo 97).
    private static func iban(_ random: inout SeededGenerator) -> String {
        let account = random.digits(18)
        let rest = (account + "131400").utf8.reduce(0) { ($0 * 10 + Int($1 - 0x30)) % 97 }
        let check = 98 - rest
        return "DE" + (check < 10 ? "0\(check)" : "\(check)") + account
    }

    /// A card number of 16 digits with its check digit (Luhn).
    static func card(_ random: inout SeededGenerator) -> String {
        let front = "4539" + random.digits(11)
        let sum = front.utf8.enumerated().reduce(0) { sum, digit in
            let doubled = Int(digit.element - 0x30) * (digit.offset % 2 == 0 ? 2 : 1)
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return front + String((10 - sum % 10) % 10)
    }
}

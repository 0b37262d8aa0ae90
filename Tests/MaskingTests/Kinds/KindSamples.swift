import Foundation
@testable import Masking

extension ValueGenerator {
    /// A value that has the shape of a kind; nil for kinds whose samples are drawn elsewhere.
    mutating func sample(_ kind: Kind) -> [UInt8]? {
        if let forms = IdentifierForms.of(kind) {
            let form = forms[forms.startIndex + below(forms.count)]
            return identifier(form)
        }
        switch kind {
        case .card: return Array(card().utf8)
        case .iban: return Array(iban().utf8)
        case .ipv6: return Array(ipv6().utf8)
        case .mac: return Array(mac().utf8)
        case .uuid: return Array(timeUUID().utf8)
        case .jwt: return Array(jwt().utf8)
        case .url: return Array(url().utf8)
        case .userAgent: return Array(userAgent().utf8)
        case .token: return Array(token().utf8)
        case .base62: return Array((string(Self.alphanumeric, 2 + below(40)) + "x").utf8)
        case .epoch: return Array(epoch().utf8)
        case .dateShift, .dateYear: return Array(date().utf8)
        case .latitude: return Array((["", "-"][below(2)] + "\(below(90)).\(digits(2 + below(12)))").utf8)
        case .longitude: return Array((["", "-"][below(2)] + "\(below(180)).\(digits(2 + below(12)))").utf8)
        case .numberNoise: return Array(amount().utf8)
        case .personName: return Array(personName().utf8)
        case .address: return Array(address().utf8)
        default: return nil
        }
    }

    /// Random characters in a layout, half of them completed with the right check characters.
    private mutating func identifier(_ form: IdentifierForm) -> [UInt8] {
        while true {
            var bytes = form.places.map { $0.alphabet[below($0.alphabet.count)] }
            // Months of a letter are the one thing a digit cannot stand for.
            if form.kind == .codiceFiscale { bytes[8] = Array("ABCDEHLMPRST".utf8)[below(12)] }
            let all = 0..<bytes.count
            let span = bytes.mutableSpan
            guard var compact = form.read(span, all) else { continue }
            if below(2) == 0 {
                var isComplete = true
                for check in form.checks where isComplete {
                    isComplete = check.complete(&compact, variant: below(check.variantCount))
                }
                if !isComplete { continue }
            }
            let plain = (0..<compact.count).map { compact[$0] }
            return below(3) > 0 || form.separators.isEmpty ? plain : separated(plain, form.separators)
        }
    }

    private mutating func separated(_ plain: [UInt8], _ separators: [UInt8]) -> [UInt8] {
        let separator = separators[below(separators.count)]
        return grouped(plain, 2 + below(4), separator)
    }

    private func grouped(_ plain: [UInt8], _ period: Int, _ separator: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        for (place, byte) in plain.enumerated() {
            if place > 0, place % period == 0 { result.append(separator) }
            result.append(byte)
        }
        return result
    }

    mutating func card() -> String {
        let prefixes = ["4", "51", "55", "2221", "34", "37", "6011", "65", "3528", "36", "62", "5018", "1", "9", "0"]
        let count = 13 + below(7)
        var number = Array((prefixes[below(prefixes.count)] + digits(19)).utf8.prefix(count))
        if below(2) == 0 { number[count - 1] = Luhn.checkDigit(number.span.extracting(0..<count - 1)) }
        return String(decoding: below(2) == 0 ? number : separated(number, Array(" -".utf8)), as: UTF8.self)
    }

    mutating func iban() -> String {
        let countries = IBANCountries.byCountry.sorted { $0.key < $1.key }
        let country = countries[below(countries.count)]
        var text = [UInt8(country.key >> 8), UInt8(country.key & 255)] + Array(digits(2).utf8)
        for letter in country.value {
            let isDigit = letter == 0x6E || letter == 0x63 && below(4) > 0
            text.append(isDigit ? 0x30 + UInt8(below(10)) : 0x41 + UInt8(below(26)))
        }
        if below(2) == 0, let check = Mod97.ibanCheckDigits(text.span) {
            (text[2], text[3]) = (0x30 + UInt8(check / 10), 0x30 + UInt8(check % 10))
        }
        return String(decoding: below(2) == 0 ? text : grouped(text, 4, 0x20), as: UTF8.self)
    }

    mutating func ipv6() -> String {
        var groups = (0..<8).map { _ in below(4) == 0 ? "0" : hex(1 + below(4)) }
        let prefixes = ["2001", "2a00", "fe80", "fd12", "ff02", "2001:db8", "3fff", "100", "64:ff9b"]
        groups[0] = prefixes[below(prefixes.count)]
        if below(10) == 0 { groups[0] = hex(1 + below(4)) }
        var text: String
        switch below(4) {
        case 0 where !groups[0].contains(":"): text = groups.joined(separator: ":")
        case 1: text = "::" + groups[2...].prefix(1 + below(4)).joined(separator: ":")
        case 2:
            text =
                ["::ffff:", "64:ff9b::", "::"][below(3)]
                + (0..<4).map { _ in String(below(256)) }.joined(separator: ".")
        default:
            text =
                groups.prefix(1 + below(3)).joined(separator: ":") + "::"
                + groups[5...].prefix(below(3)).joined(separator: ":")
        }
        if below(8) == 0 { text = text.uppercased() }
        if below(8) == 0 { text += "%eth\(below(4))" }
        return text
    }

    mutating func mac() -> String {
        let separator = [":", "-"][below(2)]
        let text =
            below(4) == 0
            ? [hex(4), hex(4), hex(4)].joined(separator: ".") : (0..<6).map { _ in hex(2) }.joined(separator: separator)
        return below(4) == 0 ? text.uppercased() : text
    }

    mutating func timeUUID() -> String {
        var text = Array(uuid())
        text[14] = Array("123456789")[below(9)]
        text[19] = Array("89ab08")[below(6)]
        return below(4) == 0 ? String(text).uppercased() : String(text).lowercased()
    }

    mutating func jwt() -> String {
        let headers = [
            #"{"alg":"HS256","typ":"JWT"}"#, #"{"typ":"JWT","alg":"RS256","kid":"\#(hex(8))"}"#, #"{"alg":"none"}"#,
            #"{"alg":"XX999"}"#,
        ]
        let issued = 1_600_000_000 + below(100_000_000)
        let claims =
            #"{"sub":"\#(word(6))\#(digits(4))","email":"\#(email())","iat":\#(issued),"exp":\#(issued + 3600)}"#
        func part(_ text: String) -> String {
            String(base64(Array(text.utf8)).compactMap { $0 == "=" ? nil : $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        }
        let header = headers[below(headers.count)]
        let signature = base64(bytes(32)).compactMap { $0 == "=" ? nil : $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        // The last character of 43 has two bits that are zero, and is a letter or digit here.
        return [part(header), part(claims), String(signature.dropLast()) + "A"].joined(separator: ".")
    }

    mutating func url() -> String {
        let schemes = ["https", "http", "redis", "postgres", "wss"]
        let user = below(5) == 0 ? "\(word(4)):\(string(Self.alphanumeric, 8))@" : ""
        let host: String
        switch below(5) {
        case 0: host = "\(below(256)).\(below(256)).1.\(below(256))"
        case 1: host = ["localhost", "[2001:db8::\(hex(3))]", "db", "a.co"][below(4)]
        default: host = word(5 + below(8)) + "." + word(4) + ".com"
        }
        let port = below(4) == 0 ? ":\(1 + below(9999))" : ""
        let path = (0..<below(4)).map { _ in "/" + [word(5), "users", digits(5), "%C3%A9" + word(3), uuid()][below(5)] }
            .joined()
        let query = below(2) == 0 ? "?user=\(word(4))&q=%20\(word(3))&id=\(digits(6))" : ""
        return schemes[below(schemes.count)] + "://" + user + host + port + path + query
    }

    mutating func userAgent() -> String {
        switch below(3) {
        case 0:
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(90 + below(60)).0.\(digits(4)).\(below(200)) Safari/537.36"
        case 1: "MyApp\(below(10))/\(below(20)).\(below(20)).\(below(999)) (\(word(5)); iPhone; iOS 17.2)"
        default: "okhttp/\(below(9)).\(below(99)).\(below(99))-\(word(6))"
        }
    }

    mutating func token() -> String {
        let form = MaskedTokenForm.all[below(MaskedTokenForm.all.count)]
        let count = form.counts.lowerBound + below(form.counts.count)
        var body: [UInt8]
        switch form.body {
        case .hex: body = Array(hex(count).utf8)
        case .base32: body = Array(string(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), count).utf8)
        case .base62, .classes, .base62WithChecksum: body = Array(string(Self.alphanumeric, count).utf8)
        }
        if case .base62WithChecksum = form.body, below(2) == 0 {
            let checksum = CRC32.checksum(body.span.extracting(0..<count - 6))
            for place in 0..<6 { body[count - 6 + place] = CRC32.base62Digit(place, of: checksum) }
        }
        return String(decoding: form.prefix + body, as: UTF8.self)
    }

    mutating func epoch() -> String {
        let seconds = 1_000_000_000 + below(1_000_000_000)
        switch below(6) {
        case 0: return "\(seconds)"
        case 1: return "\(seconds)\(digits(3))"
        case 2: return "\(seconds)\(digits(6))"
        case 3: return "\(seconds)\(digits(9))"
        case 4: return "\(100_000_000 + below(900_000_000))"
        default: return "\(seconds).\(digits(1 + below(9)))"
        }
    }

    mutating func amount() -> String {
        let sign = below(4) == 0 ? "-" : ""
        let whole = "\(1 + below(9))" + digits(below(12))
        return sign + whole + (below(2) == 0 ? "" : "." + digits(1 + below(4)))
    }

    mutating func personName() -> String {
        let given = WordList.givenNames.word(count: 3 + below(6), UInt64(below(1000))) ?? Array("jane".utf8)
        let surname = word(2 + below(14)).capitalized
        let first = String(decoding: given, as: UTF8.self).capitalized
        switch below(5) {
        case 0: return "\(surname), \(first)"
        case 1: return "Dr. \(first) van \(surname)"
        case 2: return "\(first) \(surname)".uppercased()
        case 3: return "\(first) Ñúñez-\(surname)"
        default: return "\(first) \(surname)"
        }
    }

    mutating func address() -> String {
        "\(1 + below(900)) \(word(4 + below(7)).capitalized) Street, \(word(5 + below(6)).capitalized), \(word(2).uppercased()) \(digits(5))"
    }
}

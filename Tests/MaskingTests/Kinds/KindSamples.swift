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
}

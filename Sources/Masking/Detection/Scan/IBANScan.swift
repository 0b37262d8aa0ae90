/// International bank account numbers (ISO 13616), together or in groups of four.
enum IBANScan {
    static func find(_ text: ScanText, at start: Int) -> Finding? {
        guard let length = length(text[start], text[start + 1]) else { return nil }
        var compact = InlineArray<34, UInt8>(repeating: 0)
        var count = 0
        var index = start
        while count < length {
            let byte = text[index]
            if byte.isDigit || byte.isUpper {
                compact[count] = byte
                count += 1
            } else if byte.isLetter {
                compact[count] = byte & 0xDF
                count += 1
            } else if !(byte == 0x20 || byte == 0x2D) || count % 4 != 0 || count == 0 {
                return nil
            } else if !text[index + 1].isAlphanumeric {
                return nil
            }
            index += 1
        }
        guard !text[index].isAlphanumeric, Mod97.isValidIBAN(compact.span.extracting(0..<length)) else { return nil }
        return Finding(.iban, start..<index, isExample(compact) ? .publicTest : .high, .checkDigits)
    }

    /// How long the numbers of a country are, by its two letters.
    private static func length(_ first: UInt8, _ second: UInt8) -> Int? {
        guard first.isLetter, second.isLetter else { return nil }
        let length = lengths[Int((first & 0xDF) - 0x41) * 26 + Int((second & 0xDF) - 0x41)]
        return length == 0 ? nil : Int(length)
    }

    /// The numbers in most introductions.
    private static let examples = [
        "DE89370400440532013000", "GB29NWBK60161331926819", "GB82WEST12345698765432", "FR1420041010050500013M02606",
        "NL91ABNA0417164300", "ES9121000418450200051332", "IT60X0542811101000000123456", "CH9300762011623852957",
        "AT611904300234573201", "BE68539007547034", "PL61109010140000071219812874",
    ].map { Array($0.utf8) }

    private static func isExample(_ compact: InlineArray<34, UInt8>) -> Bool {
        examples.contains { example in
            for place in example.indices where example[place] != compact[place] { return false }
            return true
        }
    }

    /// The register of SWIFT, and countries that use the form without being in it.
    private static let lengths: [UInt8] = {
        let rows = """
            AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BR29 BY28 CF27 CG27 CH21 CI28 CM27 CR22 CV25
            CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22 GE22 GI23 GL18 GQ27 GR27
            GT28 GW25 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25
            MA28 MC27 MD24 ME22 MG27 MK19 ML28 MN20 MR27 MT31 MU30 MZ25 NE28 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29
            RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TG28 TL23 TN24 TR26 UA29 VA22 VG24
            XK20 YE30
            """
        var lengths = [UInt8](repeating: 0, count: 26 * 26)
        for row in rows.utf8.split(whereSeparator: { !$0.isAlphanumeric }).map(Array.init) where row.count == 4 {
            lengths[Int(row[0] - 0x41) * 26 + Int(row[1] - 0x41)] = (row[2] - 0x30) * 10 + (row[3] - 0x30)
        }
        return lengths
    }()
}

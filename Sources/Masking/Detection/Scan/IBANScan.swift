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

    /// The countries of the registry, and those that use the form without being in it.
    private static let lengths: [UInt8] = {
        let others = """
            AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28
            """
        var lengths = [UInt8](repeating: 0, count: 26 * 26)
        func place(_ first: UInt8, _ second: UInt8) -> Int { Int(first - 0x41) * 26 + Int(second - 0x41) }
        for row in others.utf8.split(whereSeparator: { !$0.isAlphanumeric }).map(Array.init) where row.count == 4 {
            lengths[place(row[0], row[1])] = (row[2] - 0x30) * 10 + (row[3] - 0x30)
        }
        for (country, structure) in IBANCountries.byCountry {
            // The country and the check digits stand before it.
            lengths[place(UInt8(country >> 8), UInt8(country & 0xFF))] = UInt8(structure.count + 4)
        }
        return lengths
    }()
}

/// The two check digits of ISO/IEC 7064, MOD 97-10: the number they end is 1 modulo 97.
enum Mod97 {
    /// Whether the check digits of an IBAN without spaces are right (ISO 13616): the first four characters are moved
    /// to the end, and every letter stands for two digits, A for 10. Says nothing of country and length.
    static func isValidIBAN(_ compact: Span<UInt8>) -> Bool {
        guard compact.count > 4 else { return false }
        return remainder(compact, checkDigits: nil) == 1
    }

    /// The two check digits that make an IBAN right, whatever stands in their place; 2 to 98.
    static func ibanCheckDigits(_ compact: Span<UInt8>) -> UInt32? {
        guard compact.count > 4 else { return nil }
        return remainder(compact, checkDigits: 0).map { 98 - $0 }
    }

    /// The remainder of the number, with other check digits if they are given; nil when a character is neither digit
    /// nor capital letter.
    private static func remainder(_ compact: Span<UInt8>, checkDigits: UInt32?) -> UInt32? {
        var rest: UInt32 = 0
        for place in 0..<compact.count {
            let index = place < compact.count - 4 ? place + 4 : place - (compact.count - 4)
            var character = compact[index]
            if let checkDigits, index == 2 || index == 3 {
                character = 0x30 + UInt8(truncatingIfNeeded: index == 2 ? checkDigits / 10 % 10 : checkDigits % 10)
            }
            switch character {
            case 0x30...0x39: rest = (rest * 10 + UInt32(character - 0x30)) % 97
            case 0x41...0x5A: rest = (rest * 100 + UInt32(character - 0x41) + 10) % 97
            default: return nil
            }
        }
        return rest
    }
}

import Testing

@testable import Masking

struct Mod97Tests {
    private func isValid(_ characters: [UInt8]) -> Bool { Mod97.isValidIBAN(characters.span) }

    @Test(arguments: [
        "GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606", "NO9386011117947",
    ])
    func `an IBAN with the right check digits is right, and one changed digit makes it wrong`(iban: String) {
        let characters = Array(iban.utf8)
        #expect(isValid(characters))
        for place in characters.indices where characters[place] < 0x3A {
            var changed = characters
            changed[place] = 0x30 + (changed[place] - 0x30 + 1) % 10
            #expect(!isValid(changed))
        }
        let digits = Mod97.ibanCheckDigits(characters.span) ?? 0
        #expect(String(iban.dropFirst(2).prefix(2)) == (digits < 10 ? "0\(digits)" : "\(digits)"))
    }

    @Test(arguments: ["", "GB82", "gb82west12345698765432", "GB82 WEST"])
    func `what is no compact IBAN is not right`(text: String) {
        #expect(!isValid(Array(text.utf8)))
    }
}

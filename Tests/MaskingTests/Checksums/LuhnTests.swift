import Testing

@testable import Masking

struct LuhnTests {
    private func isValid(_ digits: [UInt8]) -> Bool { Luhn.isValid(digits.span) }

    @Test(arguments: ["4111111111111111", "378282246310005", "6011111111111117", "79927398713", "00"])
    func `a number with the right check digit is right, and with no other`(number: String) {
        let digits = Array(number.utf8)
        #expect(isValid(digits))
        let checkDigit = Luhn.checkDigit(digits.span.extracting(0..<digits.count - 1))
        #expect(checkDigit == digits[digits.count - 1])
        for place in digits.indices {
            for other in 0x30...0x39 as ClosedRange<UInt8> where other != digits[place] {
                var changed = digits
                changed[place] = other
                #expect(!isValid(changed))
            }
        }
    }

    @Test(arguments: ["", "0"])
    func `less than two digits are never right`(text: String) {
        #expect(!isValid(Array(text.utf8)))
    }
}

/// The check digit of ISO/IEC 7812-1 (annex B), which payment cards and several national numbers end in.
///
/// Every second digit from the right, the check digit not counted, is doubled and its digits added; all together are
/// a multiple of ten. It finds every single wrong digit.
enum Luhn {
    /// Whether ASCII digits, of which the last is the check digit, are right. No digits at all are not.
    static func isValid(_ digits: Span<UInt8>) -> Bool {
        guard digits.count > 1 else { return false }
        return checkDigit(digits.extracting(0..<digits.count - 1)) == digits[digits.count - 1]
    }

    /// The ASCII digit that makes the digits before it right.
    static func checkDigit(_ digits: Span<UInt8>) -> UInt8 {
        var sum: UInt32 = 0
        for index in digits.indices {
            let digit = UInt32(digits[index] &- 0x30)
            let isDoubled = (digits.count - index) % 2 == 1
            sum &+= isDoubled ? (digit &* 2) / 10 &+ (digit &* 2) % 10 : digit
        }
        return 0x30 + UInt8(truncatingIfNeeded: (10 - sum % 10) % 10)
    }
}

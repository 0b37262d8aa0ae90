/// Numbers of payment cards (ISO/IEC 7812): 12 to 19 digits, together or in the groups that are embossed, of an issuer
/// that is known, with a right check digit.
///
/// One random number of 16 digits in thirty passes all that. So what is named as something else is no card, and a row of
/// digits of another length than 15 or 16 is one only when its name or its groups say so.
enum CardScan {
    /// How many digits the groups have, one hexadecimal digit for each; longer rows first.
    private static let shapes: [UInt32] = [0x44443, 0x4444, 0x465, 0x464, 0x4441, 0x445, 0x444]

    static func find(_ text: ScanText, _ groups: DigitGroups, _ topics: ScanTopics) -> Finding? {
        let isNamed = topics.contains(.card)
        for shape in shapes where groups.begin(as: shape) {
            let groupCount = DigitGroups.groupCount(of: shape)
            guard groups.separators[1] == 0x20 || groups.separators[1] == 0x2D, groups.isUniform(1..<groupCount),
                groups.mayEnd(behind: groupCount, in: text)
            else { continue }
            let count = groups.totals[groupCount - 1]
            guard isNamed || count >= 14, isValid(groups, count, isNamed) else { continue }
            return finding(groups, groupCount, count, isNamed ? .high : .medium)
        }
        let count = groups.totals[0]
        guard count >= 12, count <= 19, groups.mayEnd(behind: 1, in: text), isValid(groups, count, isNamed) else {
            return nil
        }
        if isNamed { return finding(groups, 1, count, .high) }
        guard count == 15 || count == 16, topics.isDisjoint(with: [.structural, .phone]) else { return nil }
        guard !isBehindNumber(text, groups.start) else { return nil }
        return finding(groups, 1, count, .medium)
    }

    private static func finding(
        _ groups: DigitGroups, _ groupCount: Int, _ count: Int, _ confidence: Confidence
    ) -> Finding {
        let isExample = isExample(groups, count)
        return Finding(
            .card, groups.start..<groups.ends[groupCount - 1], isExample ? .publicTest : confidence, .checkDigits)
    }

    /// `1234-5678…`: the digits are a part of something longer.
    static func isBehindNumber(_ text: ScanText, _ start: Int) -> Bool {
        switch text[start - 1] {
        case 0x2D, 0x2E, 0x2F, 0x3A: text[start - 2].isAlphanumeric && !text[start - 2].isLetter
        default: false
        }
    }

    private static func isValid(_ groups: DigitGroups, _ count: Int, _ isNamed: Bool) -> Bool {
        let isKnown = isKnownIssuer(groups, count)
        guard isKnown || (isNamed && count >= 13 && groups.digits[0] != 0x30) else { return false }
        return Luhn.isValid(groups.digits.span.extracting(0..<count))
    }

    /// Whether an issuer has numbers that begin so and are so long.
    private static func isKnownIssuer(_ groups: DigitGroups, _ count: Int) -> Bool {
        let six = groups.number(0..<6)
        for issuer in issuers where six >= issuer.first && six <= issuer.last && issuer.counts.contains(count) {
            return true
        }
        return false
    }

    /// First and last beginning of six digits, and how many digits there are.
    private static let issuers: [(first: Int, last: Int, counts: ClosedRange<Int>)] = [
        (400_000, 499_999, 16...16),  // Visa
        (400_000, 499_999, 13...13),  // Visa, until the nineties
        (400_000, 499_999, 19...19),  // Visa
        (510_000, 559_999, 16...16),  // Mastercard
        (222_100, 272_099, 16...16),  // Mastercard
        (340_000, 349_999, 15...15),  // American Express
        (370_000, 379_999, 15...15),  // American Express
        (300_000, 305_999, 14...19),  // Diners Club
        (309_500, 309_599, 14...19),  // Diners Club
        (360_000, 369_999, 14...19),  // Diners Club
        (380_000, 399_999, 14...19),  // Diners Club
        (352_800, 358_999, 16...19),  // JCB
        (180_000, 180_099, 15...15),  // JCB, until the nineties
        (213_100, 213_199, 15...15),  // JCB, until the nineties
        (601_100, 601_199, 16...19),  // Discover
        (644_000, 659_999, 16...19),  // Discover
        (620_000, 629_999, 16...19),  // UnionPay
        (810_000, 817_199, 16...19),  // UnionPay
        (220_000, 220_499, 16...19),  // Mir
        (500_000, 509_999, 12...19),  // Maestro, RuPay, Elo, Verve
        (560_000, 589_999, 12...19),  // Maestro
        (600_000, 600_999, 16...16),  // cards of shops
        (606_900, 608_999, 16...16),  // RuPay
        (630_400, 630_499, 12...19),  // Maestro
        (636_200, 636_399, 16...16),  // Elo
        (639_000, 639_099, 12...19),  // Maestro
        (675_900, 676_399, 12...19),  // Maestro
        (60_400, 60_499, 12...19),  // Maestro, 0604
        (979_200, 979_299, 16...16),  // Troy
    ]

    /// The numbers that payment services give to whoever tests with them.
    private static let examples = [
        "4242424242424242", "4111111111111111", "4012888888881881", "4000056655665556", "4222222222222",
        "4000000000000002", "4000000000003220", "4000000000009995", "5555555555554444", "5105105105105100",
        "5200828282828210", "2223003122003222", "378282246310005", "371449635398431", "6011111111111117",
        "6011000990139424", "3056930009020004", "30569309025904", "38520000023237", "36227206271667",
        "3566002020360505", "3530111333300000", "6200000000000005", "4917610000000000", "5454545454545454",
        "6759649826438453", "4007000000027", "370000000000002", "5424000000000015", "2222420000001113",
    ].map { Array($0.utf8) }

    private static func isExample(_ groups: DigitGroups, _ count: Int) -> Bool {
        examples.contains { example in
            guard example.count == count else { return false }
            for place in 0..<count where example[place] != groups.digits[place] { return false }
            return true
        }
    }
}

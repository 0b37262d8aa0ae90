/// Telephone numbers.
///
/// Found anywhere: a plus, a country code that is given, and as many digits as that country has; the North American
/// plan with separators; a trunk zero with separators. Found where they are named: 7 to 15 digits in any grouping.
enum PhoneScan {
    static func find(_ text: ScanText, _ groups: DigitGroups, _ topics: ScanTopics, isNamedBehind: Bool) -> Finding? {
        let isNamed = topics.contains(.phone) || isNamedBehind
        if topics.contains(.version) { return nil }
        var start = groups.start
        let hasParenthesis = text[start - 1] == 0x28 && groups.groupCount > 1 && groups.separators[1] == 0x29
        if hasParenthesis { start -= 1 }
        if text[start - 1] == 0x2B {
            return international(text, groups, from: start - 1, prefix: 0, isNamed)
        }
        if hasParenthesis, text[start - 1].isAlphanumeric { return nil }
        if !isNamed, CardScan.isBehindNumber(text, groups.start) { return nil }
        if let count = northAmerican(text, groups, hasParenthesis, isNamed) {
            return finding(text, groups, start, count, isNamed ? .high : .medium, isNamed, isNANP: true)
        }
        let hasZeros = groups.digits[0] == 0x30 && groups.digits[1] == 0x30 && groups.totals[0] > 1
        if hasZeros, isNamed || (groups.groupCount > 1 && text[start - 1] != 0x2D) {
            if let found = international(text, groups, from: start, prefix: 2, isNamed) { return found }
        }
        if let count = trunk(text, groups, hasParenthesis) {
            let isWeak = topics.contains(.structural)
            if !isWeak { return finding(text, groups, start, count, isNamed ? .high : .medium, isNamed) }
        }
        if let count = areaInParentheses(text, groups, hasParenthesis) {
            return finding(text, groups, start, count, isNamed ? .high : .medium, isNamed)
        }
        if isNamed, let count = named(text, groups, 7) {
            return finding(text, groups, start, count, .high, true)
        }
        guard topics.contains(.call), text[start - 1] != 0x2D, let count = named(text, groups, 7),
            isLikely(groups, count)
        else { return nil }
        return finding(text, groups, start, count, .medium, true)
    }

    private static func finding(
        _ text: ScanText, _ groups: DigitGroups, _ start: Int, _ count: Int, _ confidence: Confidence, _ isNamed: Bool,
        isNANP: Bool = false
    ) -> Finding {
        let end = extensionEnd(text, groups.ends[count - 1])
        let total = groups.totals[count - 1]
        let isFiction = isNANP && groups.number(total - 7..<total - 2) == 55_501
        return Finding(.phone, start..<end, isFiction ? .publicTest : confidence, isNamed ? .nearbyName : .form)
    }

    // MARK: Forms

    /// A plus, or two zeros, and a country code. A trunk zero in parentheses is not counted.
    private static func international(
        _ text: ScanText, _ groups: DigitGroups, from start: Int, prefix: Int, _ isNamed: Bool
    ) -> Finding? {
        var shifted = InlineArray<24, UInt8>(repeating: 0x30)
        for place in prefix..<DigitGroups.mostDigits { shifted[place - prefix] = groups.digits[place] }
        let total = groups.totals[groups.groupCount - 1] - prefix
        guard total > 4, let code = CallingCode.find(shifted, count: total) else { return nil }
        // A country code is not cut in two.
        let first = groups.totals[0] > prefix ? groups.totals[0] : groups.totals[min(1, groups.groupCount - 1)]
        guard first >= prefix + code.length else { return nil }
        for count in (1...groups.groupCount).reversed() where groups.mayEnd(behind: count, in: text) {
            guard hasPlainDots(groups, count) else { continue }
            let counted = groups.totals[count - 1] - prefix - code.length
            let national = hasTrunkZero(groups, count, behind: prefix + code.length) ? counted - 1 : counted
            guard code.national.contains(national) || code.national.contains(counted) else { continue }
            let isNANP = code.length == 1 && shifted[0] == 0x31
            return finding(text, groups, start, count, .high, isNamed, isNANP: isNANP)
        }
        guard isNamed, prefix == 0, let count = named(text, groups, 7) else { return nil }
        return finding(text, groups, start, count, .medium, true)
    }

    private static func hasTrunkZero(_ groups: DigitGroups, _ count: Int, behind codeEnd: Int) -> Bool {
        groups.totals[count - 1] > codeEnd && groups.digits[codeEnd] == 0x30
    }

    /// Dots separate all groups or none, so that an address or a fraction behind a number is not taken for more of it.
    private static func hasPlainDots(_ groups: DigitGroups, _ count: Int) -> Bool {
        var dots = 0
        for group in 1..<max(count, 1) where groups.separators[group] == 0x2E { dots += 1 }
        return dots == 0 || dots == count - 1
    }

    /// NXX NXX XXXX, with a 1 before it or not. Spaces alone separate it only where it is named.
    private static func northAmerican(
        _ text: ScanText, _ groups: DigitGroups, _ hasParenthesis: Bool, _ isNamed: Bool
    ) -> Int? {
        let first = groups.begin(as: 0x1334) && groups.digits[0] == 0x31 ? 1 : 0
        guard first == 1 || groups.begin(as: 0x334) else { return nil }
        let count = first + 3
        guard groups.mayEnd(behind: count, in: text), groups.digits[first] > 0x31, groups.digits[first + 3] > 0x31
        else {
            return nil
        }
        let (middle, last) = (groups.separators[first + 1], groups.separators[first + 2])
        let isEnclosed = middle == 0x29 && (first == 0 ? hasParenthesis : groups.separators[1] == 0x28)
        if isEnclosed { return count }
        guard middle == last, middle == 0x2D || middle == 0x2E || (middle == 0x20 && isNamed) else { return nil }
        return count
    }

    /// A zero, an area of two to five digits with it, and the rest: 9 to 12 digits in groups.
    private static func trunk(_ text: ScanText, _ groups: DigitGroups, _ hasParenthesis: Bool) -> Int? {
        guard groups.groupCount > 1, groups.digits[0] == 0x30, groups.digits[1] != 0x30 else { return nil }
        let area = groups.totals[0]
        guard area >= 2, area <= 6 else { return nil }
        let separator = groups.separators[1]
        if separator == 0x29, !hasParenthesis { return nil }
        // Pairs, as in France: five of them, and no more, since bytes are written so.
        if area == 2, groups.begin(as: 0x22222) {
            let isAlone = groups.groupCount == 5 && !isBehindPair(text, groups.start)
            return isAlone && groups.isUniform(1..<5) && separator != 0x2F && groups.mayEnd(behind: 5, in: text)
                ? 5 : nil
        }
        // 02110-1301 is a postal code of the United States.
        guard separator != 0x2E, separator != 0x28, !isDate(groups), !groups.begin(as: 0x54) else { return nil }
        var best: Int?
        for count in 2...groups.groupCount {
            let total = groups.totals[count - 1]
            guard total <= 12 else { break }
            guard total >= 9, count == 2 || groups.isUniform(2..<count), groups.mayEnd(behind: count, in: text),
                count == 2 || groups.separators[2] == 0x20 || groups.separators[2] == 0x2D
            else { continue }
            best = count
            if total == 10 || total == 11 { break }
        }
        return best
    }

    /// Whether two hexadecimal digits and a space stand before a place.
    private static func isBehindPair(_ text: ScanText, _ start: Int) -> Bool {
        text[start - 1] == 0x20 && text[start - 2].isHexDigit && text[start - 3].isHexDigit
            && !text[start - 4].isAlphanumeric
    }

    /// `(11) 91234-5678`: an area in parentheses, and two groups.
    private static func areaInParentheses(_ text: ScanText, _ groups: DigitGroups, _ hasParenthesis: Bool) -> Int? {
        guard hasParenthesis, groups.groupCount > 2, groups.separators[1] == 0x29 else { return nil }
        let (area, middle, last) = (groups.totals[0], groups.count(1), groups.count(2))
        guard area == 2 || area == 3, middle == 4 || middle == 5, last == 4, groups.separators[2] == 0x2D else {
            return nil
        }
        return groups.mayEnd(behind: 3, in: text) ? 3 : nil
    }

    /// As many groups as a number can have that is named as one; nil for dates and fractions.
    private static func named(_ text: ScanText, _ groups: DigitGroups, _ fewest: Int) -> Int? {
        guard !isDate(groups) else { return nil }
        // As in Spain and Poland; what follows is another number, unless it is a fourth group of three.
        if groups.begin(as: 0x333), !groups.begin(as: 0x3333), groups.isUniform(1..<3),
            groups.mayEnd(behind: 3, in: text)
        {
            return 3
        }
        for count in (1...groups.groupCount).reversed() {
            let total = groups.totals[count - 1]
            guard total >= fewest, total <= 15, groups.mayEnd(behind: count, in: text), hasPlainDots(groups, count)
            else {
                continue
            }
            if count == 2, groups.separators[1] == 0x2E { return nil }
            return count
        }
        return nil
    }

    /// Behind "call": groups, a trunk zero, or ten digits of the North American plan.
    private static func isLikely(_ groups: DigitGroups, _ count: Int) -> Bool {
        if count > 1 { return true }
        if groups.digits[0] == 0x30 { return groups.totals[0] >= 9 }
        return groups.totals[0] == 10 && groups.digits[0] > 0x31 && groups.digits[3] > 0x31
    }

    /// 2024-05-06, 06.05.2024, 2015-2018
    private static func isDate(_ groups: DigitGroups) -> Bool {
        if groups.begin(as: 0x44), groups.groupCount == 2, groups.digits[4] < 0x33 {
            return (1900..<2100).contains(groups.number(0..<4)) && (1900..<2100).contains(groups.number(4..<8))
        }
        guard groups.groupCount > 2, groups.isUniform(1..<3), groups.separators[1] != 0x20 else { return false }
        return groups.begin(as: 0x422) || groups.begin(as: 0x224)
    }

    // MARK: Extensions

    /// Where an extension ends that follows: `x12`, `ext. 12`; the number's own end if there is none.
    private static func extensionEnd(_ text: ScanText, _ end: Int) -> Int {
        var index = end
        if text[index] == 0x20 { index += 1 }
        guard text[index] | 0x20 == 0x78 || text[index] | 0x20 == 0x65 else { return end }
        if text.has("ext", at: index) {
            index += 3
            if text.has("ension", at: index) { index += 6 }
            if text[index] == 0x2E { index += 1 }
        } else if text[index] | 0x20 == 0x78 {
            index += 1
        } else {
            return end
        }
        if text[index] == 0x20 { index += 1 }
        let last = text.end(of: .digits, from: index, limit: 7)
        return last > index && last - index < 7 && !text[last].isAlphanumeric ? last : end
    }
}

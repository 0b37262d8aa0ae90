/// Words of digits, and what can be written with them.
extension ScanPass {
    mutating func number(_ text: ScanText, _ range: Range<Int>) -> Int {
        let (start, end) = (range.lowerBound, range.upperBound)
        let next = text[end]
        let goesOn = next == 0x20 || next == 0x28 || next == 0x29 || (next &- 0x2D < 3)
        if !goesOn {
            if next == 0x3A || next == 0x2D, range.count <= 8, let found = hexadecimal(text, range) { return found }
            if range.count < 7 { return end }
        }
        // Behind a point: the rest of a fraction.
        if text[start - 1] == 0x2E, text[start - 2].isDigit { return end }
        let topics = context.current(at: start)
        if goesOn {
            if next == 0x2D || next == 0x2F, range.count == 4 || topics.contains(.birth),
                let finding = DateScan.find(text, at: start, topics)
            {
                return add(finding)
            }
            if next == 0x2D || next == 0x2E, let found = hexadecimal(text, range) { return found }
            if next == 0x2E, let found = dotted(text, range, topics) { return found }
        } else if range.count < 12, topics.isEmpty, text[start - 1] != 0x2B {
            return end
        }
        return groups(text, range, topics) ?? end
    }

    /// A number with a point behind it.
    private mutating func dotted(_ text: ScanText, _ range: Range<Int>, _ topics: ScanTopics) -> Int? {
        guard range.count <= 3 else { return nil }
        if let finding = AddressScan.ipv4(text, at: range.lowerBound, topics) { return add(finding) }
        if topics.contains(.birth), let finding = DateScan.find(text, at: range.lowerBound, topics) {
            return add(finding)
        }
        return CoordinateScan.find(text, at: range.lowerBound, topics).map { add($0) }
    }

    /// Whatever is written as groups of digits.
    private mutating func groups(_ text: ScanText, _ range: Range<Int>, _ topics: ScanTopics) -> Int? {
        let groups = DigitGroups(text, at: range.lowerBound)
        guard groups.groupCount > 0, groups.totals[groups.groupCount - 1] > 6 else { return nil }
        if text[range.lowerBound - 1] == 0x2B {
            return PhoneScan.find(text, groups, topics, isNamedBehind: false).map { add($0) }
        }
        if let finding = SocialSecurityScan.find(text, groups, topics) { return add(finding) }
        if !topics.contains(.phone) || topics.contains(.card), let finding = CardScan.find(text, groups, topics) {
            return add(finding)
        }
        let isNamedBehind = !topics.contains(.structural) && isNamedPhone(text, behind: groups)
        return PhoneScan.find(text, groups, topics, isNamedBehind: isNamedBehind).map { add($0) }
    }

    /// `555 1234 (mobile)`, `555 1234-Fax`: a word behind the last group says what it is.
    private func isNamedPhone(_ text: ScanText, behind groups: DigitGroups) -> Bool {
        var start = groups.ends[groups.groupCount - 1]
        let limit = start + 2
        while start < limit, text[start] == 0x20 || text[start] == 0x2D || text[start] == 0x28 { start += 1 }
        let end = text.end(of: .base62, from: start, limit: 12)
        guard end > start, text[start - 1].isDigit == false else { return false }
        return tables.keywords.topics(of: text.bytes, start..<end).contains(.phone)
    }

    /// Digits that an extension follows at once: `5551234567x89`.
    mutating func extendedNumber(_ text: ScanText, _ range: Range<Int>) -> Int? {
        let end = text.end(of: .digits, from: range.lowerBound, limit: 16)
        guard end - range.lowerBound >= 7, text[end] | 0x20 == 0x78 else { return nil }
        return groups(text, range, context.current(at: range.lowerBound))
    }
}

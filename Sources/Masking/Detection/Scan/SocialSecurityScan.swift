/// Social security numbers of the United States: area, group and serial number, none of them zero; areas 666 and from 900
/// were never given. With dashes they are found anywhere, with spaces or none where they are named.
enum SocialSecurityScan {
    static func find(_ text: ScanText, _ groups: DigitGroups, _ topics: ScanTopics) -> Finding? {
        let isNamed = topics.contains(.socialSecurity)
        let groupCount: Int
        if groups.begin(as: 0x324) {
            let separator = groups.separators[1]
            guard groups.isUniform(1..<3), separator == 0x2D || (isNamed && separator == 0x20) else { return nil }
            groupCount = 3
        } else if isNamed, groups.totals[0] == 9 {
            groupCount = 1
        } else {
            return nil
        }
        guard groups.mayEnd(behind: groupCount, in: text), isNamed || topics.isDisjoint(with: .thing),
            !CardScan.isBehindNumber(text, groups.start)
        else { return nil }
        let (area, group, serial) = (groups.number(0..<3), groups.number(3..<5), groups.number(5..<9))
        guard area > 0, area != 666, area < 900, group > 0, serial > 0 else { return nil }
        let range = groups.start..<groups.ends[groupCount - 1]
        // A wallet maker's, an advertisement's, and the one that everybody types.
        let isExample = [78_051_120, 219_099_999, 123_456_789, 457_555_462].contains(groups.number(0..<9))
        let confidence: Confidence = isExample ? .publicTest : isNamed ? .high : .medium
        return Finding(.ssn, range, confidence, isNamed ? .nearbyName : .form)
    }
}

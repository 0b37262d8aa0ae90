/// A row of groups of digits with one separator between two of them, as numbers are written for people.
///
/// Cards, telephone numbers and social security numbers are told apart by how many digits the groups have, and by what
/// separates them.
struct DigitGroups {
    static let mostGroups = 8
    static let mostDigits = 24

    /// The digits of all groups.
    private(set) var digits = InlineArray<24, UInt8>(repeating: 0)
    private(set) var groupCount = 0
    /// Where each group ends in the text.
    private(set) var ends = InlineArray<8, Int>(repeating: 0)
    /// How many digits there are up to the end of each group.
    private(set) var totals = InlineArray<8, Int>(repeating: 0)
    /// What stands before each group: a space, `-`, `.`, `/`, `(` or `)`, each with or without a space; 0 for the first.
    private(set) var separators = InlineArray<8, UInt8>(repeating: 0)
    /// Where the first digit is.
    let start: Int

    /// Gathers the groups from a place where digits begin. A group that goes on as a word belongs to none of them,
    /// unless an `x` begins an extension.
    init(_ text: ScanText, at start: Int) {
        self.start = start
        var index = start
        var separator: UInt8 = 0
        var total = 0
        while groupCount < Self.mostGroups {
            let first = index
            while text[index].isDigit, total < Self.mostDigits {
                digits[total] = text[index]
                total += 1
                index += 1
            }
            let next = text[index]
            guard index > first, !next.isAlphanumeric || (next | 0x20 == 0x78 && text[index + 1].isDigit) else { break }
            ends[groupCount] = index
            totals[groupCount] = total
            separators[groupCount] = separator
            groupCount += 1
            guard let found = Self.separator(text, at: index) else { break }
            separator = found.separator
            index = found.end
        }
    }

    /// One separator before a digit: a space, a mark, a mark with spaces around it, `)-`, `-(`.
    private static func separator(_ text: ScanText, at start: Int) -> (separator: UInt8, end: Int)? {
        var separator: UInt8 = 0
        var index = start
        while index - start < 3 {
            let byte = text[index]
            switch byte {
            case 0x20: if text[index + 1] == 0x20 { return nil }
            case 0x28: separator = byte
            case 0x29: separator = byte
            case 0x2D, 0x2E, 0x2F:
                guard separator == 0 || separator == 0x29 else { return nil }
                if separator == 0 { separator = byte }
            default: return nil
            }
            index += 1
            if text[index].isDigit { return (separator == 0 ? 0x20 : separator, index) }
        }
        return nil
    }

    /// How many digits one group has.
    func count(_ group: Int) -> Int { group == 0 ? totals[0] : totals[group] - totals[group - 1] }

    /// Whether the first groups have so many digits each as the hexadecimal digits of a number say: 0x334 is three, three
    /// and four.
    func begin(as shape: UInt32) -> Bool {
        let groups = Self.groupCount(of: shape)
        guard groups <= groupCount else { return false }
        for group in 0..<groups where count(group) != Int(shape >> UInt32(4 * (groups - 1 - group)) & 15) {
            return false
        }
        return true
    }

    /// How many groups a shape has.
    static func groupCount(of shape: UInt32) -> Int { (35 - shape.leadingZeroBitCount) / 4 }

    /// Whether the same separator stands before all groups of a range.
    func isUniform(_ groups: Range<Int>) -> Bool {
        for group in groups where separators[group] != separators[groups.lowerBound] { return false }
        return true
    }

    /// Whether the number may end behind so many groups: what follows does not go on with it.
    func mayEnd(behind groups: Int, in text: ScanText) -> Bool {
        let end = ends[groups - 1]
        let next = text[end]
        if next.isAlphanumeric { return next | 0x20 == 0x78 }
        switch next {
        case 0x2D, 0x2E, 0x2F, 0x3A: return !text[end + 1].isDigit
        default: return true
        }
    }

    /// The digits of a range of places as a number; nine places at most.
    func number(_ places: Range<Int>) -> Int {
        var number = 0
        for place in places { number = number * 10 + Int(digits[place] & 15) }
        return number
    }
}

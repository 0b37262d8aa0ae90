/// Which letters beyond ASCII may stand for each other: those of one script and case that take the same bytes.
///
/// Unicode lays scripts out in blocks that begin at multiples of 128, so a class is the letters of one case within 128
/// code points; Han and Hangul, which fill long ranges, are one class each. Decimal digits of other scripts are
/// classes too. Everything else (marks, symbols, emoji) has no class and stays.
struct LetterClasses: Sendable {
    /// A letter's class, and its number within it.
    struct Place: Sendable {
        /// The class; stable within one run.
        var letterClass: UInt16
        /// The letter's number, from 0.
        var index: UInt32
        /// How many letters the class has.
        var size: UInt32
    }

    static let shared = LetterClasses()

    /// Long ranges that are one class each: the first code points of the class table.
    private static let ranges: [ClosedRange<UInt32>] = [
        0x4E00...0x9FFF,  // Han
        0xAC00...0xD7A3,  // Hangul syllables
        0x3400...0x4DBF,  // Han extension A
        0x20000...0x2A6DF,  // Han extension B
    ]
    private static let lowEnd: UInt32 = 0x3400
    private static let highPlane: ClosedRange<UInt32> = 0x10000...0x1FFFF

    private let low: Table
    private let high: Table
    private let upper: Table

    private init() {
        low = Table(0x80..<Self.lowEnd)
        high = Table(0xA000..<0x10000)
        upper = Table(0x10000..<0x1F000)
    }

    /// The class of a scalar, or nil when it stays as it is.
    func place(_ scalar: UInt32) -> Place? {
        for (number, range) in Self.ranges.enumerated() where range.contains(scalar) {
            return Place(letterClass: UInt16(number), index: scalar - range.lowerBound, size: UInt32(range.count))
        }
        return low.place(scalar, firstClass: 0x1000) ?? high.place(scalar, firstClass: 0x4000)
            ?? upper.place(scalar, firstClass: 0x8000)
    }

    /// The letter of a class with a number.
    func scalar(_ letterClass: UInt16, _ index: UInt32) -> UInt32 {
        switch letterClass {
        case 0..<0x1000: Self.ranges[Int(letterClass)].lowerBound + index
        case 0x1000..<0x4000: low.members[Int(letterClass) - 0x1000][Int(index)]
        case 0x4000..<0x8000: high.members[Int(letterClass) - 0x4000][Int(index)]
        default: upper.members[Int(letterClass) - 0x8000][Int(index)]
        }
    }

    /// The classes of a run of code points, found from their general category.
    private struct Table: Sendable {
        var members: [[UInt32]] = []
        private var entries: [UInt32]
        private let range: Range<UInt32>

        init(_ range: Range<UInt32>) {
            self.range = range
            entries = [UInt32](repeating: .max, count: range.count)
            var classes: [UInt32: Int] = [:]
            for scalar in range {
                if LetterClasses.ranges.contains(where: { $0.contains(scalar) }) { continue }
                guard let group = Self.group(scalar) else { continue }
                let name = (scalar >> 7) << 3 | group
                let number = classes[name] ?? members.count
                if number == members.count {
                    classes[name] = number
                    members.append([])
                }
                entries[Int(scalar - range.lowerBound)] = UInt32(number) << 16 | UInt32(members[number].count)
                members[number].append(scalar)
            }
        }

        func place(_ scalar: UInt32, firstClass: UInt16) -> Place? {
            guard range.contains(scalar) else { return nil }
            let entry = entries[Int(scalar - range.lowerBound)]
            guard entry != .max else { return nil }
            let number = Int(entry >> 16)
            return Place(
                letterClass: firstClass + UInt16(number), index: entry & 0xFFFF, size: UInt32(members[number].count))
        }

        private static func group(_ scalar: UInt32) -> UInt32? {
            guard let scalar = Unicode.Scalar(scalar) else { return nil }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter: return 0
            case .lowercaseLetter: return 1
            case .otherLetter: return 2
            case .modifierLetter: return 3
            case .decimalNumber: return 4
            default: return nil
            }
        }
    }
}

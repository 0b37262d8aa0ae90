/// Which letters beyond ASCII may stand for each other: those of one script and case that take the same bytes.
///
/// Unicode lays scripts out in blocks, most of which begin at multiples of 128, so a class is the letters of one case
/// between two such borders; Han and Hangul, which fill long ranges, are one class each. Decimal digits of other
/// scripts are classes too. Everything else (marks, symbols, emoji) has no class and stays.
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
        0x2A700...0x2B739,  // Han extension C
        0x2B740...0x2B81D,  // Han extension D
        0x2B820...0x2CEA1,  // Han extension E
        0x2CEB0...0x2EBE0,  // Han extension F
        0x2F800...0x2FA1D,  // Han compatibility supplement
        0x30000...0x3134A,  // Han extension G
        0x31350...0x323AF,  // Han extension H
    ]
    /// Where another script begins within a run of 128: Armenian, Arabic, N'Ko, Mandaic, Syriac, Arabic, Georgian, Runic,
    /// Hanunoo, Buhid, Tagbanwa, Tai Tham, Batak, Ol Chiki, Georgian, Latin, Tifinagh, Katakana, Hangul, Bopomofo,
    /// Katakana, Lisu, Cyrillic, Bamum, Latin, Phags-pa, Rejang, Hangul, Myanmar, Latin, Cherokee, Meetei, Hangul,
    /// Armenian, Hebrew, Arabic, Arabic forms, Katakana and Hangul of half width.
    private static let scriptBorders: [UInt32] = [
        0x530, 0x750, 0x7C0, 0x840, 0x860, 0x870, 0x10A0, 0x16A0, 0x1720, 0x1740, 0x1760, 0x1A20, 0x1BC0, 0x1C50,
        0x1C90,
        0x2C60, 0x2D30, 0x30A0, 0x3130, 0x31A0, 0x31F0, 0xA4D0, 0xA640, 0xA6A0, 0xA720, 0xA840, 0xA930, 0xA960, 0xAA60,
        0xAB30, 0xAB70, 0xABC0, 0xD7B0, 0xFB13, 0xFB1D, 0xFB50, 0xFE70, 0xFF66, 0xFFA0,
    ]
    private static let lowEnd: UInt32 = 0x3400

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
        if scalar < Self.lowEnd { return low.place(scalar, firstClass: 0x1000) }
        for (number, range) in Self.ranges.enumerated() where range.contains(scalar) {
            return Place(letterClass: UInt16(number), index: scalar - range.lowerBound, size: UInt32(range.count))
        }
        return scalar < 0x10000 ? high.place(scalar, firstClass: 0x4000) : upper.place(scalar, firstClass: 0x8000)
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
            var bordersPassed: UInt32 = 0
            for scalar in range {
                if LetterClasses.scriptBorders.contains(scalar) { bordersPassed += 1 }
                if LetterClasses.ranges.contains(where: { $0.contains(scalar) }) { continue }
                guard let group = Self.group(scalar) else { continue }
                let name = ((scalar >> 7) << 6 | bordersPassed) << 3 | group
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

/// The date of birth inside an identifier.
struct IdentifierDate: Sendable {
    /// How month and day are written.
    enum Calendar: Sendable {
        case plain
        /// Twenties are added to the month for the century, which stays (PESEL).
        case monthHoldsCentury
        /// A letter for the month; forty is added to a woman's day (codice fiscale).
        case italian
    }

    /// A date as a number among those of its class.
    struct Symbol {
        var value: UInt64
        var size: UInt64
        /// What of it stays: whether it is 29 February, and what is added to the month.
        var dateClass: Int
    }

    private let calendar: Calendar
    private let year: Range<Int>
    private let month: Range<Int>
    private let day: Range<Int>

    private static let italianMonths = Array("ABCDEHLMPRST".utf8)
    private static let monthDays: [UInt64] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// The date among the places of a pattern, whose letters are given; nil without one.
    init?(_ letters: [UInt8], _ calendar: Calendar) {
        func places(_ letter: UInt8) -> Range<Int> {
            guard let first = letters.firstIndex(of: letter), let last = letters.lastIndex(of: letter) else {
                return 0..<0
            }
            return first..<last + 1
        }
        (year, month, day) = (places(0x59), places(0x4D), places(0x44))
        self.calendar = calendar
        if month.isEmpty { return nil }
    }

    /// The date as a number, or nil if there is no such date.
    func symbol(_ text: CompactText) -> Symbol? {
        for places in [year, month, day] where !(calendar == .italian && places == month) {
            for place in places where text.digit(place) > 9 { return nil }
        }
        guard let written = monthNumber(text), (1...12).contains(written.month) else { return nil }
        let month = written.month
        if day.isEmpty { return Symbol(value: month - 1, size: 12, dateClass: 0) }
        var dayNumber = text.number(day)
        if year.count == 4 {
            guard let days = DateKind.days(Int(text.number(year)), Int(month), Int(dayNumber)) else { return nil }
            return Symbol(value: days, size: DateKind.dayCount, dateClass: 0)
        }
        let sexes: UInt64 = calendar == .italian ? 2 : 1
        let sex: UInt64 = sexes == 2 && dayNumber > 40 ? 1 : 0
        dayNumber -= 40 * sex
        let yearNumber = text.number(year)
        let monthClass = Int(written.added)
        if month == 2, dayNumber == 29 {
            // Years of two digits; 00 is a leap year in some centuries only.
            guard yearNumber % 4 == 0 else { return nil }
            if yearNumber == 0 { return Symbol(value: sex, size: sexes, dateClass: monthClass + 2) }
            return Symbol(value: (yearNumber / 4 - 1) * sexes + sex, size: 24 * sexes, dateClass: monthClass + 1)
        }
        guard dayNumber >= 1, dayNumber <= Self.monthDays[Int(month) - 1] else { return nil }
        let dayOfYear = Self.monthDays[..<(Int(month) - 1)].reduce(dayNumber - 1, +)
        return Symbol(
            value: (yearNumber * 365 + dayOfYear) * sexes + sex, size: 36_500 * sexes, dateClass: monthClass)
    }

    /// Writes a date over one of the same class.
    func store(_ symbol: Symbol, into text: inout CompactText) {
        if day.isEmpty { return text.store(symbol.value + 1, month) }
        if year.count == 4 {
            let date = DateKind.date(symbol.value)
            text.store(UInt64(date.year), year)
            text.store(UInt64(date.month), month)
            text.store(UInt64(date.day), day)
            return
        }
        let sexes: UInt64 = calendar == .italian ? 2 : 1
        let sex = symbol.value % sexes
        let added = UInt64(symbol.dateClass / 20 * 20)
        let value = symbol.value / sexes
        switch symbol.dateClass % 20 {
        case 0:
            var rest = value % 365
            var month = 0
            while month < 11, rest >= Self.monthDays[month] {
                rest -= Self.monthDays[month]
                month += 1
            }
            text.store(value / 365, year)
            storeMonth(UInt64(month + 1) + added, into: &text)
            text.store(rest + 1 + 40 * sex, day)
        case 1:
            text.store((value + 1) * 4, year)
            text.store(29 + 40 * sex, day)
        default: text.store(29 + 40 * sex, day)
        }
    }

    private func monthNumber(_ text: CompactText) -> (month: UInt64, added: UInt64)? {
        switch calendar {
        case .plain: return (text.number(month), 0)
        case .monthHoldsCentury: return (text.number(month) % 20, text.number(month) / 20 * 20)
        case .italian:
            return Self.italianMonths.firstIndex(of: text[month.lowerBound]).map { (UInt64($0) + 1, 0) }
        }
    }

    private func storeMonth(_ number: UInt64, into text: inout CompactText) {
        if calendar == .italian {
            text[month.lowerBound] = Self.italianMonths[Int(number) - 1]
        } else {
            text.store(number, month)
        }
    }
}

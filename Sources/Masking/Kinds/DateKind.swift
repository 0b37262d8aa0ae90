/// Dates and date-times of ISO 8601 and RFC 3339: `1985-04-12`, `1985-04-12T23:20:50.52Z`, `1985-04-12 23:20:50+01:00`.
enum DateKind {
    struct Form {
        /// Days since 1900-01-01.
        var day: UInt64
        /// Seconds of the day, where hours, minutes and seconds follow.
        var second: UInt64?
        /// Digits behind the second's point.
        var fraction: Range<Int>
    }

    /// Days from 1900 to 2099.
    static let dayCount: UInt64 = 73_049
    private static let monthDays: [Int] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        guard range.count >= 10, range.count <= 40 else { return nil }
        let start = range.lowerBound
        guard text[start + 4] == 0x2D, text[start + 7] == 0x2D, let year = number(text, start, 4),
            let month = number(text, start + 5, 2), let day = number(text, start + 8, 2),
            let days = days(year, month, day)
        else { return nil }
        var form = Form(day: days, second: nil, fraction: start..<start)
        var index = start + 10
        if index == range.upperBound { return form }
        guard range.count >= 19, text[index] == 0x54 || text[index] == 0x20, text[index + 3] == 0x3A,
            text[index + 6] == 0x3A, let hour = number(text, index + 1, 2), let minute = number(text, index + 4, 2),
            let second = number(text, index + 7, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        form.second = UInt64(hour * 3600 + minute * 60 + second)
        index += 9
        if index < range.upperBound, text[index] == 0x2E {
            let first = index + 1
            index = first
            while index < range.upperBound, text[index] &- 0x30 < 10 { index += 1 }
            guard index > first, index - first <= 9 else { return nil }
            form.fraction = first..<index
        }
        return isZone(text, index..<range.upperBound) ? form : nil
    }

    /// Nothing, `Z`, `+01:00`, `+0100` or `+01`.
    private static func isZone(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        switch range.count {
        case 0: return true
        case 1: return text[start] == 0x5A
        case 3, 5, 6:
            guard text[start] == 0x2B || text[start] == 0x2D, number(text, start + 1, 2) != nil else { return false }
            if range.count == 3 { return true }
            if range.count == 6, text[start + 3] != 0x3A { return false }
            return number(text, range.upperBound - 2, 2) != nil
        default: return false
        }
    }

    static func number(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// Writes the last digits of a number over as many.
    static func store(_ value: Int, into text: inout MutableSpan<UInt8>, _ start: Int, _ count: Int) {
        var rest = value
        for index in (start..<start + count).reversed() {
            text[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func daysIn(month: Int, year: Int) -> Int {
        month == 2 && isLeap(year) ? 29 : monthDays[month - 1]
    }

    /// Days since 1900-01-01 of a date up to 2099-12-31, or nil if there is no such date.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> UInt64? {
        guard (1900...2099).contains(year), (1...12).contains(month), day >= 1, day <= daysIn(month: month, year: year)
        else { return nil }
        return daysSince1900(year, month, day)
    }

    private static func daysSince1900(_ year: Int, _ month: Int, _ day: Int) -> UInt64 {
        // Years begin in March, so that the leap day ends one.
        let shifted = month < 3 ? year - 1 : year
        let era = shifted - 1600
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return UInt64(era * 365 + era / 4 - era / 100 + era / 400 + dayOfYear - daysTo1900)
    }

    /// Days from 1600-03-01 to 1900-01-01.
    private static let daysTo1900 = 109_513

    /// Year, month and day of a number of days since 1900-01-01.
    static func date(_ days: UInt64) -> (year: Int, month: Int, day: Int) {
        let rest = Int(days) + daysTo1900
        let era = rest / 146_097
        let dayOfEra = rest % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = 1600 + era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}

extension Masker {
    /// Day and second are permuted together within 1900 to 2099, so the result is a valid date; the zone stays.
    mutating func maskDate(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = DateKind.parse(text, range) else { return }
        let start = range.lowerBound
        var day = form.day
        if let second = form.second {
            let rank = dates.permuted(day * 86_400 + second, below: DateKind.dayCount * 86_400)
            day = rank / 86_400
            let second = Int(rank % 86_400)
            DateKind.store(second / 3600, into: &text, start + 11, 2)
            DateKind.store(second / 60 % 60, into: &text, start + 14, 2)
            DateKind.store(second % 60, into: &text, start + 17, 2)
        } else {
            day = dates.permuted(day, below: DateKind.dayCount)
        }
        let date = DateKind.date(day)
        DateKind.store(date.year, into: &text, start, 4)
        DateKind.store(date.month, into: &text, start + 5, 2)
        DateKind.store(date.day, into: &text, start + 8, 2)
        if !form.fraction.isEmpty {
            var value: UInt64 = 0
            var size: UInt64 = 1
            for index in form.fraction {
                value = value * 10 + UInt64(text[index] - 0x30)
                size *= 10
            }
            value = dates.permuted(value, below: size, tweak: size)
            DateKind.store(Int(value), into: &text, form.fraction.lowerBound, form.fraction.count)
        }
    }
}

/// Dates of ISO 8601, with a time or without, between 1900 and 2099; and, where a birthday is named, dates as people write
/// them.
enum DateScan {
    static func find(_ text: ScanText, at start: Int, _ topics: ScanTopics) -> Finding? {
        let isBirthday = topics.contains(.birth)
        guard let end = isoEnd(text, at: start) ?? (isBirthday ? dottedEnd(text, at: start) : nil) else { return nil }
        return Finding(
            .date, start..<end, isBirthday ? .medium : .low, isBirthday ? .nearbyName : .form)
    }

    private static func isoEnd(_ text: ScanText, at start: Int) -> Int? {
        guard let year = number(text, start, 4), year >= 1900, year < 2100 else { return nil }
        let separator = text[start + 4]
        guard separator == 0x2D || separator == 0x2F, text[start + 7] == separator else { return nil }
        guard let month = number(text, start + 5, 2), 1...12 ~= month, let day = number(text, start + 8, 2),
            1...31 ~= day
        else { return nil }
        let end = start + 10
        let next = text[end]
        if next | 0x20 == 0x74 || next == 0x20, let time = timeEnd(text, at: end + 1) { return time }
        let goesOn = next.isAlphanumeric || (next == separator && text[end + 1].isAlphanumeric)
        return goesOn ? nil : end
    }

    /// `12:34`, `12:34:56.789Z`, `12:34:56+01:00`
    private static func timeEnd(_ text: ScanText, at start: Int) -> Int? {
        guard let hour = number(text, start, 2), hour < 25, text[start + 2] == 0x3A,
            let minute = number(text, start + 3, 2), minute < 60
        else { return nil }
        var end = start + 5
        if text[end] == 0x3A, number(text, end + 1, 2) != nil {
            end += 3
            if text[end] == 0x2E || text[end] == 0x2C, text[end + 1].isDigit {
                end = text.end(of: .digits, from: end + 1, limit: 9)
            }
        }
        if text[end] | 0x20 == 0x7A { return text[end + 1].isAlphanumeric ? nil : end + 1 }
        if text[end] == 0x2B || text[end] == 0x2D, number(text, end + 1, 2) != nil {
            let minutes = text[end + 3] == 0x3A ? end + 4 : end + 3
            return number(text, minutes, 2) == nil ? end + 3 : minutes + 2
        }
        return text[end].isAlphanumeric ? nil : end
    }

    /// `31.12.1980`, `12/31/1980`, `3.4.80`
    private static func dottedEnd(_ text: ScanText, at start: Int) -> Int? {
        var index = start
        var separator: UInt8 = 0
        for part in 0..<3 {
            let end = text.end(of: .digits, from: index, limit: 5)
            let count = end - index
            guard part < 2 ? count == 1 || count == 2 : count == 2 || count == 4 else { return nil }
            index = end
            if part == 0 { separator = text[index] }
            if part < 2 {
                guard text[index] == separator, separator == 0x2E || separator == 0x2F || separator == 0x2D else {
                    return nil
                }
                index += 1
            }
        }
        return text[index].isAlphanumeric ? nil : index
    }

    private static func number(_ text: ScanText, _ start: Int, _ count: Int) -> Int? {
        var number = 0
        for index in start..<start + count {
            guard text[index].isDigit else { return nil }
            number = number * 10 + Int(text[index] & 15)
        }
        return number
    }
}

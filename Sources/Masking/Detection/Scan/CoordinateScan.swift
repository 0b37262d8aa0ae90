/// Latitude and longitude in degrees: a pair with four decimals or more, or a fraction that is named as one of them.
enum CoordinateScan {
    private struct Degrees {
        var whole: Int
        var decimals: Int
        var start: Int
        var end: Int
    }

    static func find(_ text: ScanText, at start: Int, _ topics: ScanTopics) -> Finding? {
        guard let first = degrees(text, at: start) else { return nil }
        let isNamed = !topics.isDisjoint(with: [.latitude, .longitude])
        if first.whole <= 90, first.decimals >= 4, let second = second(text, behind: first.end) {
            return Finding(
                .coordinates, first.start..<second, isNamed ? .medium : .low, isNamed ? .nearbyName : .form)
        }
        guard isNamed, first.decimals >= 2 else { return nil }
        return Finding(.coordinates, first.start..<first.end, .medium, .nearbyName)
    }

    /// The other half of a pair, behind a comma, a space or both.
    private static func second(_ text: ScanText, behind end: Int) -> Int? {
        var index = end
        if text[index] == 0x2C { index += 1 }
        if text[index] == 0x20 { index += 1 }
        guard index > end else { return nil }
        if text[index] == 0x2D { index += 1 }
        guard let degrees = degrees(text, at: index), degrees.decimals >= 4 else { return nil }
        return degrees.end
    }

    /// A fraction up to 180 degrees; its sign belongs to it.
    private static func degrees(_ text: ScanText, at start: Int) -> Degrees? {
        let point = text.end(of: .digits, from: start, limit: 4)
        guard point - start <= 3, point > start, text[point] == 0x2E else { return nil }
        let end = text.end(of: .digits, from: point + 1, limit: 18)
        guard end - point > 2, !text[end].isAlphanumeric, text[end] != 0x2E || !text[end + 1].isDigit else {
            return nil
        }
        var whole = 0
        for index in start..<point { whole = whole * 10 + Int(text[index] & 15) }
        guard whole <= 180 else { return nil }
        let isNegative = text[start - 1] == 0x2D && !text[start - 2].isAlphanumeric
        return Degrees(whole: whole, decimals: end - point - 1, start: isNegative ? start - 1 : start, end: end)
    }
}

/// Pictures of a page, as SVG within it. Each has a title that a screen reader says; the numbers stand in a table beside it.
enum Chart {
    /// One part of a bar, or one bar.
    struct Share {
        var label: String
        var value: Int
        /// The number of a colour of the page's style, from 1 to 4; patterns tell them apart where colour does not.
        var color: Int
    }

    private static let width = 720

    /// One bar with a part for each share.
    static func bar(_ title: String, _ shares: [Share]) -> String {
        let total = max(shares.reduce(0) { $0 + $1.value }, 1)
        var start = 0.0
        var parts = ""
        for share in shares where share.value > 0 {
            let length = Double(share.value) / Double(total) * Double(width)
            parts +=
                "<rect class=\"c\(share.color)\" x=\"\(number(start))\" y=\"0\" width=\"\(number(length))\" height=\"36\"/>"
            start += length
        }
        let legend = shares.map { share in
            let percent = percent(share.value, of: total)
            return
                "<li><span class=\"key c\(share.color)\"></span> \(Markup.escaped("\(share.label): \(percent)"))</li>"
        }
        return figure(title, height: 36, parts) + "<ul class=\"legend\">\(legend.joined())</ul>"
    }

    /// A bar below the other for each share, the longest as wide as there is room.
    static func bars(_ title: String, _ shares: [Share]) -> String {
        let most = max(shares.map(\.value).max() ?? 1, 1)
        var parts = ""
        for (row, share) in shares.enumerated() {
            let top = row * 26
            let length = Double(share.value) / Double(most) * Double(width - 280)
            parts += "<text x=\"120\" y=\"\(top + 17)\" text-anchor=\"end\">\(Markup.escaped(share.label))</text>"
            parts +=
                "<rect class=\"c\(share.color)\" x=\"130\" y=\"\(top + 3)\" width=\"\(number(max(length, share.value > 0 ? 1 : 0)))\" height=\"20\"/>"
            parts += "<text x=\"\(number(138 + length))\" y=\"\(top + 17)\">\(share.value)</text>"
        }
        return figure(title, height: max(shares.count, 1) * 26, parts)
    }

    private static func figure(_ title: String, height: Int, _ parts: String) -> String {
        "<figure><svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(Markup.escaped(title))\">"
            + "<title>\(Markup.escaped(title))</title>\(parts)</svg></figure>"
    }

    /// A share in words: never 100 % of what is not all, never 0 % of what is something.
    static func percent(_ value: Int, of total: Int) -> String {
        guard total > 0, value > 0 else { return "0 %" }
        if value == total { return "100 %" }
        let share = Double(value) / Double(total) * 100
        if share < 0.1 { return "less than 0.1 %" }
        return "\(number(min(share, 99.9))) %"
    }

    /// One digit behind the point.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

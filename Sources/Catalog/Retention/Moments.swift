import Foundation

/// Spans of time and moments, as people read them.
public enum Moments {
    /// A span in the largest unit that divides it: 30d, 36h, 90m, 45s.
    public static func text(_ milliseconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")]
        for (length, name) in units where milliseconds != 0 && milliseconds.isMultiple(of: length) {
            return "\(milliseconds / length)\(name)"
        }
        return "\(milliseconds)ms"
    }

    /// A moment and a span behind it; the last moment there is where that is later.
    static func sum(_ moment: Int64, _ span: Int64) -> Int64 {
        let (sum, isBeyond) = moment.addingReportingOverflow(span)
        return !isBeyond ? sum : span < 0 ? .min : .max
    }

    /// A moment as `2026-11-25T04:16:28Z`.
    public static func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    }

    /// A moment as `2026-11-25T04:16:28.123Z`.
    static func exact(_ milliseconds: Int64) -> String {
        let thousandths = String(milliseconds % 1000 + 1000).dropFirst()
        return moment(milliseconds).dropLast() + ".\(thousandths)Z"
    }
}

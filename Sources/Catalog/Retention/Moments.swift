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

    /// A moment as `2026-11-25T04:16:28Z`.
    public static func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    }
}

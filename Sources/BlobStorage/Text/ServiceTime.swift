import Foundation

/// The ways in which services write a time, all in UTC.
enum ServiceTime {
    /// RFC 9110, section 5.6.7: `Sun, 22 Nov 2026 18:00:00 GMT`.
    static func http(_ date: Date) -> String { formatter("EEE, dd MMM yyyy HH:mm:ss 'GMT'").string(from: date) }

    /// A time as `Date` and `Last-Modified` have it.
    static func http(_ text: String) -> Date? { formatter("EEE, dd MMM yyyy HH:mm:ss zzz").date(from: text) }

    /// `2026-11-22T18:00:00Z`.
    static func iso(_ date: Date) -> String { formatter("yyyy-MM-dd'T'HH:mm:ss'Z'").string(from: date) }

    /// ISO 8601 with or without a fraction of a second, which is dropped.
    static func iso(_ text: String) -> Date? {
        guard text.count >= 19 else { return nil }
        return formatter("yyyy-MM-dd'T'HH:mm:ss").date(from: String(text.prefix(19)))
    }

    /// `20261122T180000Z`, as AWS signs it.
    static func basic(_ date: Date) -> String { formatter("yyyyMMdd'T'HHmmss'Z'").string(from: date) }

    private static func formatter(_ format: String) -> DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = format
        return formatter
    }
}

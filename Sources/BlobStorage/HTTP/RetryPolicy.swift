import Foundation

/// How often a request is repeated, and how long is waited before that. Pure: chance comes in as a number.
package struct RetryPolicy: Sendable {
    /// How often a request is sent at most.
    package var attempts = 6
    /// The longest wait before the first repetition; each further one is up to twice as long.
    package var first = Duration.milliseconds(400)
    /// The longest wait of all.
    var longest = Duration.seconds(30)

    /// How long to wait before repetition `number` (from 1): what the service asks for, with up to a quarter more so that
    /// not all come back at once; or a part between a half and all of the doubled wait. `chance` lies in 0..<1.
    func wait(before number: Int, retryAfter: Duration?, chance: Double) -> Duration {
        if let retryAfter { return min(retryAfter, .seconds(120)) * (1 + chance / 4) }
        let doubled = min(first * (1 << min(max(0, number - 1), 20)), longest)
        return doubled * (0.5 + chance / 2)
    }

    /// `Retry-After` in seconds, or as a moment.
    package static func retryAfter(_ text: String?, serverDate: String?) -> Duration? {
        guard let text else { return nil }
        if let seconds = Int(text), (0...86_400).contains(seconds) { return .seconds(seconds) }
        guard let moment = ServiceTime.http(text), let now = serverDate.flatMap({ ServiceTime.http($0) }) else {
            return nil
        }
        return .milliseconds(Int(max(0, min(86_400, moment.timeIntervalSince(now))) * 1000))
    }
}

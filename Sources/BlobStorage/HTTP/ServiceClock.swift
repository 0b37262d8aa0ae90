import Foundation
import Synchronization

/// The clock of a service, as far as its answers tell it: requests are signed by this one when the machine's is off.
final class ServiceClock: Sendable {
    private let ahead = Mutex<TimeInterval?>(nil)
    private let now: @Sendable () -> Date

    /// A clock over that of the machine.
    init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// The moment to sign with: the machine's own, unless it is off by more than `tolerance`, within which services take
    /// any time.
    var moment: Date {
        guard let ahead = ahead.withLock({ $0 }), abs(ahead) > Self.tolerance else { return now() }
        return now().addingTimeInterval(ahead)
    }

    /// Four minutes: services refuse from five (S3: fifteen) on.
    static let tolerance: TimeInterval = 240

    /// Takes notice of a header `Date`; tells whether the machine's clock is off by more than is tolerated.
    @discardableResult
    func notice(_ header: String?) -> Bool {
        guard let date = header.flatMap({ ServiceTime.http($0) }) else { return false }
        let difference = date.timeIntervalSince(now())
        ahead.withLock { $0 = difference }
        return abs(difference) > Self.tolerance
    }
}

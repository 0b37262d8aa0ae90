import Catalog
import Glibc
import Synchronization

/// The time that a history is written at.
final class Clock: Sendable {
    private let time: Mutex<Int64>

    /// A clock that shows a moment, in ms since 1970.
    init(at moment: Int64) { time = Mutex(moment) }

    /// The moment it shows.
    var now: Int64 {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}

/// User and system time of this process in s, of all its threads.
func cpuSeconds() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// What a piece of work costs in CPU time, the least of some tries.
func cost(tries: Int = 3, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<tries {
        let before = cpuSeconds()
        try work()
        best = min(best, cpuSeconds() - before)
    }
    return best
}

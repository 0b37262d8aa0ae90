import Catalog
import Glibc

/// Whether processes of this host live.
enum ProcessLife {
    static func isAlive(_ pid: Int64) -> Bool {
        guard let number = pid_t(exactly: pid), number > 0 else { return false }
        return kill(number, 0) == 0 || errno == EPERM
    }
}

extension EventLog {
    /// Records the end of runs of this host that were killed, but for those that can be taken up: ``ResumeRun`` does that.
    func abortDeadRuns(of catalog: Catalog) throws {
        try abortDeadRuns(besides: UnfinishedRuns(of: catalog).uids) { ProcessLife.isAlive($0) }
    }
}

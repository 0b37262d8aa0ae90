import Glibc

/// What a process used, from its start to its end.
package struct Usage: Sendable {
    /// User and system time of all its threads.
    package var cpuSeconds: Double
    /// Time on the clock.
    package var wallSeconds: Double
    /// The most memory that was resident at a time. Linux lets a child begin with its parent's figure, so this is
    /// never less than what the benchmark itself used.
    package var peakByteCount: Int
    /// Its exit status; 128 and the number of the signal when one ended it, 124 when its time was over.
    package var exitStatus: Int32
    /// CPU time of everything else on the machine meanwhile, in cores.
    package var otherCores: Double
}

/// A child process, ended by its own number only.
///
/// It runs under `timeout`, so that it ends even when the benchmark does not live to end it.
package struct ChildProcess: ~Copyable {
    private let number: pid_t
    private let started: ContinuousClock.Instant
    private let load: MachineLoad

    /// Starts a program; its output and errors go to files.
    package init(
        _ program: String, _ arguments: [String], output: String = "/dev/null", errors: String = "/dev/null",
        limitSeconds: Int = 900
    ) throws {
        let all = ["/usr/bin/timeout", "--foreground", "--kill-after=10", String(limitSeconds), program] + arguments
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe all.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let loadAhead = try MachineLoad.now()
        let now = ContinuousClock.now
        let status = unsafe posix_spawn(&child, all[0], &actions, nil, &words, environ)
        guard status == 0 else { throw MachineError("\(program): cannot be started (error \(status))") }
        (number, started, load) = (child, now, loadAhead)
    }

    /// Sends a signal to it; `timeout` passes it on.
    package func send(_ signal: Int32) { kill(number, signal) }

    /// Waits for its end.
    package consuming func wait() throws -> Usage {
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(number, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw MachineError("a child cannot be waited for (error \(errno))") }
        }
        let wall = Self.seconds(ContinuousClock.now - started)
        let cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        let busy = try MachineLoad.now().busySeconds - load.busySeconds
        let signal = status & 0x7F
        return Usage(
            cpuSeconds: cpu, wallSeconds: wall, peakByteCount: usage.ru_maxrss * 1024,
            exitStatus: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
            otherCores: max(0, busy - cpu) / max(wall, 0.01))
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private static func seconds(_ time: Duration) -> Double {
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }
}

extension ChildProcess {
    /// Runs a program to its end.
    package static func run(
        _ program: String, _ arguments: [String], output: String = "/dev/null", errors: String = "/dev/null",
        limitSeconds: Int = 900
    ) throws -> Usage {
        let child = try ChildProcess(
            program, arguments, output: output, errors: errors, limitSeconds: limitSeconds)
        return try child.wait()
    }
}

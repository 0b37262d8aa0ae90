import Dispatch
import Foundation
import Glibc
import Synchronization

/// A program that was started, by its own process ID; the one place of the tests that calls the system's process functions.
final class ChildProcess: Sendable {
    /// How a program ended.
    struct Exit {
        /// Its exit status; nil when a signal ended it.
        var status: Int32?
        /// The signal that ended it.
        var signal: Int32?
    }

    /// Where a standard stream of the program goes or comes from.
    enum Stream {
        case nothing
        case file(String)
        case descriptor(Int32)
    }

    struct CannotStart: Error, CustomStringConvertible {
        var description: String
    }

    /// Held while a program is started or a pipe made: no program shall inherit a pipe that is not its own and keep it open.
    static let starting = Mutex(())

    let number: pid_t
    private let isRunning = Mutex(true)

    /// Starts a program; it is killed after `seconds`.
    init(
        _ path: String, _ arguments: [String], input: Stream = .nothing, output: Stream = .nothing,
        error: Stream = .nothing, environment: [String] = ["PATH=/usr/bin:/bin"], seconds: Int = 240
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in [(0, input), (1, output), (2, error)] as [(Int32, Stream)] {
            let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
            switch stream {
            case .nothing: unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            case .file(let path): unsafe posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
            case .descriptor(let from): unsafe posix_spawn_file_actions_adddup2(&actions, from, number)
            }
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The tests ignore SIGPIPE; programs they start shall not.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var started = pid_t()
        let result = Self.starting.withLock { _ in
            unsafe Self.withPointers([path] + arguments) { arguments in
                unsafe Self.withPointers(environment) { environment in
                    unsafe posix_spawn(&started, path, &actions, &attributes, arguments, environment)
                }
            }
        }
        guard result == 0 else {
            throw CannotStart(description: "\(path): \(unsafe String(cString: strerror(result)))")
        }
        number = started
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in self?.send(SIGKILL) }
    }

    deinit {
        if isRunning.withLock({ $0 }) {
            send(SIGKILL)
            _ = wait()
        }
    }

    /// Whether it has not ended yet.
    var isAlive: Bool {
        kill(number, 0) == 0
            && (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8))?.contains(") Z ") == false
    }

    /// Sends a signal, unless the program has ended.
    func send(_ signal: Int32) {
        isRunning.withLock { if $0 { _ = kill(number, signal) } }
    }

    /// The most memory the program has held since it began, while it runs (`VmHWM`).
    ///
    /// What `wait4` says at the end will not do: a program begins with the peak of the one that started it.
    func peakResidentByteCount() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? .max >> 10) << 10
    }

    /// Waits for the end.
    func wait() -> Exit {
        var status: Int32 = 0
        // First without reaping, so that the number stays taken while a signal may be sent to it.
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        isRunning.withLock { $0 = false }
        while unsafe waitpid(number, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Exit(
            status: signal == 0 ? status >> 8 & 0xFF : nil, signal: signal == 0 ? nil : signal)
    }

    private static func withPointers<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress.unsafelyUnwrapped) }
    }
}

/// A pipe; each end is closed once, at the latest with its owner.
final class Pipe {
    private(set) var readEnd: Int32
    private(set) var writeEnd: Int32

    init() {
        _ = signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        ChildProcess.starting.withLock { _ in
            _ = unsafe pipe(&ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        closeReadEnd()
        closeWriteEnd()
    }

    func closeReadEnd() {
        if readEnd >= 0 { close(readEnd) }
        readEnd = -1
    }

    func closeWriteEnd() {
        if writeEnd >= 0 { close(writeEnd) }
        writeEnd = -1
    }

    /// Writes everything, waiting for the reader; returns false when there is none any more.
    func write(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(writeEnd, $0.baseAddress.unsafelyUnwrapped + done, $0.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            done += count
        }
        return true
    }

    /// The next bytes; none at the end.
    func read() -> [UInt8] { Descriptor.read(readEnd) }
}

/// Reading and writing by number.
enum Descriptor {
    static func read(_ number: Int32, upTo limit: Int = 1 << 16) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var got = -1
            repeat { got = unsafe Glibc.read(number, buffer.baseAddress, limit) } while got < 0 && errno == EINTR
            count = max(got, 0)
        }
    }
}

/// A stream connection to a unix socket.
final class UnixSocket {
    private let number: Int32

    /// Connects; nil when nobody listens. Reads give up after `seconds`.
    init?(_ path: String, seconds: Int = 60) {
        number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard number >= 0, bytes.count < room else { return nil }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { return nil }
    }

    deinit { if number >= 0 { close(number) } }

    func write(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe send(number, $0.baseAddress.unsafelyUnwrapped + done, $0.count - done, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            done += count
        }
        return true
    }

    func read() -> [UInt8] { Descriptor.read(number) }
}

import Glibc
import RedisDump

/// An open file, closed with its owner; the one place that calls the system's file functions.
///
/// Unchecked: it is used by one thread at a time.
final class FileDescriptor: @unchecked Sendable {
    let number: Int32
    private let isOwned: Bool

    /// Standard input or output.
    init(standard number: Int32) {
        self.number = number
        isOwned = false
    }

    /// Opens a file; throws `RunError` with the status for this purpose.
    init(
        path: String, flags: Int32, mode: mode_t = 0o600, failing status: ExitStatus, shownAs name: String? = nil
    ) throws(RunError) {
        number = unsafe open(path, flags | O_CLOEXEC, mode)
        isOwned = true
        guard number >= 0 else { throw Self.failure(status, name ?? path) }
    }

    /// Opens a file whose path may be no text; `name` is how it is shown.
    init(bytes path: [CChar], flags: Int32, failing status: ExitStatus, shownAs name: String) throws(RunError) {
        number = unsafe open(path, flags | O_CLOEXEC)
        isOwned = true
        guard number >= 0 else { throw Self.failure(status, name) }
    }

    deinit { if isOwned, number >= 0 { close(number) } }

    static func failure(_ status: ExitStatus, _ path: String) -> RunError {
        let reason = unsafe String(cString: strerror(errno))
        return RunError(status, "\(path): \(reason)")
    }

    /// Size of a regular file; nil for pipes and devices.
    var byteCount: UInt64? {
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(status.st_size)
    }

    /// Whether a path leads to this very file, by whatever name.
    func isSameFile(as path: String) -> Bool {
        var own = stat()
        var other = stat()
        guard unsafe fstat(number, &own) == 0, unsafe stat(path, &other) == 0 else { return false }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino && own.st_mode & S_IFMT == S_IFREG
    }

    /// Appends up to `limit` bytes; 0 at the end.
    func read(into buffer: inout ByteBuffer, upTo limit: Int, name: String) throws(RunError) -> Int {
        try unsafe buffer.append(upTo: limit) { room throws(RunError) in
            while true {
                let count = unsafe Glibc.read(number, room.baseAddress, room.count)
                if count >= 0 { return count }
                if errno != EINTR { throw Self.failure(.inputOutput, name) }
            }
        }
    }

    /// Writes all bytes.
    func write(_ bytes: Span<UInt8>, name: String) throws(RunError) {
        var done = 0
        while done < bytes.count {
            let rest = bytes.extracting(done..<bytes.count)
            let count = unsafe rest.withUnsafeBufferPointer { buffer in
                unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(.inputOutput, name)
            }
            done += count
        }
    }

    /// Waits until everything written is on the disk.
    func synchronize(name: String) throws(RunError) {
        guard fsync(number) == 0 else { throw Self.failure(.inputOutput, name) }
    }

    /// Locks the file for this process, until its end at the latest; returns false when another has it.
    func lock(name: String) throws(RunError) -> Bool {
        if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK || errno == EINTR else { throw Self.failure(.inputOutput, name) }
        return false
    }

    /// Refuses a file of a key that others than its owner can read or write (exit 77).
    func refuseOthers(name: String) throws(RunError) {
        let permissions = try permissions(name: name)
        guard permissions.mode & 0o077 == 0 else {
            throw RunError(
                .notAllowed,
                "\(name): others can read this key (mode \(String(permissions.mode, radix: 8))); chmod 600 it")
        }
        guard permissions.owner == geteuid() || permissions.owner == 0 else {
            throw RunError(.notAllowed, "\(name): this key belongs to another user")
        }
    }

    /// Permission bits and owner.
    func permissions(name: String) throws(RunError) -> (mode: mode_t, owner: uid_t) {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw Self.failure(.inputOutput, name) }
        return (status.st_mode & 0o7777, status.st_uid)
    }
}

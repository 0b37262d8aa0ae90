import Glibc

/// A file that is locked by `flock`: the fence around the calls of the system that locking needs.
///
/// Unchecked: it is used by one thread at a time.
final class LockedFile: @unchecked Sendable {
    private let number: Int32

    /// Opens the file, and makes it where there is none.
    init(_ path: String) throws(CatalogError) {
        number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard number >= 0 else {
            throw CatalogError(.notWritable, "\(path): " + (unsafe String(cString: strerror(errno))))
        }
    }

    deinit { close(number) }

    /// Takes the lock if it is free; returns whether it was.
    func lock() throws(CatalogError) -> Bool {
        if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK || errno == EINTR { return false }
        throw CatalogError(.notWritable, "the catalog's lock: " + (unsafe String(cString: strerror(errno))))
    }

    /// Gives the lock back.
    func unlock() { _ = flock(number, LOCK_UN) }

    /// What its owner has written about itself.
    var content: String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe pread(number, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : "another program"
    }

    /// Writes about oneself. Nothing depends on it.
    func replaceContent(_ text: String) {
        let bytes = Array(text.utf8)
        _ = ftruncate(number, 0)
        _ = unsafe pwrite(number, bytes, bytes.count, 0)
    }
}

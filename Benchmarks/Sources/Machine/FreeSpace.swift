import Glibc

/// Room on file systems.
package enum FreeSpace {
    /// Bytes that can be written below a directory; nil where there is none.
    package static func byteCount(in directory: String) -> Int? {
        var facts = statvfs()
        guard unsafe statvfs(directory, &facts) == 0, unsafe access(directory, W_OK) == 0 else { return nil }
        return Int(facts.f_bavail) * Int(facts.f_frsize)
    }
}

import Glibc

/// An open directory, whose entries are looked at, renamed and removed by name: no path is resolved twice.
struct Directory {
    /// An entry that is there.
    struct Entry {
        /// What tells it from others, as ``FilePlace`` writes it.
        var identity: String
        var byteCount: Int64
        var isRegularFile: Bool
        /// How many names the file has.
        var linkCount: UInt64
    }

    private let descriptor: FileDescriptor
    private let path: String
    /// The number of the device it lies on.
    let device: String

    /// Opens the directory that a file lies in.
    init(ofFile path: String) throws(RunError) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        try self.init(slash == path.startIndex ? "/" : String(path[..<slash]))
    }

    /// Opens a directory.
    init(_ path: String) throws(RunError) {
        self.path = path
        descriptor = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY, failing: .noInput)
        var status = stat()
        guard unsafe fstat(descriptor.number, &status) == 0 else { throw FileDescriptor.failure(.inputOutput, path) }
        device = "\(status.st_dev)"
    }

    /// The entry of a name; no symbolic link is followed.
    func entry(_ name: String) throws(RunError) -> Entry? {
        var status = stat()
        guard unsafe fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw FileDescriptor.failure(.inputOutput, "\(path)/\(name)")
        }
        return Entry(
            identity: FilePlace.identity(status), byteCount: Int64(status.st_size),
            isRegularFile: status.st_mode & S_IFMT == S_IFREG, linkCount: UInt64(status.st_nlink))
    }

    /// Gives an entry a name that nobody else uses.
    func rename(_ name: String, aside: String) throws(RunError) {
        guard unsafe renameat(descriptor.number, name, descriptor.number, aside) == 0 else {
            throw FileDescriptor.failure(.inputOutput, "\(path)/\(name)")
        }
    }

    /// Gives an entry its name back, unless something has that by now.
    func rename(_ aside: String, backTo name: String) throws(RunError) {
        guard unsafe linkat(descriptor.number, aside, descriptor.number, name, 0) == 0 else {
            throw FileDescriptor.failure(.inputOutput, "\(path)/\(aside) cannot have its name \(name) back")
        }
        try unlink(aside)
    }

    /// Removes an entry.
    func unlink(_ name: String) throws(RunError) {
        guard unsafe unlinkat(descriptor.number, name, 0) == 0 || errno == ENOENT else {
            throw FileDescriptor.failure(.inputOutput, "\(path)/\(name)")
        }
    }

    /// Waits until what was renamed and removed is so on the disk.
    func synchronize() throws(RunError) { try descriptor.synchronize(name: path) }
}

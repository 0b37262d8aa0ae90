import CRename
import Glibc

/// The name under which a file is going to appear whole: one that is free, or with leave that of a regular file.
///
/// The one place that decides what a file of this program may take the place of. Of a symbolic link the target is replaced,
/// never the link; devices, pipes, sockets and directories keep their names.
struct ResultName {
    /// Where it leads: the path that the file gets.
    let path: String
    private let shown: String
    private let replacing: Bool

    /// Throws (exit 73) when the name is taken and must not be.
    init(_ name: String, replacing: Bool) throws(RunError) {
        shown = name
        self.replacing = replacing
        path = try Self.target(of: name)
        try refuseOthers()
    }

    /// Gives a file that lies beside it this name. Throws (exit 73) when the name was taken meanwhile and must not be.
    func give(to temporary: String) throws(RunError) {
        guard replacing else {
            guard try Self.give(path, to: temporary) else { throw taken }
            return
        }
        try refuseOthers()
        guard unsafe rename(temporary, path) == 0 else { throw FileDescriptor.failure(.cannotCreate, shown) }
    }

    /// Gives a file a name that is free, in one step; returns false when something has it.
    static func give(_ path: String, to temporary: String) throws(RunError) -> Bool {
        if unsafe renameat2(AT_FDCWD, temporary, AT_FDCWD, path, UInt32(RENAME_WITHOUT_REPLACING)) == 0 {
            return true
        }
        if errno == EEXIST { return false }
        guard errno == EINVAL || errno == ENOSYS else { throw FileDescriptor.failure(.cannotCreate, path) }
        // A file system that has no such rename: a link does not take another file's place either.
        guard unsafe link(temporary, path) == 0 else {
            guard errno == EEXIST else { throw FileDescriptor.failure(.cannotCreate, path) }
            return false
        }
        unsafe unlink(temporary)
        return true
    }

    /// The path that a name leads to, which is no symbolic link.
    private static func target(of name: String) throws(RunError) -> String {
        guard try kind(of: name, shownAs: name) == S_IFLNK else { return name }
        guard let target = unsafe realpath(name, nil) else {
            throw RunError(
                .cannotCreate, "\(name) is a symbolic link that leads to no file; name a file, or remove the link")
        }
        defer { unsafe free(target) }
        return unsafe String(cString: target)
    }

    private func refuseOthers() throws(RunError) {
        switch try Self.kind(of: path, shownAs: shown) {
        case nil: return
        case S_IFREG: if !replacing { throw taken }
        case S_IFDIR: throw RunError(.cannotCreate, "\(shown) is a directory; name a file in it")
        case S_IFLNK: throw RunError(.cannotCreate, "\(shown) has become a symbolic link; name a file")
        default:
            throw RunError(
                .cannotCreate,
                "\(shown) is a device, a pipe or a socket, and no file takes its place; write to -, and redirect "
                    + "standard output there")
        }
    }

    private var taken: RunError {
        RunError(.cannotCreate, "\(shown) exists; give --force to replace it")
    }

    /// What has a name; nil where nothing has it.
    private static func kind(of path: String, shownAs name: String) throws(RunError) -> mode_t? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileDescriptor.failure(.cannotCreate, name)
        }
        return status.st_mode & S_IFMT
    }
}

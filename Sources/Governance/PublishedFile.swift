public import Catalog
import Foundation
import Glibc
import Masking
import RedisDump
import Synchronization

/// A file that appears under its name only when it is whole.
///
/// It is written beside its final name, under a name that says what it is, with mode 0600; ``seal()`` brings it to
/// the disk, ``publish()`` renames it. Without that, the file is removed. What it may take the place of is decided by
/// ``ResultName``, before it is written and once more when it is renamed. Standard output (`-`) cannot be taken back:
/// whoever reads it has to look at the exit status.
public final class PublishedFile: Publication {
    /// The final path, or `-`.
    public let name: String
    /// The path it has until it is published.
    let temporary: String
    /// Nil for standard output.
    private let target: ResultName?
    private let descriptor: FileDescriptor
    private let digest = SHA256Digest()
    /// Bytes written.
    public private(set) var byteCount: UInt64 = 0
    private var isPublished = false

    /// Opens the temporary file. Throws (exit 73) when the final name is taken by anything but a regular file, or by one and
    /// `replacing` is false.
    public init(_ name: String, replacing: Bool) throws(RunError) {
        self.name = name
        guard name != "-" else {
            temporary = name
            target = nil
            descriptor = FileDescriptor(standard: STDOUT_FILENO)
            return
        }
        let target = try ResultName(name, replacing: replacing)
        self.target = target
        let temporary = Self.temporaryName(target.path)
        self.temporary = temporary
        _ = Self.unfinished.withLock { $0.insert(temporary) }
        unsafe unlink(temporary)
        descriptor = try FileDescriptor(
            path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600, failing: .cannotCreate,
            shownAs: name)
    }

    deinit { if !isPublished { Self.abandon(temporary) } }

    /// Temporary files of this process that are being written.
    private static let unfinished = Mutex<Set<String>>([])

    /// Removes every temporary file, for a program that is about to be ended.
    static func abandonAll() {
        for path in unfinished.withLock({ $0 }) { abandon(path) }
    }

    private static func abandon(_ path: String) {
        _ = unfinished.withLock { $0.remove(path) }
        if path != "-" { unsafe unlink(path) }
    }

    private static func temporaryName(_ name: String) -> String {
        let (directory, file) = directoryAndFile(name)
        return "\(directory)/.\(file).mannequin-\(getpid())"
    }

    private static func directoryAndFile(_ name: String) -> (String, String) {
        guard let slash = name.lastIndex(of: "/") else { return (".", name) }
        let directory = slash == name.startIndex ? "/" : String(name[..<slash])
        return (directory, String(name[name.index(after: slash)...]))
    }

    /// Appends bytes.
    public func write(_ bytes: Span<UInt8>) throws {
        try descriptor.write(bytes, name: name)
        digest.update(bytes)
        byteCount += UInt64(bytes.count)
    }

    /// Brings what was written to the disk, and returns the SHA-256 of it in hexadecimal. Nothing is written after that.
    public func seal() throws(RunError) -> String {
        if name != "-" { try descriptor.synchronize(name: name) }
        return Data(digest.finalize()).hexadecimal
    }

    /// Where it is going to lie, identified by the file that is going to have the name; nil for a pipe.
    public func place(host: String) -> CopyPlace? {
        target.flatMap { FilePlace.of($0.path, identifiedBy: temporary, host: host) }
    }

    /// Gives the sealed file its name.
    public func publish() throws(RunError) {
        guard let target else { return }
        try target.give(to: temporary)
        isPublished = true
        _ = Self.unfinished.withLock { $0.remove(temporary) }
        let directory = try FileDescriptor(
            path: Self.directoryAndFile(target.path).0, flags: O_RDONLY | O_DIRECTORY, failing: .inputOutput)
        try directory.synchronize(name: name)
    }
}

/// A sink for dry runs: counts and forgets.
final class DiscardingSink: ByteSink {
    private let digest = SHA256Digest()
    private(set) var byteCount: UInt64 = 0

    func write(_ bytes: Span<UInt8>) throws {
        digest.update(bytes)
        byteCount += UInt64(bytes.count)
    }

    /// SHA-256 of all bytes, in hexadecimal.
    func finishDigest() -> String { Data(digest.finalize()).hexadecimal }
}

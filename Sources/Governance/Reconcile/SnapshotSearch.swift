import Catalog
import Foundation
import Glibc
import RedisDump

/// Looks for files below a directory that may be RDB snapshots.
struct SnapshotSearch {
    /// A file that may be one.
    struct Candidate {
        /// Its directory and its name there.
        var directory: String, name: String
        var identity: String
        var byteCount: Int64
        /// Whether it begins as an RDB file does, also inside gzip.
        var hasMagic: Bool

        /// Whether this is the very file of a copy: its size is compared too, where that was recorded.
        func isFile(of copy: Copy, byteCount recorded: Int64?) -> Bool {
            identity == copy.identity && (recorded.map { $0 == byteCount } ?? true)
        }

        var path: String { FilePlace.path(in: directory, named: name) }
    }

    /// The candidates, and the directories that were looked into.
    private(set) var candidates: [Candidate] = []
    private(set) var directories: [String] = []
    /// Directories that could not be read.
    private(set) var unreadable: [String] = []

    /// Looks in a directory and all below it. No symbolic link is followed.
    init(below root: String) {
        var pending = [URL(filePath: root).standardizedFileURL.resolvingSymlinksInPath().path]
        look(into: &pending)
    }

    /// Looks in a directory, not below it.
    init(in directory: String) {
        var pending = [URL(filePath: directory).standardizedFileURL.resolvingSymlinksInPath().path]
        look(into: &pending, goesDown: false)
    }

    private mutating func look(into pending: inout [String], goesDown: Bool = true) {
        while let directory = pending.popLast() {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
                unreadable.append(directory)
                continue
            }
            directories.append(directory)
            for name in names.sorted().reversed() { look(at: name, in: directory, &pending) }
            if !goesDown { break }
        }
        candidates.sort { $0.path < $1.path }
    }

    private mutating func look(at name: String, in directory: String, _ pending: inout [String]) {
        let path = FilePlace.path(in: directory, named: name)
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR { return pending.append(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        let hasMagic = Self.hasMagic(path)
        guard hasMagic || Self.hasName(name) else { return }
        candidates.append(
            Candidate(
                directory: directory, name: name, identity: FilePlace.identity(status),
                byteCount: Int64(status.st_size), hasMagic: hasMagic))
    }

    /// Names that servers and this program give to snapshots: `dump.rdb`, `x.rdb.gz`, `temp-123.rdb`, what is unfinished.
    private static func hasName(_ name: String) -> Bool {
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        return plain.hasSuffix(".rdb") || name.contains(".mannequin-")
    }

    private static func hasMagic(_ path: String) -> Bool {
        guard let file = try? SnapshotFile(path, digesting: false) else { return false }
        var buffer = ByteBuffer(capacity: 16)
        guard let source = try? DumpSource(file) else { return false }
        while buffer.count < 9, let count = try? source.read(into: &buffer, upTo: 16), count > 0 {}
        let bytes = buffer.span
        func begins(_ text: StaticString) -> Bool {
            let magic = Array("\(text)".utf8)
            return bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
        }
        return begins("REDIS0") || begins("VALKEY")
    }
}

import Catalog
import Foundation
import Glibc
import RedisDump

/// Looks for files in a directory that may be RDB snapshots, and tells what may be one and cannot be taken.
struct SnapshotSearch {
    /// A file that may be one.
    struct Candidate {
        /// Its directory and its name there.
        var directory: String, name: String
        var identity: String
        var byteCount: Int64
        /// Whether it begins as an RDB file does, also inside gzip.
        var hasMagic: Bool

        /// Whether this is the very file of a copy.
        func isFile(of copy: Copy, byteCount recorded: Int64?) -> Bool {
            FilePlace.isRecorded(identity, byteCount, as: copy.identity, recorded)
        }

        var path: String { FilePlace.path(in: directory, named: name) }
    }

    /// Something that may be a snapshot, or hold some, and could not be looked at or taken.
    struct Obstacle {
        /// As it is shown to people: bytes that are no text as `\xE9`.
        var path: String
        /// What is in the way; nil for a directory that cannot be read.
        var reason: String?
    }

    /// What a search is for.
    private enum Purpose {
        /// Which files lie in a directory, and below it. No symbolic link is followed.
        case inventory
        /// Which snapshots there are right in a directory; a symbolic link is as good as the file it leads to, and
        /// hidden files are obstacles, but for results of this program that are not finished.
        case set
    }

    /// The candidates, and the directories that were looked into.
    private(set) var candidates: [Candidate] = []
    private(set) var directories: [String] = []
    /// What could not be looked at or taken.
    private(set) var obstacles: [Obstacle] = []
    private let purpose: Purpose

    /// Looks in a directory and all below it. No symbolic link is followed.
    init(below root: String) {
        purpose = .inventory
        look(in: root)
    }

    /// Looks for the snapshots of a set right in a directory, not below it.
    init(ofSetIn directory: String) {
        purpose = .set
        look(in: directory)
    }

    private mutating func look(in root: String) {
        var pending = [URL(filePath: root).standardizedFileURL.resolvingSymlinksInPath().path]
        while let directory = pending.popLast() {
            guard let names = EntryName.all(in: directory) else {
                obstacles.append(Obstacle(path: directory, reason: nil))
                continue
            }
            directories.append(directory)
            for name in names.reversed() { look(at: name, in: directory, &pending) }
        }
        candidates.sort { $0.path < $1.path }
        obstacles.sort { $0.path < $1.path }
    }

    private mutating func look(at name: EntryName, in directory: String, _ pending: inout [String]) {
        let path = name.path(in: directory), shown = FilePlace.path(in: directory, named: name.shown)
        let hasName = Self.hasName(name.shown)
        func note(_ reason: String, if isLike: Bool = true) {
            if isLike { obstacles.append(Obstacle(path: shown, reason: reason)) }
        }
        if purpose == .set, name.shown.hasPrefix("."), name.shown.contains(Self.unfinishedMark) { return }
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            // What has gone in the meantime is no obstacle.
            return note(Self.reason, if: errno != ENOENT)
        }
        if purpose == .set, status.st_mode & S_IFMT == S_IFLNK, unsafe stat(path, &status) != 0 {
            return note("it is a symbolic link that leads nowhere", if: hasName)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard purpose == .inventory else { return }
            guard let text = name.text else { return note(Self.notUTF8) }
            return pending.append(FilePlace.path(in: directory, named: text))
        case S_IFREG: break
        case S_IFLNK: return
        default: return note("it is no regular file", if: hasName)
        }
        let magic = Self.hasMagic(path, shown)
        let isLike = hasName || magic == true
        guard let text = name.text else { return note(Self.notUTF8, if: isLike || magic == nil) }
        if magic == nil, hasName == (purpose == .set) { return note("it cannot be read") }
        guard isLike else { return }
        if purpose == .set, text.hasPrefix(".") { return note("it is hidden") }
        candidates.append(
            Candidate(
                directory: directory, name: text, identity: FilePlace.identity(status),
                byteCount: Int64(status.st_size), hasMagic: magic ?? false))
    }

    private static let notUTF8 = "its name is not UTF-8"

    /// What the system has just said.
    private static var reason: String { unsafe String(cString: strerror(errno)) }

    /// What the hidden names hold that results of this program have until they are whole.
    private static let unfinishedMark = ".mannequin-"

    /// Names that servers and this program give to snapshots: `dump.rdb`, `x.rdb.gz`, `temp-123.rdb`, what is unfinished.
    private static func hasName(_ name: String) -> Bool {
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        return plain.hasSuffix(".rdb") || name.contains(unfinishedMark)
    }

    /// Whether a file begins as an RDB file does; nil when it cannot be read.
    private static func hasMagic(_ path: [CChar], _ shown: String) -> Bool? {
        do {
            let file = SnapshotFile(
                try FileDescriptor(bytes: path, flags: O_RDONLY, failing: .noInput, shownAs: shown), named: shown)
            let source = try DumpSource(file)
            var buffer = ByteBuffer(capacity: 16)
            while buffer.count < 9, try source.read(into: &buffer, upTo: 16) > 0 {}
            let bytes = buffer.span
            func begins(_ text: StaticString) -> Bool {
                let magic = Array("\(text)".utf8)
                return bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
            }
            return begins("REDIS0") || begins("VALKEY")
        } catch is ReadError {
            return false
        } catch {
            return nil
        }
    }
}

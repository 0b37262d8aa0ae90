import Catalog
import Foundation
import Glibc

/// The journals of a catalog: a directory beside it, for its owner alone.
///
///     catalog-unfinished/RUN.json    the journal, which is always whole
///     catalog-unfinished/RUN.lock    locked by whoever is at the run, and free when that process is gone
struct UnfinishedRuns: Sendable {
    /// The directory.
    let directory: String

    /// The journals of a catalog.
    init(of catalog: Catalog) { directory = CatalogPlace(path: catalog.path).beside("-unfinished") }

    /// The uids of runs that have a journal, oldest first. A run that has one ends by being taken up or given up.
    var uids: Set<String> { Set(names) }

    /// As ``uids``, in order.
    var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The runs that a person means by a uid or the beginning of one.
    func named(_ text: String) throws(RunError) -> String {
        let found = names.filter { $0.hasPrefix(text) }
        guard let name = found.first, found.count == 1, text.count >= 4 else {
            throw RunError(
                .noInput,
                found.count > 1 && text.count >= 4
                    ? "\(text): several runs that were killed begin so"
                    : "\(text): no run that can be taken up has this uid; `mannequin resume --dry-run` lists them")
        }
        return name
    }

    /// Takes a run that is about to begin. Its journal is there from ``JournalFile/write()`` on.
    func begin(_ journal: RunJournal) throws(RunError) -> JournalFile {
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw RunError(.cannotCreate, "\(directory): the directory for journals cannot be made")
        }
        let lock = try lock(journal.run, flags: O_CREAT)
        guard try lock.lock(name: path(journal.run, "lock")) else {
            throw RunError(.tryAgain, "another process is at the run \(journal.run)")
        }
        return JournalFile(journal, path: path(journal.run, "json"), lock: lock)
    }

    /// Takes a run whose process is gone; nil while one is at it. Throws where there is no journal (any more).
    func take(_ uid: String) throws(RunError) -> JournalFile? {
        let lock = try lock(uid, flags: O_CREAT)
        guard try lock.lock(name: path(uid, "lock")) else { return nil }
        return JournalFile(try read(uid), path: path(uid, "json"), lock: lock)
    }

    /// The journal of a run, whoever is at it.
    func read(_ uid: String) throws(RunError) -> RunJournal {
        let path = path(uid, "json")
        let bytes = try SmallFile.read(path, limit: 64 << 20)
        guard let journal = try? JSONDecoder().decode(RunJournal.self, from: bytes), journal.version == 1,
            journal.run == uid
        else { throw RunError(.badData, "\(path): this is no journal of a run that this program understands") }
        return journal
    }

    private func path(_ uid: String, _ ending: String) -> String { "\(directory)/\(uid).\(ending)" }

    private func lock(_ uid: String, flags: Int32) throws(RunError) -> FileDescriptor {
        try FileDescriptor(
            path: path(uid, "lock"), flags: O_RDWR | flags, mode: 0o600, failing: .cannotCreate)
    }
}

/// The journal of one run, held by this process. Used by one thread at a time.
final class JournalFile {
    /// What it says.
    private(set) var content: RunJournal
    /// Whether it is on the disk.
    private(set) var isWritten: Bool
    /// How many parts of an earlier process were not sent again.
    var keptPartCount = 0
    private let path: String
    private let lock: FileDescriptor

    fileprivate init(_ content: RunJournal, path: String, lock: FileDescriptor) {
        self.content = content
        self.path = path
        self.lock = lock
        isWritten = FileManager.default.fileExists(atPath: path)
    }

    /// Changes it; it is on the disk when this returns.
    func update(_ body: (inout RunJournal) -> Void) throws(RunError) {
        body(&content)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(content) else {
            throw RunError(.inputOutput, "\(path): the journal cannot be written")
        }
        try SmallFile.write(bytes, to: path, mode: 0o600, collision: .replace)
        isWritten = true
    }

    /// Removes it at the end of the run, with what kills in between have left of it.
    func remove() {
        let directory = URL(filePath: path).deletingLastPathComponent().path
        let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
        try? FileManager.default.removeItem(atPath: path)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for file in files where file.hasPrefix("\(stem).") {
            try? FileManager.default.removeItem(atPath: "\(directory)/\(file)")
        }
        isWritten = false
    }
}

import Foundation
import CatalogSchema
import GRDB

/// The record of which snapshots there are, what was made from them, how long they may live and how they went.
///
/// An SQLite database in one file. One process writes at a time, transaction by transaction, under a lock on a file
/// beside it; any number read. What is written is never changed: see `docs/catalog.md`.
public final class Catalog: Sendable {
    /// Where the file is.
    public let path: String
    let file: CatalogFile
    let queue: DatabaseQueue
    /// Who writes, and for what; nil where the catalog is only read.
    private let writer: Writer?

    /// Somebody who writes.
    public struct Writer: Sendable {
        /// Who, where.
        public var actor: Actor
        /// What for, as it is shown to others who wait.
        public var purpose: String
        /// The time, in ms since 1970.
        public var clock: @Sendable () -> Int64
        /// How long to wait for others.
        public var patience: Duration
        /// The step of a pipeline that its runs are.
        var step: PipelineStep?

        /// Somebody who writes.
        public init(
            actor: Actor, purpose: String, patience: Duration = .seconds(30), clock: @escaping @Sendable () -> Int64
        ) {
            self.actor = actor
            self.purpose = purpose
            self.patience = patience
            self.clock = clock
        }
    }

    private init(path: String, queue: DatabaseQueue, writer: Writer?) {
        self.path = path
        file = CatalogFile(path: path)
        self.queue = queue
        self.writer = writer
    }

    /// Opens a catalog for writing, brings it to this program's version, and makes it where there is none.
    public static func open(_ path: String, writer: Writer) throws(CatalogError) -> Catalog {
        try makeDirectory(of: path)
        return try CatalogLock.holding(besides: path, writer) { () throws(CatalogError) in
            if FileManager.default.fileExists(atPath: path) {
                try refuseWhatIsNoFile(path)
            } else {
                try make(path, writer)
            }
            return try CatalogFile(path: path).translating { try openLocked(path, writer) }
        }
    }

    /// Makes a catalog that has its name only when it is whole: whoever is killed here leaves none, and not half of one.
    private static func make(_ path: String, _ writer: Writer) throws(CatalogError) {
        let unfinished = path + ".new"
        for ending in ["", "-journal", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: unfinished + ending)
        }
        try CatalogFile(path: path).translating {
            let queue = try DatabaseQueue(path: unfinished, configuration: Connection.writing)
            try Migrations.run(on: queue, path: path, writer: writer)
            try queue.close()
        }
        do {
            try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        } catch {
            throw CatalogError(.notWritable, "\(path): the new catalog cannot get its name")
        }
    }

    private static func openLocked(_ path: String, _ writer: Writer) throws -> Catalog {
        let queue = try DatabaseQueue(path: path, configuration: Connection.writing)
        try queue.read { try Migrations.refuseStrangers($0, path: path) }
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            Connection.keepLogFiles(of: database)
        }
        try Migrations.run(on: queue, path: path, writer: writer)
        return Catalog(path: path, queue: queue, writer: writer)
    }

    /// Opens a catalog that is there for reading: nothing can be changed through it.
    public static func openReadOnly(_ path: String) throws(CatalogError) -> Catalog {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CatalogError(.absent, "\(path): there is no catalog; `mannequin catalog init` makes one")
        }
        try refuseWhatIsNoFile(path)
        return try CatalogFile(path: path).translating {
            let queue = try DatabaseQueue(path: path, configuration: Connection.reading)
            let catalog = Catalog(path: path, queue: queue, writer: nil)
            try queue.read { try Migrations.check($0, path: path) }
            return catalog
        }
    }

    private static func refuseWhatIsNoFile(_ path: String) throws(CatalogError) {
        // The file that a symbolic link leads to counts.
        let file = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        if let type = attributes?[.type] as? FileAttributeType, type != .typeRegular {
            throw CatalogError(.damaged, "\(path): this is no file; a catalog is one")
        }
        // SQLite takes less than a page for nothing, and would write over it. That it is read by SQLite alone is on purpose:
        // closing a file of one's own would take back the locks that this process has on it.
        if let size = attributes?[.size] as? Int, size < 512 {
            throw CatalogError(
                .damaged,
                "\(path): the file is \(size == 0 ? "empty" : "no catalog"); remove it, or restore the catalog")
        }
    }

    private static func makeDirectory(of path: String) throws(CatalogError) {
        let directory = URL(filePath: path).deletingLastPathComponent()
        if FileManager.default.fileExists(atPath: directory.path) { return }
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CatalogError(.notWritable, "\(directory.path): the directory of the catalog cannot be made")
        }
    }

    /// The same catalog, whose runs are a step of a pipeline: the log tells so with each.
    public func asStep(_ name: String, of pipeline: Run) -> Catalog {
        var writer = writer
        writer?.step = PipelineStep(pipeline: pipeline.uid, name: name)
        return Catalog(path: path, queue: queue, writer: writer)
    }

    /// Writes events and rows in one transaction: all of it, or nothing.
    public func write<Result>(_ body: (EventLog) throws -> Result) throws(CatalogError) -> Result {
        guard let writer else { throw CatalogError(.notWritable, "\(path): the catalog was opened for reading") }
        return try CatalogLock.holding(besides: path, writer) { () throws(CatalogError) in
            try file.translating {
                try queue.write { database in
                    try body(EventLog(database, by: writer))
                }
            }
        }
    }

    /// Reads one consistent state.
    func read<Result>(_ body: (Database) throws -> Result) throws(CatalogError) -> Result {
        try file.translating { try queue.read(body) }
    }

    /// Moves what is in the write-ahead log to the file and empties the log, if nobody reads just now.
    public func shrinkLog() throws(CatalogError) {
        guard let writer else { return }
        try CatalogLock.holding(besides: path, writer) { () throws(CatalogError) in
            try file.translating {
                try queue.inDatabase { database in
                    // Whoever reads is not waited for: all others would wait with us.
                    try database.execute(sql: "PRAGMA busy_timeout = 20")
                    defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Connection.patienceMs)") }
                    do { _ = try database.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY {}
                }
            }
        }
    }
}

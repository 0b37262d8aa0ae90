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
        let exists = FileManager.default.fileExists(atPath: path)
        if exists { try refuseEmpty(path) }
        if !exists { try makeDirectory(of: path) }
        return try CatalogLock.holding(besides: path, writer) { () throws(CatalogError) in
            try CatalogFile(path: path).translating { try openLocked(path, writer) }
        }
    }

    private static func openLocked(_ path: String, _ writer: Writer) throws -> Catalog {
        let queue = try DatabaseQueue(path: path, configuration: Connection.writing)
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
        try refuseEmpty(path)
        return try CatalogFile(path: path).translating {
            let queue = try DatabaseQueue(path: path, configuration: Connection.reading)
            let catalog = Catalog(path: path, queue: queue, writer: nil)
            try queue.read { try Migrations.check($0, path: path) }
            return catalog
        }
    }

    private static func refuseEmpty(_ path: String) throws(CatalogError) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size == 0 {
            throw CatalogError(.damaged, "\(path): the file is empty; remove it, or restore the catalog")
        }
    }

    private static func makeDirectory(of path: String) throws(CatalogError) {
        let directory = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CatalogError(.notWritable, "\(directory.path): the directory of the catalog cannot be made")
        }
    }

    /// Writes events and rows in one transaction: all of it, or nothing.
    public func write<Result>(_ body: (EventLog) throws -> Result) throws(CatalogError) -> Result {
        guard let writer else { throw CatalogError(.notWritable, "\(path): the catalog was opened for reading") }
        return try CatalogLock.holding(besides: path, writer) { () throws(CatalogError) in
            try file.translating {
                try queue.write { database in
                    try body(
                        EventLog(
                            database: database, encoding: try RowEncoding(database), actor: writer.actor,
                            now: writer.clock()))
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
            try file.translating { try queue.inDatabase { database in _ = try database.checkpoint(.truncate) } }
        }
    }
}

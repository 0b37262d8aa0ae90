import Foundation
import GRDB

/// Writes events and the rows that belong to them, inside one transaction.
public struct EventLog {
    let database: Database
    /// Who writes.
    public let actor: Actor
    /// The time of the transaction, in ms since 1970.
    public let now: Int64
    /// The step of a pipeline that runs are which begin here.
    let step: PipelineStep?

    init(_ database: Database, by writer: Catalog.Writer) {
        self.database = database
        step = writer.step
        actor = Actor(name: Self.oneLine(writer.actor.name), host: Self.oneLine(writer.actor.host))
        now = writer.clock()
    }

    /// Records an event together with the rows that `body` inserts.
    @discardableResult
    public func record<Result>(
        _ type: EventType, run: String? = nil, subject: String? = nil, detail: String,
        rows body: (inout EventRows) throws -> Result
    ) throws -> Result {
        let last = try Row.fetchOne(database, sql: "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        let seq = (try last?.decode(Int64.self, forColumn: "seq") ?? 0) + 1
        let previous = try last?.decode(Data.self, forColumn: "hash") ?? Event.genesis
        var rows = EventRows(database: database, seq: seq)
        let result = try body(&rows)
        var event = Event(
            seq: seq, atMs: now, type: type.rawValue, actor: actor.name, host: actor.host, run: run,
            subject: subject, detail: Self.oneLine(detail), rows: rows.digests, hash: Data())
        event.hash = event.expectedHash(after: previous)
        try event.insert(database)
        return result
    }

    /// Records an event without rows.
    public func record(_ type: EventType, run: String? = nil, subject: String? = nil, detail: String) throws {
        try record(type, run: run, subject: subject, detail: detail) { _ in }
    }

    /// Whoever holds, releases, extends or ends something says why: three characters that can be seen, at least.
    static func refuseNoReason(_ reason: String) throws(CatalogError) {
        guard oneLine(reason).filter({ !$0.isWhitespace }).count >= 3 else {
            throw CatalogError(.refused, "a reason is needed, in words")
        }
    }

    /// Text without ``HiddenCharacters``, since the log is read line by line, and without ``Credentials``.
    static func oneLine(_ text: String) -> String { HiddenCharacters.blanked(in: Credentials.removed(from: text)) }
}

/// The rows of one event.
public struct EventRows {
    let database: Database
    /// The number of the event.
    public let seq: Int64
    private(set) var digests = ""

    init(database: Database, seq: Int64) {
        self.database = database
        self.seq = seq
    }

    /// Inserts a row behind the last one of its table, and notes its digest. `id` and `eventSeq` are set here.
    public mutating func insert<Record: CatalogRecord>(_ record: Record) throws -> Record {
        var record = record
        let table = Record.databaseTableName
        record.id = try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) + 1 FROM \(table)") ?? 1
        record.eventSeq = seq
        try record.insert(database)
        digests += "\(table) \(try RowEncoding.digest(database, table, id: record.id).hexadecimal);"
        return record
    }
}

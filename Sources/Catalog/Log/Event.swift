public import Foundation
public import GRDB

/// An event of the log, as it is stored.
public struct Event: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The table.
    public static let databaseTableName = "event"
    /// Columns are in snake case.
    public static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase
    /// Columns are in snake case.
    public static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase

    /// Its number, from 1, without gaps.
    public var seq: Int64
    /// When, in ms since 1970.
    public var atMs: Int64
    /// What kind of event: one of ``EventType``.
    public var type: String
    /// Who.
    public var actor: String
    /// On which machine.
    public var host: String
    /// uid of the run it belongs to.
    public var run: String?
    /// uid of what it is about.
    public var subject: String?
    /// One sentence for people.
    public var detail: String
    /// The rows written with it: table, space, SHA-256, semicolon.
    public var rows: String
    /// SHA-256 of the hash before and of ``header``.
    public var hash: Data

    /// The text that the hash covers; the view `event_header` says the same in SQL.
    var header: String {
        """
        mannequin/event/1
        \(seq)
        \(atMs)
        \(type)
        \(actor)
        \(host)
        \(run ?? "")
        \(subject ?? "")
        \(detail)
        \(rows)

        """
    }

    /// For each event in order: its number, ``header``, rows, hash, and whether each value has its type.
    ///
    /// The header is put together here and not taken from the view: what is to be checked does not say how.
    static let chainSQL = """
        SELECT seq, CAST('mannequin/event/1' || char(10) || seq || char(10) || at_ms || char(10) || type || char(10)
               || actor || char(10) || host || char(10) || coalesce(run, '') || char(10) || coalesce(subject, '')
               || char(10) || detail || char(10) || rows || char(10) AS BLOB), CAST(rows AS BLOB), hash,
               typeof(at_ms) = 'integer' AND typeof(type) || typeof(actor) || typeof(host) || typeof(detail)
               || typeof(rows) = 'texttexttexttexttext' AND typeof(hash) = 'blob' AND typeof(run) <> 'blob'
               AND typeof(subject) <> 'blob' AND run IS NOT '' AND subject IS NOT ''
          FROM event ORDER BY seq
        """

    /// What ``hash`` has to be behind an event with this hash.
    func expectedHash(after previous: Data) -> Data { SHA256.digest(previous + Data(header.utf8)) }

    /// The hash before the first event.
    static let genesis = Data(count: 32)
}

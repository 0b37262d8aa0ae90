import Foundation
import GRDB

/// How a row of a table is written down as bytes for its digest.
///
/// The columns in the order of the table, each as one letter for its type and its content: `N` for NULL, `I` and a
/// decimal number, `T` or `B` with the number of bytes, a colon and the bytes. Columns are separated by a semicolon. SQLite
/// builds it, so `sqlite3` and `sha256sum` can check it:
///
///     I1;T36:0198f0...;T3:raw;B32:9F86D0...;N
enum RowEncoding {
    /// The tables whose rows events vouch for, in the order of their making.
    ///
    /// A table that is none of ours, since somebody added it, may lack what each of ours has.
    static func tables(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'grdb_migrations'
                   AND name <> 'event' ORDER BY rowid
                """
        ).filter { table in
            let columns = try database.columns(in: table).map(\.name)
            return columns.contains("id") && columns.contains("event_seq")
        }
    }

    /// The statement that gives `id`, `event_seq` and the encoded row of each row of a table, in order.
    static func allRows(_ database: Database, of table: String) throws -> String {
        "SELECT id, event_seq, \(try encoded(database, table)) FROM \(table) ORDER BY id"
    }

    /// The digest of one row.
    static func digest(_ database: Database, _ table: String, id: Int64) throws -> Data {
        let row = try Data.fetchOne(
            database, sql: "SELECT \(try encoded(database, table)) FROM \(table) WHERE id = ?", arguments: [id])
        guard let row else { throw CatalogError(.inputOutput, "a row that was just written to \(table) is not there") }
        return SHA256.digest(row)
    }

    /// The expression that encodes a row of a table.
    private static func encoded(_ database: Database, _ table: String) throws -> String {
        let columns = try database.columns(in: table).map { column in
            let name = "\"\(column.name)\""
            return """
                CASE typeof(\(name)) WHEN 'null' THEN 'N' WHEN 'integer' THEN 'I' || \(name) WHEN 'text' THEN \
                'T' || length(CAST(\(name) AS BLOB)) || ':' || \(name) ELSE \
                'B' || length(\(name)) || ':' || hex(\(name)) END
                """
        }
        return "CAST(\(columns.joined(separator: " || ';' || ")) AS BLOB)"
    }
}

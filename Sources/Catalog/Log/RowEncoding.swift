import Foundation
import GRDB

/// How a row of a table is written down as bytes for its digest.
///
/// The columns in the order of the table, each as one letter for its type and its content: `N` for NULL, `I` and a
/// decimal number, `T` or `B` with the number of bytes, a colon and the bytes. Columns are separated by a semicolon. SQLite
/// builds it, so `sqlite3` and `sha256sum` can check it:
///
///     I1;T36:0198f0...;T3:raw;B32:9F86D0...;N
struct RowEncoding {
    /// The tables whose rows events vouch for, in the order of their making.
    let tables: [String]
    private let expressions: [String: String]

    /// Reads the tables of a catalog.
    init(_ database: Database) throws {
        // A table that is none of ours, since somebody added it, may lack what each of ours has.
        let all = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'grdb_migrations'
                   AND name <> 'event' ORDER BY rowid
                """)
        var tables: [String] = []
        var expressions: [String: String] = [:]
        for table in all {
            let columns = try database.columns(in: table)
            guard columns.contains(where: { $0.name == "id" }), columns.contains(where: { $0.name == "event_seq" })
            else {
                continue
            }
            tables.append(table)
            expressions[table] = columns.map { column in
                let name = "\"\(column.name)\""
                return """
                    CASE typeof(\(name)) WHEN 'null' THEN 'N' WHEN 'integer' THEN 'I' || \(name) WHEN 'text' THEN \
                    'T' || length(CAST(\(name) AS BLOB)) || ':' || \(name) ELSE \
                    'B' || length(\(name)) || ':' || hex(\(name)) END
                    """
            }.joined(separator: " || ';' || ")
        }
        self.tables = tables
        self.expressions = expressions
    }

    /// The statement that gives `id`, `event_seq` and the encoded row of each row of a table, in order.
    func allRows(of table: String) -> String {
        "SELECT id, event_seq, CAST(\(expressions[table] ?? "NULL") AS BLOB) FROM \(table) ORDER BY id"
    }

    /// The digest of one row.
    func digest(_ database: Database, _ table: String, id: Int64) throws -> Data {
        let row = try Data.fetchOne(
            database, sql: "SELECT CAST(\(expressions[table] ?? "NULL") AS BLOB) FROM \(table) WHERE id = ?",
            arguments: [id])
        guard let row else { throw CatalogError(.inputOutput, "a row that was just written to \(table) is not there") }
        return SHA256.digest(row)
    }
}

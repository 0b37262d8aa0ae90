@testable import Catalog
import Foundation
import GRDB

/// A catalog file as anybody with a shell sees it: plain SQL, no library in between.
struct RawDatabase {
    let path: String
    let queue: DatabaseQueue

    /// Opens a file with nothing set that the library sets, except `foreignKeys`.
    init(_ path: String, readOnly: Bool = false, foreignKeys: Bool = false) throws {
        self.path = path
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = foreignKeys
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// One file with all that is in a catalog, to be damaged.
    static func copy(_ history: History, to name: String = "copy.sqlite") throws -> String {
        let path = history.directory + "/" + name
        try? FileManager.default.removeItem(atPath: path)
        try history.catalog().copy(to: path)
        return path
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: sql, arguments: arguments)
        }
    }

    /// Takes all guards away, and lets values of no sense in.
    func disarm(lettingAllTypesIn: Bool = false) throws {
        if lettingAllTypesIn {
            try execute("PRAGMA writable_schema = ON")
            try execute(
                "UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT', ')'), 'NOT NULL', '') WHERE type = 'table'"
            )
            try execute("PRAGMA writable_schema = RESET")
        }
        let triggers = try strings("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for name in triggers { try execute("DROP TRIGGER \"\(name)\"") }
        try execute("PRAGMA ignore_check_constraints = ON")
    }

    func strings(_ sql: String, _ arguments: StatementArguments = []) throws -> [String] {
        try queue.read { try String.fetchAll($0, sql: sql, arguments: arguments) }
    }

    func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64 {
        try queue.read { try Int64.fetchOne($0, sql: sql, arguments: arguments) ?? 0 }
    }

    /// The tables of a catalog, `event` too.
    func tables() throws -> [String] {
        try strings(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'grdb_migrations'"
        )
    }

    /// The columns of a table.
    func columns(_ table: String) throws -> [String] {
        try strings("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table])
    }

    /// All that is in all tables, as text.
    func dump() throws -> [String] {
        try queue.read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }
            }
        }
    }
}

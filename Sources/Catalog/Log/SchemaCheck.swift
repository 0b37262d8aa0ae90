import CatalogSchema
import Foundation
import GRDB

/// Compares the tables, indexes, guards and views of a catalog with those that this program makes.
enum SchemaCheck {
    /// What differs, in words.
    static func differences(_ database: Database) throws -> [String] {
        let expected = try expected.get()
        let found = try objects(database)
        var differences: [String] = []
        for (name, sql) in expected.sorted(by: { $0.key < $1.key }) {
            if let other = found[name] {
                if other != sql { differences.append("the \(name) was changed") }
            } else {
                differences.append("the \(name) is missing")
            }
        }
        for name in found.keys.sorted() where expected[name] == nil { differences.append("a \(name) was added") }
        return differences
    }

    /// The objects of a new catalog.
    private static let expected = Result {
        let fresh = try DatabaseQueue()
        let writer = Catalog.Writer(actor: Actor(name: "", host: ""), purpose: "") { 0 }
        try Migrations.migrator(CatalogSchema.migrations.count, writer).migrate(fresh)
        return try fresh.write { database in
            try database.execute(sql: CatalogSchema.views.sql)
            return try objects(database)
        }
    }

    /// The statements that made each object, by type and name. What SQLite makes for itself is compared too: it is no
    /// place to hide behind a name; only the tables of ANALYZE may be there or not.
    private static func objects(_ database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT type || ' ' || name || iif(type IN ('index', 'trigger'), ' of ' || tbl_name, ''), coalesce(sql, '')
                  FROM sqlite_schema WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))
                """)
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
}

import CatalogSchema
import Foundation
import GRDB

/// Brings a catalog to the version of this program. Migrations only go forward; views are made anew by every version.
enum Migrations {
    /// 'MNQ1' in the header of the file: this database is a catalog.
    static let applicationID: Int32 = 0x4D4E_5131

    /// Runs what is missing.
    static func run(on queue: DatabaseQueue, path: String, writer: Catalog.Writer) throws {
        try migrator(CatalogSchema.migrations.count, writer).migrate(queue)
        try queue.write { database in
            if try Int64.fetchOne(database, sql: "PRAGMA user_version") != viewVersion { try makeViews(database) }
        }
    }

    /// The migrations up to a version, for tests of upgrades too.
    static func migrator(_ count: Int, _ writer: Catalog.Writer) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, script) in CatalogSchema.migrations.prefix(count).enumerated() {
            migrator.registerMigration(script.name) { database in
                try database.execute(sql: script.sql)
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                let log = try EventLog(database, by: writer)
                if index == 0 {
                    try log.record(.catalogCreated, detail: "catalog \(UUIDv7.make(at: log.now)) was made") { rows in
                        for policy in RetentionPolicy.builtIn { _ = try rows.insert(policy) }
                    }
                } else {
                    try log.record(.catalogMigrated, detail: "migration \(script.name)")
                }
            }
        }
        return migrator
    }

    /// Refuses a database that belongs to another program, or to a newer version of this one, before anything of it is
    /// changed. One without tables may become a catalog.
    static func refuseStrangers(_ database: Database, path: String) throws {
        let isOurs = try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard isOurs || isEmpty else {
            throw CatalogError(.damaged, "\(path): this SQLite database is no catalog of mannequin")
        }
        if !isEmpty, try hasNewer(database) { throw newer(path) }
    }

    private static func hasNewer(_ database: Database) throws -> Bool {
        let known = CatalogSchema.migrations.map(\.name)
        return try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations").contains {
            !known.contains($0)
        }
    }

    /// Refuses what this program cannot read.
    static func check(_ database: Database, path: String) throws {
        guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
            throw CatalogError(.damaged, "\(path): this SQLite database is no catalog of mannequin")
        }
        if try hasNewer(database) { throw newer(path) }
        let applied = try Int.fetchOne(database, sql: "SELECT count(*) FROM grdb_migrations")
        guard applied == CatalogSchema.migrations.count,
            try Int64.fetchOne(database, sql: "PRAGMA user_version") == viewVersion
        else {
            throw CatalogError(
                .damaged, "\(path): the catalog is of an older version; `mannequin catalog init` upgrades it")
        }
    }

    private static func newer(_ path: String) -> CatalogError {
        CatalogError(.newer, "\(path): a newer mannequin made this catalog; use that one, or another --catalog")
    }

    /// Which views these are: 31 bits of the digest of their text.
    private static var viewVersion: Int64 {
        SHA256.digest(Data(CatalogSchema.views.sql.utf8)).prefix(4).reduce(0) { $0 << 8 | Int64($1) } & 0x7FFF_FFFF
    }

    private static func makeViews(_ database: Database) throws {
        for name in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'") {
            try database.execute(sql: "DROP VIEW \"\(name)\"")
        }
        try database.execute(sql: CatalogSchema.views.sql)
        try database.execute(sql: "PRAGMA user_version = \(viewVersion)")
    }
}

@testable import Catalog
import CatalogSchema
import Foundation
import GRDB
import Testing

/// Guards, indexes and views that were taken away, changed or added.
@Suite struct TamperedSchemaTests {
    private let story: Story
    private let path: String

    init() throws {
        story = try Story()
        path = try RawDatabase.copy(story.history)
    }

    private func problems(after sql: String...) throws -> [String] {
        let copy = story.history.directory + "/damaged-\(UUID().uuidString.prefix(8)).sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let raw = try RawDatabase(copy)
        try raw.execute("PRAGMA writable_schema = ON")
        for statement in sql { try raw.execute(statement) }
        try raw.queue.close()
        return try Catalog.openReadOnly(copy).verify().problems.map(\.message)
    }

    /// What differs after a statement, which is taken back.
    private func differences(_ raw: RawDatabase, after sql: String) throws -> [String] {
        var differences: [String] = []
        try raw.queue.inDatabase { database in
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.inSavepoint {
                try database.execute(sql: sql)
                differences = try SchemaCheck.differences(database)
                return .rollback
            }
        }
        return differences
    }

    @Test func `each trigger, index and view that is missing is named`() throws {
        let raw = try RawDatabase(path)
        let objects = try raw.strings(
            "SELECT type || ' ' || name FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL")
        #expect(objects.count > 100)
        for object in objects {
            let differences = try differences(raw, after: "DROP \(object)")
            #expect(differences.count == 1)
            let name = try #require(differences.first)
            #expect(name.hasPrefix("the \(object)") && name.hasSuffix(" is missing"))
        }
    }

    @Test func `each trigger and view that was changed is named`() throws {
        let raw = try RawDatabase(path)
        for name in try raw.strings("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')") {
            let differences = try differences(
                raw, after: "UPDATE sqlite_schema SET sql = replace(sql, 'SELECT', 'select') WHERE name = '\(name)'")
            #expect(differences.count == 1)
            let message = try #require(differences.first)
            #expect(message.contains(" \(name)") && message.hasSuffix("was changed"))
        }
    }

    @Test func `verify goes on where a view is missing, and says what it cannot check`() throws {
        #expect(
            Set(try problems(after: "DROP VIEW deletion_state")) == [
                "the view deletion_state is missing", "a promise about the rows together cannot be checked",
            ])
    }

    @Test(arguments: [
        "CREATE TABLE x (y)", "CREATE INDEX x ON event (detail)", "CREATE VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON event BEGIN SELECT 1; END", "CREATE TABLE sqlitex (y)",
        "CREATE TABLE grdb_x (y)", "CREATE TRIGGER sqlite1 AFTER INSERT ON event BEGIN SELECT 1; END",
    ]) func `what was added is named`(_ sql: String) throws {
        let name = sql.split(separator: " ")[2]
        let messages = try problems(after: sql)
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix("a ") == true && messages.first?.hasSuffix("was added") == true)
        #expect(messages.first?.contains(" \(name)") == true)
    }

    @Test func `what hides behind a name of SQLite's own is named, too`() throws {
        #expect {
            try problems(
                after: "CREATE TRIGGER x AFTER INSERT ON event BEGIN SELECT 1; END",
                "UPDATE sqlite_schema SET name = 'sqlite_x' WHERE name = 'x'")
        } throws: {
            "\($0)".contains("malformed database schema (sqlite_x)")
        }
    }

    @Test func `a table whose checks were taken away is named`() throws {
        let messages = try problems(
            after: "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (keep_ms > 0)', '') WHERE name = 'policy'")
        #expect(messages == ["the table policy was changed"])
    }

    @Test func `statistics of SQLite are no change`() throws {
        #expect(try problems(after: "ANALYZE") == [])
    }

    @Test func `each promise about the rows together is kept by the story, and can be broken`() throws {
        let raw = try RawDatabase(path)
        try raw.disarm()
        for sql in [
            "DELETE FROM tombstone WHERE id = 2",
            "DELETE FROM expiry WHERE snapshot_id = 1", "UPDATE run SET rule_digest = NULL", "DELETE FROM lineage",
            "UPDATE deletion_step SET at_ms = 0", "UPDATE expiry SET expires_ms = expires_ms * 2",
            "UPDATE hold SET event_seq = 1, snapshot_id = 1; DELETE FROM hold_release",
        ] { try raw.execute(sql) }
        let broken = try CatalogSchema.invariants.sql.split(separator: ";\n").flatMap { sql in
            try raw.queue.read { try Row.fetchAll($0, sql: String(sql)) }.filter { $0[1] > 0 }.map { $0[0] as String }
        }
        #expect(Set(broken).count == 7)
        for sentence in [
            "a deletion is done without a tombstone", "a copy was deleted while its snapshot was on hold",
            "a copy was claimed before its expiry", "a snapshot has no expiry",
            "a sanitized snapshot names no run with rules and key", "a derived snapshot has no parent",
            "an extension passes the ceiling of its policy",
        ] { #expect(broken.contains(sentence), "\(sentence)") }
    }
}

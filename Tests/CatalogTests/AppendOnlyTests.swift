@testable import Catalog
import Foundation
import GRDB
import Testing

/// What anybody with a shell can try on the tables. Each of them is tried, whichever there are.
@Suite struct AppendOnlyTests {
    private let story: Story
    private let raw: RawDatabase

    init() throws {
        story = try Story()
        raw = try RawDatabase(try RawDatabase.copy(story.history))
    }

    /// Runs a statement that has to be refused, and returns what SQLite said.
    private func refusal(_ sql: String, _ arguments: StatementArguments = [], _ raw: RawDatabase? = nil) -> String {
        do {
            try (raw ?? self.raw).execute(sql, arguments)
            return "nothing: it was done"
        } catch {
            return "\(error)"
        }
    }

    @Test func `the story has rows in each table`() throws {
        for table in try raw.tables() { #expect(try raw.count("SELECT count(*) FROM \(table)") > 0, "\(table)") }
    }

    @Test func `no column of any table can be updated`() throws {
        for table in try raw.tables() {
            for column in try raw.columns(table) {
                for verb in ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"] {
                    #expect(refusal("\(verb) \(table) SET \(column) = \(column)").contains("append-only"))
                }
            }
        }
    }

    @Test func `no row of any table can be deleted`() throws {
        for table in try raw.tables() {
            #expect(refusal("DELETE FROM \(table)").contains("append-only"))
            #expect(refusal("DELETE FROM \(table) WHERE rowid = 1").contains("append-only"))
        }
    }

    /// `INSERT OR REPLACE` fires no delete trigger where recursive triggers are off, as they are for whoever opens the file.
    @Test(arguments: [true, false]) func `no row can be put in the place of another`(_ hasForeignKeys: Bool) throws {
        let raw = try RawDatabase(raw.path, foreignKeys: hasForeignKeys)
        let before = try raw.dump()
        for table in try raw.tables() {
            let isEvent = table == "event"
            let columns = try raw.columns(table)
            let next = "(SELECT max(\(columns[0])) + 1 FROM \(table))"
            let nextEvent = "(SELECT max(seq) + 1 FROM event)"
            // The same row again, under its own number; and under the next one, for the next event, with its other keys.
            let row = columns.joined(separator: ", ")
            let twin = columns.enumerated().map { index, column in
                index == 0 ? next : column == "event_seq" ? nextEvent : column
            }.joined(separator: ", ")
            for verb in ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"] {
                let same = refusal("\(verb) INTO \(table) SELECT \(row) FROM \(table) ORDER BY 1 LIMIT 1", [], raw)
                #expect(same.contains(isEvent ? "seq must follow" : "without a twin"), "\(verb) \(table)")
                guard try hasKey(table) else { continue }
                let other = refusal("\(verb) INTO \(table) SELECT \(twin) FROM \(table) ORDER BY 1 LIMIT 1", [], raw)
                #expect(other.contains("without a twin") || other.contains("tombstone:"), "\(verb) \(table): \(other)")
            }
            let upsert = refusal(
                "INSERT INTO \(table) SELECT \(row) FROM \(table) WHERE true LIMIT 1 ON CONFLICT DO UPDATE SET \(columns[1]) = 1",
                [], raw)
            #expect(upsert != "nothing: it was done")
        }
        #expect(try raw.dump() == before)
    }

    /// Whether a table has a key beside its number.
    private func hasKey(_ table: String) throws -> Bool {
        try raw.count("SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'u'", [table]) > 0
    }

    @Test func `a row follows the last one, and comes with the next event`() throws {
        for table in try raw.tables() where table != "event" {
            let columns = try raw.columns(table).dropFirst()
            for (id, seq) in [
                ("max(id) + 2", "(SELECT max(seq) + 1 FROM event)"), ("0", "(SELECT max(seq) + 1 FROM event)"),
                ("-1", "(SELECT max(seq) + 1 FROM event)"), ("NULL", "(SELECT max(seq) + 1 FROM event)"),
                ("max(id) + 1", "event_seq"), ("max(id) + 1", "(SELECT max(seq) + 2 FROM event)"),
            ] {
                let values = columns.map { $0 == "event_seq" ? seq : $0 == "uid" ? "'u'" : $0 }
                let refusal = refusal(
                    "INSERT INTO \(table) SELECT \(id), \(values.joined(separator: ", ")) FROM \(table)")
                #expect(refusal.contains("is the next one, of the next event"), "\(table) \(id) \(seq): \(refusal)")
            }
        }
    }

    @Test(arguments: ["max(seq) + 2", "max(seq)", "0", "-1", "NULL", "1"])
    func `an event follows the last one`(_ seq: String) throws {
        let columns = try raw.columns("event").dropFirst().joined(separator: ", ")
        #expect(refusal("INSERT INTO event SELECT \(seq), \(columns) FROM event").contains("seq must follow"))
    }

    @Test func `an event has one line for each of its fields, and no empty uid`() throws {
        let columns = try raw.columns("event")
        for (index, column) in columns.enumerated() where index > 1 && column != "hash" {
            for value in column == "run" || column == "subject" ? ["'x' || char(10)", "''"] : ["'x.y' || char(10)"] {
                var values = columns
                (values[0], values[index]) = ("max(seq) + 1", value)
                let refusal = refusal("INSERT INTO event SELECT \(values.joined(separator: ", ")) FROM event")
                #expect(refusal.contains("CHECK constraint failed"), "\(column): \(refusal)")
            }
        }
    }

    @Test func `a row without its event cannot be committed`() throws {
        let history = story.history
        let raw = try RawDatabase(history.path, foreignKeys: true)
        #expect {
            try raw.queue.write { database in
                try database.execute(
                    sql:
                        "INSERT INTO masking_key SELECT max(id) + 1, 'x', 0, (SELECT max(seq) + 1 FROM event) FROM masking_key"
                )
            }
        } throws: {
            "\($0)".contains("FOREIGN KEY constraint failed")
        }
    }

    @Test func `nothing is changed through a connection that only reads`() throws {
        let history = story.history
        let before = try RawDatabase(history.path, readOnly: true).dump()
        let reader = try history.reader()
        #expect { try reader.write { try $0.record(.policySet, detail: "x") } } throws: {
            ($0 as? CatalogError)?.code == .notWritable
        }
        for sql in ["DELETE FROM event", "CREATE TABLE x (y)", "DROP TRIGGER event_no_update", "VACUUM"] {
            #expect(throws: CatalogError.self) { try reader.read { try $0.execute(sql: sql) } }
            #expect(refusal(sql, [], try RawDatabase(history.path, readOnly: true)).contains("readonly database"))
        }
        #expect(throws: (any Error).self) {
            try reader.queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA query_only = OFF; DROP TRIGGER event_no_update")
            }
        }
        #expect(try RawDatabase(history.path, readOnly: true).dump() == before)
        #expect(try history.problems() == [])
    }
}

@testable import Catalog
import Foundation
import GRDB
import Testing

/// Rows and events that were removed, exchanged, added, or written anew as a whole.
@Suite struct TamperedRowTests {
    private static let file = Result { () throws -> (Story, String) in
        let story = try Story()
        return (story, try RawDatabase.copy(story.history))
    }
    private let story: Story
    private let raw: RawDatabase

    init() throws {
        let (story, path) = try Self.file.get()
        self.story = story
        raw = try Self.copy(story, path)
    }

    private static func copy(_ story: Story, _ path: String) throws -> RawDatabase {
        let copy = story.history.directory + "/damaged-\(UUID().uuidString.prefix(8)).sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let raw = try RawDatabase(copy)
        try raw.disarm()
        return raw
    }

    private func verify(
        _ raw: RawDatabase? = nil, against anchors: [ChainVerification.Anchor] = []
    ) throws -> [ChainVerification.Problem] {
        try Catalog.openReadOnly((raw ?? self.raw).path).verify(against: anchors).problems.filter {
            !$0.message.contains("the trigger ")
        }
    }

    private func hash(of seq: Int64) throws -> String {
        try raw.strings("SELECT lower(hex(hash)) FROM event WHERE seq = ?", [seq]).first ?? ""
    }

    @Test func `nothing is found but the guards that are missing`() throws {
        #expect(try verify() == [])
        #expect(try raw.count("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") == 0)
    }

    @Test func `each removed row is missed`() throws {
        for table in try raw.tables() where table != "event" {
            let rows = try raw.queue.read {
                try Row.fetchAll($0, sql: "SELECT id, event_seq FROM \(table) ORDER BY id")
            }
            for row in [rows[0], rows[rows.count / 2], rows[rows.count - 1]] {
                let (id, seq): (Int64, Int64) = (row[0], row[1])
                try raw.queue.inDatabase { database in
                    try database.inSavepoint {
                        try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
                        var verifier = try ChainVerifier(database)
                        let problems = try verifier.verify(against: []) { _ in }.problems
                        #expect(problems.contains { $0.table == table && $0.seq == seq }, "\(table) \(id)")
                        return .rollback
                    }
                }
            }
        }
    }

    @Test func `two rows that were exchanged are found`() throws {
        for table in try raw.tables() where table != "event" {
            guard try raw.count("SELECT count(*) FROM \(table)") > 1 else { continue }
            let copy = try Self.copy(story, raw.path)
            // Whose keys are which does not matter here: the numbers change places.
            try copy.execute("UPDATE \(table) SET id = -1 WHERE id = 1")
            try copy.execute("UPDATE \(table) SET id = 1 WHERE id = 2")
            try copy.execute("UPDATE \(table) SET id = 2 WHERE id = -1")
            #expect(try verify(copy).contains { $0.table == table && $0.row == 1 }, "\(table)")
        }
    }

    @Test func `a row that no event wrote is found`() throws {
        for table in try raw.tables() where table != "event" {
            for seq in ["event_seq", "999"] {
                let copy = try Self.copy(story, raw.path)
                let columns = try copy.columns(table).dropFirst().map { column in
                    column == "event_seq" ? seq : column == "uid" ? "'u'" : column
                }
                let keys = try copy.strings(
                    """
                    SELECT c.name FROM pragma_index_list(?) l, pragma_index_info(l.name) c WHERE l.origin = 'u'
                    """, [table])
                let values = zip(try copy.columns(table).dropFirst(), columns).map { name, value in
                    !keys.contains(name) || name == "uid"
                        ? value
                        : "CASE typeof(\(name)) WHEN 'integer' THEN \(name) + 1000 WHEN 'blob' THEN randomblob(32) ELSE 'x' END"
                }
                try copy.execute(
                    "INSERT INTO \(table) SELECT max(id) + 1, \(values.joined(separator: ", ")) FROM \(table)")
                let id = try copy.count("SELECT max(id) FROM \(table)")
                #expect(try verify(copy).contains { $0.table == table && $0.row == id }, "\(table) \(seq)")
            }
        }
    }

    @Test(arguments: [1, 2, 50, 101] as [Int64]) func `a removed event is missed`(_ seq: Int64) throws {
        try raw.execute("DELETE FROM event WHERE seq = ?", [seq])
        #expect(try verify().first?.seq == seq)
        #expect(try verify().first?.message == "event \(seq) is missing")
    }

    @Test func `the last event without rows is missed by an anchor only`() throws {
        try story.history.write { try $0.record(.accessRead, subject: story.uid("orders"), detail: "read") }
        let path = try RawDatabase.copy(story.history, to: "longer-\(UUID().uuidString.prefix(8)).sqlite")
        let longer = try Self.copy(story, path)
        let last = try longer.count("SELECT max(seq) FROM event")
        let head = try longer.strings("SELECT lower(hex(hash)) FROM event ORDER BY seq DESC LIMIT 1")[0]
        let anchor = ChainVerification.Anchor(seq: last, head: head, source: "the checkpoint in git")
        #expect(try verify(longer, against: [anchor]) == [])
        try longer.execute("DELETE FROM event WHERE seq = ?", [last])
        #expect(try verify(longer) == [])
        #expect(
            try verify(longer, against: [anchor]).map(\.message) == [
                "the log was cut: the checkpoint in git vouches for event \(last), which is not there"
            ])
    }

    @Test func `the last event with rows leaves them without one`() throws {
        let last = try raw.count("SELECT max(seq) FROM event")
        try raw.execute("DELETE FROM event WHERE seq = ?", [last])
        #expect(try verify().map(\.message).contains("row 1 of checkpoint was written by no event"))
    }

    @Test(arguments: [(1, 2), (40, 41), (50, 90), (101, 102)] as [(Int64, Int64)])
    func `two events that were exchanged are found`(_ first: Int64, _ second: Int64) throws {
        try raw.execute("UPDATE event SET seq = -1 WHERE seq = ?", [first])
        try raw.execute("UPDATE event SET seq = ? WHERE seq = ?", [first, second])
        try raw.execute("UPDATE event SET seq = ? WHERE seq = -1", [second])
        #expect(try verify().first?.seq == first)
    }

    @Test func `a log that was written anew is good by itself, and found by an anchor`() throws {
        let (middle, last): (Int64, Int64) = (60, try raw.count("SELECT max(seq) FROM event"))
        let anchors = try [middle, last].map {
            ChainVerification.Anchor(seq: $0, head: try hash(of: $0), source: "checkpoint \($0)")
        }
        #expect(try verify(against: anchors) == [])
        // A row of event 50 is changed, and every digest and hash from there on is made to fit.
        let seq = try raw.count("SELECT event_seq FROM copy WHERE event_seq > 20 LIMIT 1")
        try raw.execute("UPDATE copy SET name = 'other.rdb' WHERE event_seq = ?", [seq])
        try rewrite(from: seq)
        #expect(try verify() == [])
        #expect(
            try verify(against: anchors).map(\.message)
                == anchors.map {
                    "the log was written anew: event \($0.seq) has another hash than \($0.source) vouches for"
                })
    }

    /// Makes a log consistent again from an event on, as an owner of the file can.
    private func rewrite(from seq: Int64) throws {
        try raw.queue.write { database in
            let encoding = try RowEncoding(database)
            var previous = Event.genesis
            for var event in try Event.fetchAll(database, sql: "SELECT * FROM event ORDER BY seq") {
                if event.seq == seq {
                    event.rows = try event.rows.split(separator: ";").map { entry in
                        let table = String(entry.split(separator: " ")[0])
                        let id = try Int64.fetchOne(
                            database, sql: "SELECT id FROM \(table) WHERE event_seq = ?", arguments: [seq])
                        return "\(table) \(try encoding.digest(database, table, id: id ?? 0).hexadecimal);"
                    }.joined()
                }
                event.hash = event.expectedHash(after: previous)
                try event.update(database)
                previous = event.hash
            }
        }
    }

    @Test(arguments: [0, -1, 100_000] as [Int64]) func `an anchor for an event that cannot be is not passed over`(
        _ seq: Int64
    ) throws {
        let anchor = ChainVerification.Anchor(seq: seq, head: String(repeating: "0", count: 64), source: "somebody")
        #expect(try verify(against: [anchor]).count == 1)
    }

    @Test func `an anchor may be written in capital letters`() throws {
        let anchor = ChainVerification.Anchor(seq: 60, head: try hash(of: 60).uppercased(), source: "somebody")
        #expect(try verify(against: [anchor]) == [])
    }
}

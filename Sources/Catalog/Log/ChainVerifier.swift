import Foundation
import GRDB

/// Walks the log from its first event: each hash must follow from the one before, each row must be as its event wrote it,
/// and no row may be there that no event wrote.
struct ChainVerifier {
    private let database: Database
    private let names: [String]
    /// By the bytes of the table's name, as an event has it.
    private var tables: [Data: TableWalk] = [:]
    private let digester = SHA256.Digester()
    private var result = ChainVerification()

    init(_ database: Database) throws {
        self.database = database
        names = try RowEncoding.tables(database)
        for table in names {
            tables[Data(table.utf8)] = try TableWalk(database, RowEncoding.allRows(database, of: table), digester)
        }
    }

    /// Walks. `anchors` are what others say about the log.
    mutating func verify(
        against anchors: [ChainVerification.Anchor], progress: (Int64) throws -> Void
    ) throws -> ChainVerification {
        var previous = Event.genesis
        var expectedSeq: Int64 = 1
        let waiting = Dictionary(grouping: anchors, by: \.seq)
        result.anchors = anchors.count
        let events = try Row.fetchCursor(database, sql: Event.chainSQL)
        while let event = try events.next() {
            let seq: Int64 = event[0] ?? 0
            let header: Data = event[1] ?? Data()
            let hash: Data = event[3] ?? Data()
            if event[4] != true {
                result.add(seq: seq, "event \(seq) was changed: it holds a value of a type that no event has")
            }
            if seq != expectedSeq {
                result.add(seq: expectedSeq, "event \(expectedSeq) is missing")
            } else if digester.digest(previous, header) != hash {
                result.add(seq: seq, "event \(seq) was changed, or one before it: its hash does not follow")
            }
            for anchor in waiting[seq] ?? [] where anchor.head.lowercased() != hash.hexadecimal {
                result.add(
                    seq: seq,
                    "the log was written anew: event \(seq) has another hash than \(anchor.source) vouches for")
            }
            try checkRows(of: seq, event[2] ?? Data())
            previous = hash
            expectedSeq = seq + 1
            result.events += 1
            if result.events.isMultiple(of: 4096) { try progress(result.events) }
        }
        result.head = previous.hexadecimal
        for anchor in anchors where anchor.seq >= expectedSeq || anchor.seq < 1 {
            result.add(
                seq: anchor.seq, "the log was cut: \(anchor.source) vouches for event \(anchor.seq), which is not there"
            )
        }
        try checkRest()
        return result
    }

    /// Compares the rows of one event with the digests it lists: `table SHA256;` for each.
    private mutating func checkRows(of seq: Int64, _ list: Data) throws {
        for entry in list.split(separator: UInt8(ascii: ";")) {
            guard let space = entry.firstIndex(of: UInt8(ascii: " ")) else { continue }
            let name = entry[..<space]
            lazy var table = String(decoding: name, as: UTF8.self)
            guard let walk = tables[name] else {
                result.add(seq: seq, table: table, "the table \(table) of event \(seq) is missing")
                continue
            }
            while let row = walk.current, row.seq < seq { try unvouched(row, table, walk) }
            guard let row = walk.current, row.seq == seq else {
                result.add(seq: seq, table: table, "a row of \(table) that event \(seq) wrote is missing")
                continue
            }
            if !row.digest.isWritten(as: entry[entry.index(after: space)...]) {
                result.add(
                    seq: seq, table: table, row: row.id,
                    "row \(row.id) of \(table) is not as event \(seq) wrote it")
            }
            result.rows += 1
            try walk.advance()
        }
    }

    /// What is left when the log is over.
    private mutating func checkRest() throws {
        for table in names {
            guard let walk = tables[Data(table.utf8)] else { continue }
            while let row = walk.current { try unvouched(row, table, walk) }
        }
    }

    private mutating func unvouched(_ row: TableWalk.Row, _ table: String, _ walk: TableWalk) throws {
        result.add(seq: row.seq, table: table, row: row.id, "row \(row.id) of \(table) was written by no event")
        try walk.advance()
    }
}

/// The rows of a table in order, one at a time.
private final class TableWalk {
    struct Row {
        var id: Int64
        var seq: Int64
        var digest: Data
    }

    private let cursor: RowCursor
    private let digester: SHA256.Digester
    private(set) var current: Row?

    init(_ database: Database, _ sql: String, _ digester: SHA256.Digester) throws {
        self.digester = digester
        cursor = try GRDB.Row.fetchCursor(database, sql: sql)
        try advance()
    }

    func advance() throws {
        current = try cursor.next().map { row in
            Row(id: row[0] ?? 0, seq: row[1] ?? 0, digest: digester.digest(row[2] ?? Data()))
        }
    }
}

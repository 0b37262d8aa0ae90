@testable import Catalog
import Foundation
import GRDB
import Testing

/// Somebody took the guards away and changed what was written: each value of each column of each table.
@Suite struct TamperedValueTests {
    /// The story, as one file.
    private static let file = Result { () throws -> (Story, String) in
        let story = try Story()
        return (story, try RawDatabase.copy(story.history))
    }

    /// A change of one value: an expression of SQL for the new one, as it was before.
    enum Change: String, CaseIterable {
        case oneMore, otherByte, otherBit, nothing, emptyForNothing, hiddenBehindNUL, otherType

        /// The new value of a column; nil where the change makes no sense for a value of this type.
        func expression(_ column: String, _ type: String) -> String? {
            switch (self, type) {
            case (.oneMore, "integer"): "\(column) + 1"
            case (.otherByte, "text"): "char(unicode(\(column)) + 1) || substr(\(column), 2)"
            case (.otherBit, "blob"):
                "CAST(iif(substr(\(column), 1, 1) = x'00', x'01', x'00') || substr(\(column), 2) AS BLOB)"
            case (.nothing, "integer"), (.nothing, "text"), (.nothing, "blob"): "NULL"
            case (.emptyForNothing, "null"): "''"
            case (.hiddenBehindNUL, "text"): "\(column) || char(0) || 'hidden'"
            case (.otherType, "integer"): "CAST(CAST(\(column) AS TEXT) AS BLOB)"
            case (.otherType, "text"): "CAST(\(column) AS BLOB)"
            default: nil
            }
        }
    }

    @Test(arguments: Change.allCases) func `each changed value is found and named`(_ change: Change) throws {
        let (story, path) = try Self.file.get()
        let copy = story.history.directory + "/\(change).sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let raw = try RawDatabase(copy)
        try raw.disarm(lettingAllTypesIn: true)
        var tried = 0
        for table in try raw.tables() {
            let key = table == "event" ? "seq" : "id"
            for column in try raw.columns(table) {
                for type in try raw.strings("SELECT DISTINCT typeof(\(column)) FROM \(table)") {
                    guard let expression = change.expression(column, type) else { continue }
                    // The last of its kind: the number behind it is free.
                    let row = try raw.count(
                        "SELECT max(\(key)) FROM \(table) WHERE typeof(\(column)) = ?", [type])
                    let statement = "UPDATE \(table) SET \(column) = \(expression) WHERE \(key) = \(row)"
                    guard let problems = try Self.problems(raw, after: statement) else { continue }
                    tried += 1
                    let isNamed = problems.contains { problem in
                        table == "event"
                            ? problem.seq == row : problem.table == table && (problem.row == row || column == "id")
                    }
                    #expect(isNamed, "\(table).\(column) of \(row), \(type): \(problems.map(\.message))")
                }
            }
        }
        #expect(tried >= 5)
    }

    /// What walking finds after a statement, which is taken back; nil where SQLite does not let it in.
    private static func problems(_ raw: RawDatabase, after sql: String) throws -> [ChainVerification.Problem]? {
        var problems: [ChainVerification.Problem]?
        try raw.queue.inDatabase { database in
            try database.inSavepoint {
                do {
                    try database.execute(sql: sql)
                } catch DatabaseError.SQLITE_MISMATCH {
                    return .rollback
                } catch DatabaseError.SQLITE_CONSTRAINT_UNIQUE {
                    return .rollback
                }
                var verifier = try ChainVerifier(database)
                problems = try verifier.verify(against: []) { _ in }.problems
                return .rollback
            }
        }
        return problems
    }
}

import Foundation
import GRDB
import Testing

@testable import Catalog

/// `docs/catalog.md` names every table, view, column and question that there is.
@Suite struct DocumentedSchemaTests {
    private static let text: String = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        return (try? String(contentsOf: package.appending(path: "docs/catalog.md"), encoding: .utf8)) ?? ""
    }()

    /// The lines of Markdown tables that begin with a name.
    private static func lines(_ name: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.hasPrefix("| `\(name)` |") }
    }

    @Test func `every table and view is documented with every column`() throws {
        let history = try History()
        let columns = try DatabaseQueue(path: history.path).read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT m.name AS place, m.type AS type, c.name AS column FROM sqlite_schema m, pragma_table_info(m.name) c
                     WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' AND m.name <> 'grdb_migrations'
                    """
            ).map { (place: $0["place"] as String, isTable: $0["type"] == "table", column: $0["column"] as String) }
        }
        #expect(Set(columns.map(\.place)).count == 42)
        for (place, isTable, column) in columns where !isTable || !["id", "event_seq"].contains(column) {
            #expect(Self.lines(place).contains { $0.contains("`\(column)`") }, "\(place).\(column)")
        }
    }

    @Test(arguments: ShippedQuery.all.map(\.name)) func `every question is documented`(_ name: String) throws {
        let query = try #require(ShippedQuery.all.first { $0.name == name })
        let line = try #require(Self.lines(name).first { $0.contains(query.title) })
        #expect(line.contains(query.why))
        for parameter in query.parameters { #expect(line.contains("`\(parameter.name)`")) }
    }
}

import Catalog
import Foundation
import Testing

/// What shipped queries must not say, whatever they are asked.
@Suite struct QueryEdgeTests {
    private func answer(_ history: History, _ name: String, _ arguments: [String: String] = [:]) throws -> [[String]] {
        let query = try #require(ShippedQuery.all.first { $0.name == name })
        return try history.reader().answer(query, arguments, at: history.now).rows.map { $0.map(\.description) }
    }

    @Test func `each query says what it asks and why, and no two have one name`() {
        #expect(Set(ShippedQuery.all.map(\.name)).count == 18)
        for query in ShippedQuery.all { #expect(!query.title.isEmpty && !query.why.isEmpty && !query.sql.isEmpty) }
    }

    @Test func `each query answers on an empty catalog`() throws {
        let history = try History()
        for query in ShippedQuery.all {
            var arguments: [String: String] = [:]
            for parameter in query.parameters where parameter.standard == nil {
                arguments[parameter.name] = parameter.isDate ? "2026-01-01" : "x"
            }
            let rows = try answer(history, query.name, arguments)
            #expect(rows.count == (query.name == "integrity" ? 1 : 0), "\(query.name)")
        }
    }

    @Test(arguments: ["tomorrow", "", "2026", "2026-13-01", "2460000.5", "12:00", "2026-01-01x"])
    func `a date that is none is refused, so that nothing is proved by it`(_ date: String) throws {
        let history = try History()
        let late = try history.raw("late", at: History.place("/backup/late.rdb"))
        for query in ShippedQuery.all {
            for parameter in query.parameters where parameter.isDate {
                var arguments = [parameter.name: date]
                for other in query.parameters where other.standard == nil && other.name != parameter.name {
                    arguments[other.name] = late.snapshot.uid
                }
                let given = arguments
                #expect { try answer(history, query.name, given) } throws: { ($0 as? CatalogError)?.code == .misasked }
            }
        }
    }

    @Test func `a certificate of the very millisecond proves what was deleted in it`() throws {
        let history = try History()
        history.now += 1_234
        let made = try history.raw("made", at: History.place("/backup/made.rdb"))
        history.now += 86_400_000 + 333
        try history.delete(made)
        #expect(try answer(history, "deletion-proof", ["snapshot": made.snapshot.uid]).map { $0[6] } == ["PROVED"])
        history.now -= 1
        #expect(try answer(history, "deletion-proof", ["snapshot": made.snapshot.uid]).map { $0[6] } == ["LATE"])
    }

    @Test func `access up to now has what happened in this millisecond`() throws {
        let history = try History()
        history.now += 567
        let made = try history.raw("made", at: nil)
        try history.write { try $0.record(.accessRead, subject: made.snapshot.uid, detail: "read") }
        #expect(try answer(history, "access").count == 1)
    }

    @Test func `a copy that went in another way is not stuck`() throws {
        let history = try History()
        let made = try history.raw("made", at: History.place("/backup/made.rdb"))
        try history.delete(made, .failed(reason: "the run that would replace it failed"), why: .replaced)
        #expect(try answer(history, "stuck").count == 1)
        history.now += 2 * 86_400_000
        try history.delete(made)
        #expect(try answer(history, "stuck").count == 0)
    }

    @Test func `overdue shows the last step, whichever deletion it belongs to`() throws {
        let history = try History()
        let made = try history.raw("made", at: History.place("/backup/made.rdb"))
        history.now += 2 * 86_400_000
        try history.delete(made, .failed(reason: "first"))
        history.now += 1
        try history.delete(made, .failed(reason: "second"), why: .replaced)
        history.now += 1
        try history.delete(made, .blocked(until: nil, reason: "third"))
        #expect(try answer(history, "overdue").map { $0[8...] } == [["blocked", "2", "third"]])
    }

    @Test func `what is on hold is not the worst that a quarter shows`() throws {
        let history = try History()
        let held = try history.raw("held", at: History.place("/backup/held.rdb"))
        _ = try history.write { try $0.hold(held.snapshot, because: "lawsuit") }
        history.now += 86_400_000 * 50
        #expect(try answer(history, "quarter") == [["2026-Q1", "raw", "1", "0", "0", "0", "1", ""]])
    }

    @Test func `parameters that a query lacks or does not have are named`() throws {
        let history = try History()
        #expect { try answer(history, "alive-on") } throws: { "\($0)".contains("needs date=VALUE") }
        #expect { try answer(history, "holds", ["x": "1"]) } throws: { "\($0)".contains("no parameter x") }
    }
}

@testable import Catalog
import Foundation
import GRDB
import Synchronization
import Testing

/// What is asked all the time is found by an index, however large the catalog.
@Suite struct QueryPlanTests {
    private let story: Story
    private let seen = Statements()

    init() throws { story = try Story() }

    /// The statements that ran, as SQLite traces them.
    private final class Statements: Sendable {
        private let texts = Mutex<[String]>([])
        func add(_ text: String) { texts.withLock { $0.append(text) } }
        var all: [String] { texts.withLock { $0 } }
    }

    /// The tables that are walked as a whole by what `body` runs.
    private func scans(_ body: (EventLog) throws -> Void) throws -> [String] {
        let statements = Statements()
        return try story.history.write { log in
            log.database.trace { event in
                if case .statement(let statement) = event { statements.add(statement.expandedSQL) }
            }
            try body(log)
            log.database.trace(options: [], nil)
            // The last event is the end of its table.
            let queries = statements.all.filter {
                ($0.hasPrefix("SELECT") || $0.hasPrefix("WITH"))
                    && !$0.hasSuffix("FROM event ORDER BY seq DESC LIMIT 1")
            }
            return try queries.flatMap { sql in
                try Self.scans(log.database, sql).map { "\($0): \(sql)" }
            }
        }
    }

    /// The tables that a statement walks; names of what a statement itself has found do not count.
    private static func scans(
        _ database: Database, _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> [String] {
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
            .map { $0["detail"] as String }
            .filter { step in
                step.hasPrefix("SCAN")
                    && !["SCAN up", "SCAN f", "SCAN family", "SCAN asked", "SCAN CONSTANT ROW"].contains(step)
            }
    }

    @Test func `a snapshot is found by its bytes, its uid, and the beginning of either`() throws {
        let snapshot = story.snapshot("late")
        #expect(try scans { _ = try $0.snapshot(sha256: History.digest("late")) } == [])
        #expect(try scans { _ = try $0.snapshot(snapshot.uid) } == [])
        #expect(try scans { _ = try $0.snapshot(History.digest("late").hexadecimal) } == [])
        #expect(try scans { _ = try $0.snapshot(String(History.digest("late").hexadecimal.prefix(20))) } == [])
    }

    @Test func `copies and findings of a location are found without walking all`() throws {
        #expect(try scans { _ = try $0.livingCopies(in: "file://h1/backup") } == [])
        #expect(try scans { _ = try $0.livingCopies(in: "file://h1/backup", named: "late.rdb") } == [])
        #expect(try scans { _ = try $0.openFindings(in: "file://h1/backup") } == [])
    }

    @Test func `all that changes a snapshot finds it and its rows`() throws {
        let snapshot = story.snapshot("shop")
        let test = story.snapshot("orders-test")
        let acts: [(EventLog) throws -> Void] = [
            { _ = try $0.hold(snapshot, because: "lawsuit") }, { _ = try $0.release(snapshot, because: "it is over") },
            { _ = try $0.extend(test, to: History.moment("2026-02-12T00:00:00Z"), because: "a ticket") },
            { try $0.expireNow(test, because: "a ticket") },
            { log in
                let run = try log.startRun("sweep", pid: 1, tool: "t")
                let copy = try #require(try log.livingCopies(in: "file://h1/test", named: "orders.rdb").first)
                let deletion = try log.claim(copy, why: .expired, run: run)
                try log.settle(deletion, .failed(reason: "no"), deletedMs: log.now, run: run)
                let again = try log.claim(copy, why: .expired, run: run)
                try log.settle(again, .gone(method: "unlink", seen: "no"), deletedMs: log.now, run: run)
                try log.endRun(run)
            },
        ]
        for act in acts {
            let scans = try scans(act)
            #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
        }
    }

    @Test func `the lineage of one walks no table`() throws {
        let catalog = try story.history.catalog()
        let statements = Statements()
        catalog.queue.inDatabase { database in
            database.trace { event in
                if case .statement(let statement) = event { statements.add(statement.expandedSQL) }
            }
        }
        _ = try catalog.lineage(of: story.snapshot("orders"))
        let scans = try catalog.queue.inDatabase { database in
            database.trace(options: [], nil)
            return try statements.all.filter { $0.contains("lineage") }.map { try Self.scans(database, $0) }
        }
        #expect(scans == [[], []])
    }

    @Test(arguments: ["deletion-proof", "where-loaded", "made-by-rules"])
    func `a question about one snapshot walks no table`(
        _ name: String
    ) throws {
        let query = try #require(ShippedQuery.all.first { $0.name == name })
        let arguments = StatementArguments(
            Dictionary(uniqueKeysWithValues: query.parameters.map { ($0.name, $0.isDate ? "2026-01-01" : "x") }))
        let scans = try story.history.reader().read { try Self.scans($0, query.sql, arguments) }
        #expect(scans == [])
    }
}

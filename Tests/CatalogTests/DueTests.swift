@testable import Catalog
import Foundation
import GRDB
import Testing

/// Which copies a sweep takes up, and when again.
@Suite struct DueTests {
    private let history: History
    private let made: History.Made
    private let minute: Int64 = 60_000
    private let day: Int64 = 86_400_000

    init() throws {
        history = try History()
        made = try history.raw("made", at: History.place("/backup/made.rdb"))
    }

    private func due(after ms: Int64 = 0) throws -> [DueCopy] { try history.reader().due(at: history.now + ms) }

    @Test func `from the very millisecond of its expiry`() throws {
        #expect(try due(after: day - 1).isEmpty)
        #expect(try due(after: day).map(\.snapshotUID) == [made.snapshot.uid])
    }

    @Test func `the oldest expiry first, each copy for itself`() throws {
        let later = try history.raw("later", at: History.place("/backup/later.rdb"), wish: .relative(2 * day))
        let sooner = try history.raw("sooner", at: History.place("/backup/sooner.rdb"), wish: .relative(1))
        let run = try history.run()
        try history.write { try $0.addCopy(of: sooner.snapshot, at: History.place("/mirror/sooner.rdb"), run: run) }
        let due = try due(after: 3 * day)
        #expect(due.map(\.snapshotUID) == [sooner, sooner, made, later].map(\.snapshot.uid))
        #expect(due.map(\.place.name) == ["sooner.rdb", "sooner.rdb", "made.rdb", "later.rdb"])
        var place = History.place("/backup/sooner.rdb", readers: nil)
        place.byteCount = sooner.snapshot.bytes
        #expect(due[0].place == place && place.byteCount != nil)
        #expect(due[1].place.namespace == "file://h1/mirror")
    }

    @Test func `a place that is known is not recorded twice, and one that is gone is again`() throws {
        let run = try history.run()
        let place = History.place("/backup/made.rdb")
        try history.write { try $0.addCopy(of: made.snapshot, at: place, run: run) }
        #expect(try history.copies(of: made).count == 1)
        history.now += 2 * day
        try history.delete(made)
        try history.write { try $0.addCopy(of: made.snapshot, at: place, run: run) }
        #expect(try due().count == 1)
    }

    @Test func `a failed one comes back after pauses that double, up to a day`() throws {
        history.now += 2 * day
        var pause = 5 * minute
        for attempt in 1...12 {
            try history.delete(made, .failed(reason: "attempt \(attempt)"))
            #expect(try due(after: pause - 1).isEmpty, "attempt \(attempt)")
            #expect(try due(after: pause).first?.lastStep?.detail == "attempt \(attempt)")
            history.now += pause
            pause = min(pause * 2, day)
        }
        #expect(pause == day)
        try history.delete(made)
        #expect(try due(after: 10 * day).isEmpty)
        #expect(try history.problems() == [])
    }

    @Test func `a blocked one comes back when its time has come`() throws {
        history.now += 2 * day
        try history.delete(made, .blocked(until: history.now + 7 * day, reason: "immutable"))
        #expect(try due(after: 7 * day - 1).isEmpty)
        #expect(try due(after: 7 * day).count == 1)
    }

    @Test func `one that is blocked for nobody knows how long comes each time`() throws {
        history.now += 2 * day
        try history.delete(made, .blocked(until: nil, reason: "another file has the name"))
        #expect(try due().count == 1)
    }

    @Test func `one that can be recovered is done`() throws {
        history.now += 2 * day
        try history.delete(made, .recoverable(until: history.now + day, method: "delete", seen: "soft-deleted"))
        #expect(try due(after: 100 * day).isEmpty)
    }

    @Test func `a claimed one comes with its claim and the run that has it`() throws {
        history.now += 2 * day
        let run = try history.run(pid: 77)
        let copy = try #require(try history.copies(of: made).first)
        _ = try history.write { try $0.claim(copy, why: .expired, run: run) }
        let due = try #require(try due().first)
        #expect(due.lastStep?.phase == "claimed")
        #expect(due.lastStep?.untilMs == history.now + EventLog.leaseMs)
        #expect(due.lastRun?.pid == 77 && due.lastRun?.host == "h1")
    }

    @Test func `what a dead run has claimed is due at once`() throws {
        history.now += 2 * day
        let run = try history.run(pid: 77)
        let copy = try #require(try history.copies(of: made).first)
        _ = try history.write { try $0.claim(copy, why: .expired, run: run) }
        try history.write { try $0.abortDeadRuns { $0 != 77 } }
        #expect(try due().first?.lastStep?.phase == "failed")
        try history.delete(made, .alreadyAbsent(seen: "there is no such file"))
        #expect(try due().isEmpty)
        #expect(try history.problems() == [])
    }

    @Test func `runs of other hosts are not called dead`() throws {
        let run = try history.run(pid: 77)
        let elsewhere = Catalog.Writer(actor: Actor(name: "alice", host: "h2"), purpose: "a test") { 0 }
        try Catalog.open(history.path, writer: elsewhere).write { try $0.abortDeadRuns { _ in false } }
        let ends = try history.reader().read { try RunEnd.fetchAll($0, sql: "SELECT * FROM run_end") }
        #expect(!ends.contains { $0.runId == run.id })
    }
}

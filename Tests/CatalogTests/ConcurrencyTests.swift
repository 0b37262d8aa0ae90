@testable import Catalog
import Foundation
import GRDB
import Synchronization
import Testing

/// One writer and four readers, and two writers, as fast as they can. `MANNEQUIN_TEST_SECONDS` tells for how long.
@Suite struct ConcurrencyTests {
    private static let seconds = ProcessInfo.processInfo.environment["MANNEQUIN_TEST_SECONDS"].flatMap(Double.init) ?? 3

    /// Runs work on threads of its own until the time is over. Returns how often each was done; throws what it threw.
    private func race(_ work: [@Sendable (Int) throws -> Void]) throws -> [Int] {
        let deadline = ContinuousClock.now + .seconds(Self.seconds)
        let results = Mutex<[Result<Int, any Error>?]>(Array(repeating: nil, count: work.count))
        let group = DispatchGroup()
        for (index, body) in work.enumerated() {
            group.enter()
            Thread.detachNewThread {
                let result = Result {
                    var count = 0
                    while ContinuousClock.now < deadline {
                        try body(count)
                        count += 1
                    }
                    return count
                }
                results.withLock { $0[index] = result }
                group.leave()
            }
        }
        group.wait()
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }

    @Test func `one writer and four readers: nobody is turned away, and nobody sees half a transaction`() throws {
        let history = try History()
        let writer = try history.catalog()
        let write: @Sendable (Int) throws -> Void = { round in
            let made = try history.raw("\(round)", at: History.place("/backup/\(round).rdb"), wish: .relative(1))
            history.now += 1
            try history.delete(made)
            if round % 50 == 49 { try writer.shrinkLog() }
        }
        let last = Mutex<[Int64]>([0, 0, 0, 0])
        let readers = try (0..<4).map { index in
            let reader = try history.reader()
            let read: @Sendable (Int) throws -> Void = { round in
                // What every moment between two transactions looks like: a run of registering has its snapshot, copy and end.
                let counts: [Int64] = try reader.read { database in
                    try Row.fetchAll(
                        database,
                        sql: """
                            SELECT (SELECT count(*) FROM snapshot), (SELECT count(*) FROM copy), (SELECT count(*) FROM expiry),
                              (SELECT count(*) FROM run_end e JOIN run r ON r.id = e.run_id WHERE r.job = 'register'),
                              (SELECT count(*) FROM deletion_state WHERE phase = 'gone'), (SELECT count(*) FROM tombstone),
                              (SELECT max(seq) FROM event), (SELECT count(*) FROM event)
                            """
                    ).flatMap { row in row.databaseValues.map { Int64.fromDatabaseValue($0) ?? -1 } }
                }
                guard Set(counts[0...3]).count == 1, counts[4] == counts[5], counts[6] == counts[7],
                    last.withLock({ $0[index] }) <= counts[6]
                else { throw CatalogError(.damaged, "half a transaction, or one of the past: \(counts)") }
                last.withLock { $0[index] = counts[6] }
                if round % 20 == index {
                    let problems = try reader.verify().problems
                    guard problems.isEmpty else { throw CatalogError(.damaged, "\(problems)") }
                }
            }
            return read
        }
        let counts = try race([write] + readers)
        #expect(counts.count == 5 && counts.allSatisfy { $0 > 1 })
        #expect(try history.problems() == [])
        #expect(try history.reader().snapshots(at: history.now).count == min(counts[0], 1000))
    }

    @Test func `two writers lose nothing, and neither starves`() throws {
        let history = try History()
        let writers = try ["alice", "bob"].map { name in
            let catalog = try history.catalog(of: name)
            let write: @Sendable (Int) throws -> Void = { round in
                try catalog.write { log in
                    try log.record(.accessRead, subject: "\(name) \(round)", detail: "\(name) was here")
                }
            }
            return write
        }
        let counts = try race(writers)
        #expect(counts.count == 2 && counts.allSatisfy { $0 > 1 })
        let raw = try RawDatabase(history.path, readOnly: true)
        for (name, count) in zip(["alice", "bob"], counts) {
            let subjects = try raw.strings(
                "SELECT subject FROM event WHERE actor = ? AND type = 'access.read' ORDER BY seq", [name])
            #expect(subjects == (0..<count).map { "\(name) \($0)" })
        }
        #expect(try history.problems() == [])
    }
}

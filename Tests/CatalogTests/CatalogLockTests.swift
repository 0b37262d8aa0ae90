@testable import Catalog
import CatalogSchema
import Foundation
import GRDB
import Testing

/// The lock file: what is written in it is for people; whether it is locked is what counts.
@Suite struct CatalogLockTests {
    private let history: History
    private var lock: String { history.path + ".lock" }

    init() throws { history = try History() }

    private func catalog(patience: Duration) throws -> Catalog {
        let writer = Catalog.Writer(
            actor: Actor(name: "bob", host: "h1"), purpose: "catalog hold", patience: patience, clock: { 0 })
        return try Catalog.open(history.path, writer: writer)
    }

    /// Another process that holds the lock until it is killed.
    private func holder(saying text: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "exec 9<>\"$0\"; flock 9; printf %s \"$1\" > \"$0\"; echo locked; exec sleep 60", lock, text,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        _ = try output.fileHandleForReading.read(upToCount: 7)
        return process
    }

    @Test func `a file that is there is no lock by itself`() throws {
        try Data("sweep of alice, pid 1 on h1, since 2020".utf8).write(to: URL(filePath: lock))
        try catalog(patience: .zero).write { try $0.record(.policySet, detail: "x") }
        let text = try String(contentsOfFile: lock, encoding: .utf8)
        #expect(text.hasPrefix("catalog hold of bob, pid \(ProcessInfo.processInfo.processIdentifier) on h1, since 20"))
    }

    @Test func `a lock that is held names its owner, and is free when that is killed`() throws {
        let catalog = try catalog(patience: .milliseconds(100))
        let process = try holder(saying: "sweep of alice, pid 77 on h1, since 2026-01-01T00:00:00Z")
        let refused: (any Error) -> Bool = { error in
            (error as? CatalogError)?.code == .busy
                && "\(error)".contains("locked by sweep of alice, pid 77 on h1, since 2026-01-01T00:00:00Z")
        }
        #expect(performing: { try catalog.write { try $0.record(.policySet, detail: "x") } }, throws: refused)
        #expect(performing: { _ = try self.catalog(patience: .zero) }, throws: refused)
        #expect(try history.reader().verify().isGood)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try catalog.write { try $0.record(.policySet, detail: "x") }
    }

    @Test func `who waits gets it when it is given back`() async throws {
        let catalog = try catalog(patience: .seconds(20))
        let process = try holder(saying: "sweep")
        async let waiting: Void = Task.detached { try catalog.write { try $0.record(.policySet, detail: "x") } }.value
        try await Task.sleep(for: .milliseconds(50))
        kill(process.processIdentifier, SIGKILL)
        try await waiting
        process.waitUntilExit()
    }

    @Test func `two who make the same catalog at once make one`() async throws {
        for round in 0..<10 {
            let path = history.directory + "/\(round)/new/catalog.sqlite"
            let seqs = try await withThrowingTaskGroup(of: Int64.self) { group in
                for name in ["alice", "bob", "carol"] {
                    group.addTask {
                        let writer = Catalog.Writer(actor: Actor(name: name, host: "h1"), purpose: "", clock: { 0 })
                        let catalog = try Catalog.open(path, writer: writer)
                        try catalog.write { try $0.record(.policySet, detail: "x") }
                        return try catalog.eventCount()
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(seqs.max() == Int64(CatalogSchema.migrations.count) + 3)
            #expect(try Catalog.openReadOnly(path).verify(isFull: true).isGood)
        }
    }

    @Test func `whoever reads for long stops nobody from emptying the log for long`() async throws {
        let catalog = try catalog(patience: .seconds(1))
        let reader = try history.reader()
        try reader.read { database in
            _ = try Event.fetchAll(database, sql: "SELECT * FROM event")
            try catalog.write { try $0.record(.policySet, detail: "x") }
            let started = ContinuousClock.now
            try catalog.shrinkLog()
            // SQLite alone would have waited for its thirty seconds; this is no measurement of speed.
            #expect(ContinuousClock.now - started < .seconds(10))
        }
        try catalog.write { try $0.record(.policySet, detail: "x") }
        try catalog.shrinkLog()
        let size = try FileManager.default.attributesOfItem(atPath: history.path + "-wal")[.size] as? Int
        #expect(size == 0)
    }
}

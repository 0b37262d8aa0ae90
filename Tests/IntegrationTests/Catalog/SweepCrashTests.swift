import SeededNumbers
import Catalog
import Foundation
import Testing

@testable import Governance

/// A sweep that is killed at any moment: nothing that is held goes, and nothing goes without its tombstone.
@Suite(.timeLimit(.minutes(40)))
struct SweepCrashTests {
    /// How often a sweep is killed. The moments come from the seed.
    private static let kills = 200

    @Test func `after a kill at any of 200 moments the next sweep puts everything right`() throws {
        let place = try CatalogWorkplace()
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let later = "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000)"
        var number = 0
        var held: Set<String> = []
        var killed = 0
        var longest = 60.0

        for round in 0..<Self.kills {
            // A few new ones, one of them held now and then.
            for _ in 0..<Int.random(in: 2...4, using: &generator) {
                number += 1
                let name = "raw\(number).rdb"
                try place.writeSnapshot(name, number)
                try place.register(name, id: number, isHeld: number.isMultiple(of: 7))
                if number.isMultiple(of: 7) { held.insert(name) }
            }
            let sweep = try ChildProcess(
                try MannequinCommand.path(), ["sweep", "--now", later],
                environment: MannequinCommand.environment(in: place.folder))
            let started = ContinuousClock.now
            usleep(useconds_t(Double.random(in: 0...longest, using: &generator) * 1000))
            sweep.send(SIGKILL)
            let exit = sweep.wait()
            if exit.signal != nil {
                killed += 1
            } else {
                // The moments should lie within a sweep's life, whatever the machine.
                let lived = Double((ContinuousClock.now - started).components.attoseconds) / 1e15
                longest = max(5, min(longest, lived))
            }
            for name in held { #expect(place.isThere(name), "\(name) is held, round \(round), seed \(seed)") }
        }
        #expect(killed > Self.kills / 4, "only \(killed) sweeps were killed in time")

        // Claims of the dead are taken up; then every file that is gone has its tombstone, and every tombstone its event.
        try place.run("sweep", "--now", later)
        #expect(try place.problems() == [], "seed \(seed)")
        #expect(try place.unproved() == [], "seed \(seed)")
        let catalog = try Catalog.openReadOnly(place.path)
        let left = try catalog.snapshots(at: Int64(later) ?? 0)
        for snapshot in left {
            let name = String(snapshot.source.split(separator: "/").last ?? "")
            #expect(place.isThere(name) == held.contains(name), "\(name), seed \(seed)")
            #expect((snapshot.state == .gone) == !held.contains(name), "\(name), seed \(seed)")
        }
        #expect(left.count == number)
        let strays = place.folder.names.filter { $0.contains("mannequin-deleting") }
        #expect(strays == [], "seed \(seed)")
    }

    @Test func `sanitize that is killed leaves no result without its row`() throws {
        let place = try CatalogWorkplace()
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for number in 0..<60 {
            try place.writeSnapshot("raw\(number).rdb", number)
            let run = try ChildProcess(
                try MannequinCommand.path(),
                [
                    "sanitize", place.folder.file("raw\(number).rdb"), "--output",
                    place.folder.file("test\(number).rdb"),
                ],
                environment: MannequinCommand.environment(in: place.folder))
            usleep(useconds_t.random(in: 0...60_000, using: &generator))
            run.send(SIGKILL)
            _ = run.wait()
        }
        // The next run notes the end of those that were killed.
        try place.writeSnapshot("last.rdb", 1000)
        try place.run("sanitize", "{last.rdb}", "--output", "{last-test.rdb}", "--quiet")
        let catalog = try Catalog.openReadOnly(place.path)
        for number in 0..<60 where place.isThere("test\(number).rdb") {
            let snapshot = try catalog.snapshot(place.folder.file("test\(number).rdb"))
            #expect(snapshot.kind == "sanitized", "seed \(seed)")
        }
        let outcomes = try place.ask("failed-runs", column: "outcome")
        #expect(outcomes.allSatisfy { $0 == "aborted" }, "seed \(seed): \(outcomes)")
        #expect(try place.problems() == [], "seed \(seed)")
        // A result whose run was killed before it was signed is signed by the next sweep.
        try place.run("sweep")
        #expect(try place.unproved() == [], "seed \(seed)")
    }
}

extension CatalogWorkplace {
    /// Registers a file as `catalog register` does, without the cost of a process; it expires in an hour.
    func register(_ name: String, id: Int, isHeld: Bool) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file(".data/mannequin"), withIntermediateDirectories: true)
        let actor = Actor.current(environment: [:])
        let writer = Catalog.Writer(actor: actor, purpose: "a test", clock: { CatalogPlace.now() })
        let catalog = try Catalog.open(path, writer: writer)
        let file = try #require(FilePlace.of(folder.file(name), host: actor.host))
        try catalog.write { log in
            let run = try log.startRun("register", pid: 1, tool: "test")
            let facts = SnapshotFacts(
                kind: "raw", sha256: SHA256.digest(Data(folder.read(name))), bytes: Int64(folder.read(name).count),
                keys: 1,
                rdbVersion: "REDIS0011", source: name, takenMs: nil)
            let (snapshot, _) = try log.register(
                facts, at: file, policy: try log.policy(named: "raw-default"), expiry: .relative(3_600_000), run: run)
            if isHeld { _ = try log.hold(snapshot, because: "case \(id)") }
            try log.endRun(run)
        }
    }
}

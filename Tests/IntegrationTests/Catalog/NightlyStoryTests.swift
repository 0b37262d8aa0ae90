import Catalog
import Foundation
import Testing

/// What happens in a night, from outside: two snapshots are sanitized, and a sweep deletes what is due.
@Suite(.timeLimit(.minutes(40)))
struct NightlyStoryTests {
    /// A moment so many hours from now, as the command line has it.
    private static func hours(_ count: Int) -> String {
        "\(Int64(Date().timeIntervalSince1970 * 1000) + Int64(count) * 3_600_000)"
    }

    @Test func `a sweep deletes what is due, and neither what is held nor what was extended`() throws {
        let place = try CatalogWorkplace()
        for number in 1...3 {
            try place.writeSnapshot("raw\(number).rdb", number)
            try place.run(
                "sanitize", "{raw\(number).rdb}", "--output", "{test\(number).rdb}", "--expires-in", "2d", "--quiet")
        }
        try place.run("catalog", "hold", "{raw1.rdb}", "--reason", "case 4711")
        try place.run("catalog", "extend", "{raw2.rdb}", "--by", "3d", "--reason", "the test goes on")

        // After 30 hours the raw ones are over, but for the held one and the extended one.
        let early = try place.run("sweep", "--now", Self.hours(30))
        #expect(String(decoding: early.output, as: UTF8.self).contains("1 gone"))
        #expect(["raw1.rdb", "raw2.rdb", "raw3.rdb"].map(place.isThere) == [true, true, false])
        #expect((1...3).map { place.isThere("test\($0).rdb") } == [true, true, true])

        // After three days the sanitized ones, too; the extension lasts until the fourth.
        try place.run("sweep", "--now", Self.hours(72))
        #expect(["raw1.rdb", "raw2.rdb", "raw3.rdb"].map(place.isThere) == [true, true, false])
        #expect((1...3).map { place.isThere("test\($0).rdb") } == [false, false, false])

        // What was held is due when it is released.
        try place.run("sweep", "--now", Self.hours(200))
        #expect(["raw1.rdb", "raw2.rdb"].map(place.isThere) == [true, false])
        try place.run("catalog", "release", "{raw1.rdb}", "--reason", "closed", "--now", Self.hours(201))
        try place.run("sweep", "--now", Self.hours(202))
        #expect(!place.isThere("raw1.rdb"))

        #expect(try place.problems() == [])
        #expect(try place.unproved() == [])
        // Three ways to be made, and three raw and three sanitized ones deleted.
        let statements = try Catalog.openReadOnly(place.path).snapshots(at: .max).map { snapshot in
            try Catalog.openReadOnly(place.path).evidence(about: snapshot.uid).count
        }
        #expect(statements.reduce(0, +) == 9)
        try place.run("catalog", "certificate", "{raw1.rdb}", "--now", Self.hours(203))
        #expect(try place.ask("overdue", column: "snapshot") == [])
    }

    @Test func `a plan is carried out exactly, or not at all`() throws {
        let place = try CatalogWorkplace()
        for number in 1...2 {
            try place.writeSnapshot("raw\(number).rdb", number)
            try place.run("catalog", "register", "{raw\(number).rdb}", "--expires-in", "1h")
        }
        let later = Self.hours(2)
        let plan = try place.run("sweep", "--dry-run", "--json", "--now", later).output
        try place.folder.write(plan, "plan.json")
        #expect(place.isThere("raw1.rdb") && place.isThere("raw2.rdb"), "a dry run deletes nothing")

        // Another one came due since: it is not in the plan.
        try place.writeSnapshot("raw3.rdb", 3)
        try place.run("catalog", "register", "{raw3.rdb}", "--expires-in", "1h")
        try place.run("sweep", "--apply", "{plan.json}", "--now", later)
        #expect(["raw1.rdb", "raw2.rdb", "raw3.rdb"].map(place.isThere) == [false, false, true])

        // A plan that holds no longer is refused as a whole.
        try place.writeSnapshot("raw4.rdb", 4)
        try place.run("catalog", "register", "{raw4.rdb}", "--expires-in", "1h")
        let second = try place.run("sweep", "--dry-run", "--json", "--now", later).output
        try place.folder.write(second, "plan.json")
        try place.run("catalog", "hold", "{raw4.rdb}", "--reason", "case 4712")
        let refused = try place.run("sweep", "--apply", "{plan.json}", "--now", later, expecting: 75)
        #expect(refused.errors.contains("Nothing was deleted"))
        #expect(place.isThere("raw3.rdb") && place.isThere("raw4.rdb"))

        // So is one that somebody changed.
        var text = String(decoding: second, as: UTF8.self)
        text = text.replacing("raw3.rdb", with: "raw9.rdb")
        try place.folder.write(Array(text.utf8), "plan.json")
        try place.run("sweep", "--apply", "{plan.json}", "--now", later, expecting: 65)
    }

    @Test func `a file that took the name of a copy is not deleted, and is reported`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.writeSnapshot("linked.rdb", 2)
        try place.writeSnapshot("moved.rdb", 3)
        try place.writeSnapshot("gone.rdb", 4)
        for name in ["raw", "linked", "moved", "gone"] {
            try place.run("catalog", "register", "{\(name).rdb}", "--expires-in", "1h")
        }
        // Written anew beside it, and renamed over it: another inode.
        try place.writeSnapshot("new.rdb", 5)
        try FileManager.default.removeItem(atPath: place.folder.file("raw.rdb"))
        try FileManager.default.moveItem(atPath: place.folder.file("new.rdb"), toPath: place.folder.file("raw.rdb"))
        try FileManager.default.linkItem(
            atPath: place.folder.file("linked.rdb"), toPath: place.folder.file("second-name.rdb"))
        try FileManager.default.removeItem(atPath: place.folder.file("gone.rdb"))

        let outcome = try place.run("sweep", "--json", "--now", Self.hours(2), expecting: 77)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let items = try #require(report["items"] as? [[String: Any]])
        let outcomes = Dictionary(
            items.map { ($0["name"] as? String ?? "", $0["outcome"] as? String ?? "") }, uniquingKeysWith: { $1 })
        #expect(
            outcomes == [
                "raw.rdb": "blocked", "linked.rdb": "blocked", "moved.rdb": "gone", "gone.rdb": "already-absent",
            ])
        #expect(place.folder.read("raw.rdb") == CatalogWorkplace.snapshot(5))
        #expect(place.isThere("linked.rdb") && place.isThere("second-name.rdb"))
        #expect(try place.ask("drift", column: "kind") == ["changed"])
        #expect(try place.problems() == [])
    }

    @Test func `two sweeps at once delete each copy once`() throws {
        let place = try CatalogWorkplace()
        for number in 1...20 {
            try place.writeSnapshot("raw\(number).rdb", number)
            try place.run("catalog", "register", "{raw\(number).rdb}", "--expires-in", "1h")
        }
        let arguments = ["sweep", "--json", "--now", Self.hours(2)]
        let sweeps = try (0..<3).map { _ in
            try ChildProcess(
                try MannequinCommand.path(), arguments, environment: MannequinCommand.environment(in: place.folder))
        }
        for sweep in sweeps { #expect(sweep.wait().status == 0) }
        #expect((1...20).allSatisfy { !place.isThere("raw\($0).rdb") })
        #expect(try place.problems() == [])
        let done = try Catalog.openReadOnly(place.path).events(of: nil, type: "deletion.done", since: nil, limit: 1000)
        #expect(done.rows.count == 20)
    }

    @Test func `a snapshot that came back is found`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.run("catalog", "register", "{raw.rdb}", "--expires-in", "1h")
        try place.run("sweep", "--now", Self.hours(2))
        try place.writeSnapshot("restored.rdb", 1)
        try place.writeSnapshot("stranger.bin", 2)
        try place.folder.write(Array("notes\n".utf8), "notes.txt")
        let outcome = try place.run("reconcile", place.folder.path, "--json", expecting: 1)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let items = try #require(report["items"] as? [[String: Any]])
        #expect(
            items.map { "\($0["kind"] ?? "") \(($0["path"] as? String ?? "").split(separator: "/").last ?? "")" }
                == ["undead restored.rdb", "orphan stranger.bin"])

        // Adopted, the orphan is one no more; a second look finds nothing new.
        try place.run("catalog", "register", "{stranger.bin}", "--expires-in", "1h")
        try place.run("reconcile", place.folder.path, "--json", expecting: 1)
        #expect(try place.ask("drift", column: "kind") == ["undead"])
        // What came back is due at once, for its time was over.
        try place.run("catalog", "register", "{restored.rdb}")
        try place.run("sweep", "--now", Self.hours(2))
        #expect(!place.isThere("restored.rdb"))
        try place.run("reconcile", place.folder.path)
        #expect(try place.problems() == [])
    }
}

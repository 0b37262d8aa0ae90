import Catalog
import Foundation
import Glibc
import Testing

/// What a sweep does not delete, though it might seem due.
@Suite(.timeLimit(.minutes(40)))
struct SweepCautionTests {
    private static let later = "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000)"

    @Test func `nothing is deleted or written down before its time, but a rehearsal may look ahead`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.run("catalog", "register", "{raw.rdb}", "--expires-in", "1h")
        let environment = MannequinCommand.environment(in: place.folder).filter { !$0.contains("FUTURE_NOW") }
        func run(_ arguments: String...) throws -> MannequinCommand.Outcome {
            let process = try ChildProcess(
                try MannequinCommand.path(), place.expanded(arguments) + ["--now", Self.later],
                output: .file(place.folder.file(".stdout")), error: .file(place.folder.file(".stderr")),
                environment: environment)
            return MannequinCommand.finish(process, in: place.folder)
        }
        let before = try Catalog.openReadOnly(place.path).events(of: nil, type: nil, since: nil, limit: 1000).rows.count
        let plan = try run("sweep", "--dry-run", "--json")
        #expect(plan.status == 0 && String(decoding: plan.output, as: UTF8.self).contains("raw.rdb"), "\(plan.errors)")
        try place.folder.write(plan.output, "plan.json")
        for outcome in [try run("sweep"), try run("sweep", "--apply", "{plan.json}")] {
            #expect(outcome.status == 64 && outcome.errors.contains("--dry-run"), "\(outcome.errors)")
        }
        #expect(try run("catalog", "hold", "{raw.rdb}", "--reason", "case 4711").status == 64)
        #expect(try run("sanitize", "{raw.rdb}", "--output", "{out.rdb}").status == 64)
        #expect(place.isThere("raw.rdb") && !place.isThere("out.rdb"))
        #expect(try run("catalog", "list").status == 0)
        let after = try Catalog.openReadOnly(place.path).events(of: nil, type: nil, since: nil, limit: 1000).rows.count
        #expect(before == after)
    }

    @Test func `a file that was written in place is another one by its size, even with the old time`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.run("catalog", "register", "{raw.rdb}", "--expires-in", "1h")
        let path = place.folder.file("raw.rdb")
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("more".utf8))
        try file.close()
        let times = [status.st_atim, status.st_mtim]
        #expect(unsafe utimensat(AT_FDCWD, path, times, 0) == 0)

        let outcome = try place.run("sweep", "--now", Self.later, expecting: 77)
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("written anew"))
        #expect(place.isThere("raw.rdb"))
        #expect(try place.ask("drift", column: "kind") == ["changed"])
        // Who looks for changes finds the same one.
        try place.run("reconcile", place.folder.path, expecting: 1)
        #expect(try place.ask("drift", column: "kind") == ["changed"])
        #expect(place.folder.names.filter { $0.hasSuffix("mannequin-deleting") }.isEmpty)
    }
}

import BlobServiceStandIn
import Foundation
import Glibc
import SeededNumbers
import Testing

/// `mannequin run`, between the stand-in of a blob service and a real server.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct PipelineTests {
    /// An account with two raw shards, an empty server, and a pipeline from one to the other.
    private struct Workplace {
        let blobs: BlobWorkplace
        let server: RedisServer
        let file: String

        init(sanitize more: String = "", flushes: Bool = true, finish: String = "") async throws {
            blobs = try await BlobWorkplace()
            server = try RedisServer(loading: try Snapshot(name: "empty.rdb10.redis-7.0.15.rdb").bytes())
            blobs.service.put(try Snapshot(name: "sample.rdb").bytes(), as: "cart/shard-1.rdb", in: "exports")
            blobs.service.put(CatalogWorkplace.snapshot(2), as: "cart/shard-2.rdb", in: "exports", isPageBlob: true)
            file = try blobs.folder.write(
                Array(
                    """
                    pipeline: nightly-cart
                    read: az://standin/exports/cart/
                    sanitize:
                      key-file: \(URL(filePath: blobs.key).lastPathComponent)
                      to: az://standin/imports/{run}/
                      verify: true
                      \(more)
                    keep: {raw: 24h, sanitized: 7d}
                    load: {server: "\(server.address)", flush: \(flushes)}
                    \(finish)
                    """.utf8), "nightly.yaml")
        }

        func report(_ arguments: String...) throws -> [String: Any] {
            let outcome = MannequinCommand.finish(
                try blobs.start(["run", file, "--json"] + arguments), in: blobs.folder)
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        }

        var keyCount: Int {
            get throws { try Live.content(server.client).count }
        }

        func jobs() throws -> [String] {
            let outcome = try blobs.run("catalog", "events", "--type", "run.completed", "--json")
            let events = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [[String: Any]]
            return events?.compactMap { ($0["detail"] as? String)?.components(separatedBy: " ").first } ?? []
        }
    }

    private static func states(_ report: [String: Any]) -> [String] {
        (report["steps"] as? [[String: Any]])?.map { "\($0["name"] ?? "") \($0["state"] ?? "")" } ?? []
    }

    @Test func `it sanitizes what is there, loads it, and lets the raw snapshots go`() async throws {
        let place = try await Workplace(finish: "finish: {expire-raw: true, sweep: true}")
        let report = try place.report()
        #expect(Self.states(report) == ["sanitize done", "load 1 done", "load 2 done", "sweep done"])
        #expect((report["results"] as? [String])?.count == 2)
        #expect(try place.keyCount == 1451)
        #expect(place.blobs.service.allContents(of: "cart/shard-1.rdb", in: "exports").isEmpty)
        #expect(place.blobs.service.allContents(of: "cart/shard-2.rdb", in: "exports").isEmpty)
        #expect(try place.jobs() == ["sanitize", "load", "load", "sweep", "pipeline"])
        let verified = try place.blobs.run("catalog", "verify")
        #expect(verified.status == 0, "\(verified.errors)")
    }

    @Test func `what has failed is taken up after the steps that are done`() async throws {
        let place = try await Workplace(flushes: false)
        #expect(try place.blobs.run("run", place.file, "--resume", "--quiet").status == 66)
        _ = try place.server.client.ask("SET", "mine", "1")
        let failed = try place.blobs.run("run", place.file, "--quiet")
        #expect(failed.status == 73 && failed.errors.contains("holds 1 keys"), "\(failed.errors)")
        _ = try place.server.client.ask("DEL", "mine")
        let report = try place.report("--resume")
        #expect(Self.states(report) == ["sanitize taken over", "load 1 done", "load 2 done"])
        #expect(try place.keyCount == 1451)
        let complete = try place.blobs.run("run", place.file, "--resume", "--quiet")
        #expect(complete.status == 64 && complete.errors.contains("is complete"), "\(complete.errors)")
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `what was killed is taken up`(_ seed: UInt64) async throws {
        let place = try await Workplace()
        var random = SeededGenerator(seed: seed)
        let process = try place.blobs.start(["run", place.file, "--quiet"])
        try await Task.sleep(for: .milliseconds(Int.random(in: 50...2500, using: &random)))
        process.send(SIGKILL)
        _ = process.wait()
        var outcome = try place.blobs.run("run", place.file, "--resume", "--quiet")
        // It was killed before it began, or had come to its end.
        if outcome.status == 66 { outcome = try place.blobs.run("run", place.file, "--quiet") }
        let isDone = outcome.status == 0 || (outcome.status == 64 && outcome.errors.contains("is complete"))
        #expect(isDone, "seed \(seed): \(outcome.errors)")
        #expect(try place.keyCount == 1451, "seed \(seed)")
        let verified = try place.blobs.run("catalog", "verify")
        #expect(verified.status == 0, "seed \(seed): \(verified.errors)")
    }

    @Test func `a dry run says what would be done, and does nothing`() async throws {
        let place = try await Workplace(finish: "finish: {sweep: true}")
        let outcome = try place.blobs.run("run", place.file, "--dry-run")
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(
            outcome.status == 0 && text.contains("1. read az://standin/exports/cart/shard-1.rdb"), "\(outcome.errors)")
        #expect(text.contains("sweep"))
        #expect(try place.keyCount == 0)
        #expect(try place.jobs().isEmpty)
    }

    @Test func `mistakes in rules and keys are found before anything is done`() async throws {
        let place = try await Workplace(sanitize: "rules: no-such-pack")
        let outcome = try place.blobs.run("run", place.file)
        #expect(outcome.status == 66, "\(outcome.errors)")
        #expect(try place.jobs().isEmpty)
    }
}

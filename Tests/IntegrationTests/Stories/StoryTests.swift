import BlobServiceStandIn
import Foundation
import ManagementStandIn
import Testing

/// What the program is for, from beginning to end, between stand-ins for Azure and real servers.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct StoryTests {
    private static let day: Int64 = 86_400_000

    /// The time in so many days, as `--now` takes it.
    private static func now(inDays days: Int64) -> String {
        "\(Int64(Date().timeIntervalSince1970 * 1000) + days * day + 60_000)"
    }

    /// Asks for an import of production data into another place of production.
    private func move(_ blob: String, _ place: AzureWorkplace, _ more: String...) throws -> ImportDocument? {
        let arguments = ["--cluster", AzureWorkplace.cluster, blob, "--replace", "--allow-raw"] + more
        let outcome = try place.run(["import", "azure", "--json", "--poll-every", "1s"] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try? JSONDecoder().decode(ImportDocument.self, from: Data(outcome.output))
    }

    @Test func `a rehearsal and a cutover leave evidence, and no snapshot after the rollback window`() async throws {
        let place = try await AzureWorkplace()
        place.blobs.update { $0.softDeleteDays = 7 }
        // The rehearsal: all checks, and once for real.
        #expect(try place.export("--prefix", "rehearsal", "--expires-in", "1d").outcome.status == 0)
        let checked = try move("az://standin/exports/rehearsal", place, "--dry-run")
        #expect(checked?.operation.state == "rehearsed" && checked?.operation.status("provenance") == "warning")
        #expect(try move("az://standin/exports/rehearsal", place)?.operation.state == "succeeded")
        // The cutover, with a week to go back.
        #expect(try place.export("--prefix", "cutover", "--expires-in", "7d").outcome.status == 0)
        #expect(try move("az://standin/exports/cutover", place)?.operation.state == "succeeded")
        #expect(place.service.imported.count == 2)

        let evidence = try place.answer("exports")
        #expect(evidence.map { $0["kind"] ?? nil } == ["export", "import", "export", "import"])
        for row in evidence {
            #expect(row["result"] == "succeeded" && row["operation"] != nil)
            #expect(row["service_started"] != nil && row["service_ended"] != nil)
        }

        func contents(_ name: String) -> Int { place.blobs.allContents(of: name, in: "exports").count }
        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 2)).status == 0)
        #expect(contents("cutover") == 1)
        #expect(place.blobs.bytes(of: "rehearsal", in: "exports") == nil && contents("rehearsal") == 1)
        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 8)).status == 75)
        #expect(place.blobs.bytes(of: "cutover", in: "exports") == nil)
        // Soft delete has kept both, and lets go of them in its own time.
        place.blobs.update { $0.daysAhead = 16 }
        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 16)).status == 0)
        #expect(contents("rehearsal") == 0 && contents("cutover") == 0)
        let certificate = try place.run(
            "catalog", "certificate", "az://standin/exports/cutover", "--now", Self.now(inDays: 17))
        let text = String(decoding: certificate.output, as: UTF8.self)
        #expect(text.contains("PROVED: raw") && text.contains("looked for again after that"), "\(text)")
        #expect(try place.run("catalog", "verify").status == 0)
    }

    @Test func `a new region starts warm, and what it started from expires by policy and by tag`() async throws {
        let place = try await AzureWorkplace()
        let policy = try place.folder.write(
            Array("policies: [{name: warm-start, applies: raw, keep: 3d, ceiling: 3d}]\n".utf8), "retention.yaml")
        #expect(try place.run("catalog", "policy", "set", policy).status == 0)
        let outcome = try place.run(
            "export", "azure", "--cluster", AzureWorkplace.cluster, "--to", "az://standin/exports", "--policy",
            "warm-start", "--poll-every", "1s", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let export = try JSONDecoder().decode(ExportDocument.self, from: Data(outcome.output))
        let blob = try #require(export.blobs.first)
        #expect(blob.type == "block" && blob.name.hasSuffix(".gz"))
        let name = try #require(blob.name.split(separator: "/").last.map(String.init))
        let tags = place.blobs.tags(of: name, in: "exports")
        #expect(tags["mannequin-snapshot"] == blob.snapshot_id && tags["mannequin-expires"] != nil)
        #expect(try move(blob.name, place)?.operation.state == "succeeded")
        // Azure's own rules back that up.
        let rules = try place.run("catalog", "lifecycle-policy")
        let text = String(decoding: rules.output, as: UTF8.self)
        #expect(rules.status == 0 && text.contains("daysAfterModificationGreaterThan"), "\(rules.errors)")
        // It cannot be kept any longer than the policy says, and is gone after that.
        #expect(
            try place.run("catalog", "extend", blob.name, "--to", "2099-01-01", "--reason", "just in case").status != 0)
        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 2)).status == 0)
        #expect(place.blobs.bytes(of: name, in: "exports") != nil)
        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 3)).status == 0)
        #expect(place.blobs.allContents(of: name, in: "exports").isEmpty)
    }

    @Test func `a test cache is filled with a sanitized snapshot, and the raw one is gone within a day`() async throws {
        let place = try await AzureWorkplace()
        let key = try place.folder.writeKey()
        let file = try place.folder.write(
            Array(
                """
                pipeline: test-cache
                export: {cache: \(AzureWorkplace.cache), to: az://standin/exports, prefix: nightly}
                sanitize: {key-file: \(key), to: "az://standin/imports/{run}.rdb", verify: true}
                keep: {raw: 24h, sanitized: 7d}
                import: {cluster: \(AzureWorkplace.cluster), replace: true}
                """.utf8), "test-cache.yaml")
        let plan = try place.run("run", file, "--dry-run")
        #expect(plan.status == 0 && String(decoding: plan.output, as: UTF8.self).contains("1. export /subscriptions"))
        let outcome = try place.run("run", file, "--poll-every", "1s", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let steps = try #require(report["steps"] as? [[String: Any]])
        #expect(steps.map { $0["name"] as? String } == ["export", "sanitize", "import"])

        // What the test cache got: as many keys, with the same expiries.
        let raw = try RedisServer(loading: try AzureWorkplace.fixture("sample.rdb"))
        let test = try RedisServer(loading: try #require(place.service.imported.first))
        for question in ["return redis.call('DBSIZE')", Self.expiries] {
            let answers = try [raw, test].map { try $0.client.ask("EVAL", question, "0") }
            #expect(answers[0] == answers[1])
        }
        // Nobody but the pipeline has read what is raw; how long the import took, and what memory it needs, is on record.
        let runs = Set(steps.compactMap { $0["run"] as? String })
        let readers = try place.answer("access", "kind=raw")
        #expect(!readers.isEmpty && readers.allSatisfy { runs.contains(($0["run"] ?? nil) ?? "") })
        let operation = try #require(try place.answer("exports").last)
        #expect(
            operation["kind"] == "import" && operation["service_started"] != nil && operation["service_ended"] != nil)
        #expect(place.traces.contains("\"check\":\"memory\""))

        #expect(try place.run("sweep", "--quiet", "--now", Self.now(inDays: 1)).status == 0)
        #expect(place.blobs.allContents(of: "nightly", in: "exports").isEmpty)
        let certificate = try place.run(
            "catalog", "certificate", "az://standin/exports/nightly", "--now", Self.now(inDays: 1))
        #expect(String(decoding: certificate.output, as: UTF8.self).contains("PROVED: raw"))
        #expect(try place.run("catalog", "verify").status == 0)
    }

    /// The expiries of all keys, in order.
    private static let expiries = """
        local times = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do times[#times + 1] = redis.call('PEXPIRETIME', key) end
        table.sort(times)
        return table.concat(times, ',')
        """
}

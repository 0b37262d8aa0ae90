import BlobServiceStandIn
import Foundation
import Glibc
import ManagementStandIn
import Testing

/// `mannequin export azure` against stand-ins for Azure Resource Manager, its identities and blobs.
@Suite(.timeLimit(.minutes(40))) struct ExportTests {
    @Test func `what a cache writes is found, registered as raw, and on record with all that is known of it`()
        async throws
    {
        let place = try await AzureWorkplace()
        place.blobs.put([1, 2, 3], as: "cart-old", in: "exports")
        let (outcome, report) = try place.export("--prefix", "cart")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let export = try #require(report)
        #expect(export.operation.state == "succeeded")
        #expect(export.operation.resource == AzureWorkplace.cache)
        #expect(export.operation.sku == "Premium P1")
        #expect(export.operation.region == "West US")
        #expect(export.operation.operation == place.service.operations.first)
        #expect(export.operation.service_started == "2026-11-25T12:00:00.123Z")
        #expect(export.operation.permissions == "racwdtm")
        #expect(export.operation.signed_with == "account-key")
        #expect(export.operation.request_ids.count >= 4)
        #expect(export.operation.checks.allSatisfy { ["ok", "not-checked"].contains($0.status) })
        // What was there before, and did not change, is not the export.
        #expect(export.blobs.map(\.name) == ["az://standin/exports/cart"])
        let blob = try #require(export.blobs.first)
        #expect(blob.type == "page")
        #expect(blob.bytes % 512 == 0)
        #expect(blob.keys == 1450)
        #expect(blob.rdb_version == "REDIS0010")
        let shown = try place.run("catalog", "show", "az://standin/exports/cart", "--json")
        let text = String(decoding: shown.output, as: UTF8.self)
        #expect(text.contains(blob.sha256 ?? "no digest"))
        #expect(text.contains(AzureWorkplace.cache))
        let rows = try place.answer("exports")
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(row["result"] == "succeeded")
        #expect(row["operation"] == export.operation.operation)
        #expect(row["snapshots"] == blob.snapshot_id)
        #expect(row["places"] == "[\"az://standin/exports\"]")
        #expect(try place.run("catalog", "verify").status == 0)
        #expect(try place.run("catalog", "export", "--openlineage").status == 0)
        // Nothing is left for reconcile to find but what lay there before.
        #expect(try place.run("reconcile", "az://standin/exports").status == 0)
    }

    @Test func `people are told what was looked at, what was written, and where it is on record`() async throws {
        let place = try await AzureWorkplace()
        let outcome = try place.run(
            "export", "azure", "--cache", AzureWorkplace.cache, "--to", "az://standin/exports/cart", "--expires-in",
            "12h")
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        for line in [
            "ok           resource      Premium P1 in West US, Redis 7.4, Succeeded",
            "ok           signature     racwdtm until 20", "not-checked  account-kind  accounts with a hierarchical",
            "Written: az://standin/exports/cart (272.5 KiB, page blob, REDIS0010, 1450 keys).",
            "  Registered as ", "Done in ", "Recorded: \(place.folder.file(".data/mannequin/catalog.sqlite")), run ",
        ] { #expect(outcome.errors.contains(line), "\(line) is not in \(outcome.errors)") }
    }

    @Test func `both shards of a cluster are found, whatever they are called`() async throws {
        let dumps = [
            try AzureWorkplace.fixture("sample.rdb"), try AzureWorkplace.fixture("cluster.rdb12.redis-7.4.1.rdb"),
        ]
        let place = try await AzureWorkplace { $0.dumps = dumps }
        let outcome = try place.run(
            "export", "azure", "--cluster", AzureWorkplace.cluster, "--to", place.container(), "--json", "--poll-every",
            "1s")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try JSONDecoder().decode(ExportDocument.self, from: Data(outcome.output))
        #expect(report.blobs.count == 2)
        #expect(report.blobs.allSatisfy { $0.type == "block" && $0.snapshot_id != nil && $0.name.hasSuffix(".rdb.gz") })
        #expect(report.operation.resource == "\(AzureWorkplace.cluster)/databases/default")
        #expect(report.prefix == nil)
        #expect(try place.answer("exports").first?["snapshots"]??.split(separator: " ").count == 2)
    }

    @Test func `a shard that cannot be read keeps no other from being registered`() async throws {
        let dumps = [Array("REDIS0011 and then nothing".utf8), try AzureWorkplace.fixture("sample.rdb")]
        let place = try await AzureWorkplace { $0.dumps = dumps }
        let outcome = try place.run(
            "export", "azure", "--cluster", AzureWorkplace.cluster, "--to", place.container(), "--json", "--poll-every",
            "1s")
        #expect(outcome.status == 65, "\(outcome.errors)")
        let report = try JSONDecoder().decode(ExportDocument.self, from: Data(outcome.output))
        #expect(report.operation.state == "succeeded")
        #expect(report.blobs.filter { $0.problem != nil }.count == 1)
        #expect(report.blobs.filter { $0.snapshot_id != nil }.count == 1)
        #expect(try place.answer("failed-runs").count == 1)
    }

    @Test func `an identity signs with a key that the service gives it, and the cache's own needs no signature`()
        async throws
    {
        var place = try await AzureWorkplace()
        place.usesIdentity = true
        let (outcome, report) = try place.export("--prefix", "signed")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(report?.operation.signed_with == "user-delegation")
        #expect(report?.blobs.count == 1)
        let (bare, second) = try place.export("--prefix", "bare", "--auth", "managed-identity")
        #expect(bare.status == 0, "\(bare.errors)")
        #expect(second?.operation.signed_with == "managed-identity")
        #expect(second?.operation.permissions == "")
        #expect(place.service.bodies.last?.contains("sig=") == false)
        #expect(place.service.bodies.last?.contains("ManagedIdentity") == true)
    }

    @Test func `a dry run shows what stands in the way, asks nothing and records nothing`() async throws {
        let place = try await AzureWorkplace()
        let (outcome, report) = try place.export("--dry-run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(report?.operation.state == "rehearsed")
        #expect(report?.operation.status("storage") == "ok")
        #expect(report?.operation.status("account-kind") == "not-checked")
        #expect(!place.service.requests.contains { $0.hasPrefix("POST") })
        #expect(!FileManager.default.fileExists(atPath: place.folder.file(".data/mannequin/catalog.sqlite")))
    }

    @Test(arguments: [
        (Trouble.basic, "tier", Int32(78)), (.busy, "resource", 75), (.firewall, "storage", 77),
        (.weakSAS, "signature", 77),
        (.shortSAS, "signature", 77), (.absent, "resource", 66),
    ]) func `what stands in the way stops a run before anything is asked`(
        _ trouble: Trouble, _ check: String, _ status: Int32
    ) async throws {
        let place = try await AzureWorkplace(trouble.change)
        place.blobs.update { $0.isFirewalled = trouble == .firewall }
        var arguments = ["--cache", trouble == .absent ? "\(AzureWorkplace.group)/redis/cache2" : AzureWorkplace.cache]
        let signature =
            trouble == .weakSAS
            ? place.blobs.signature(for: "exports", permissions: "rwdl")
            : place.blobs.signature(for: "exports", permissions: "racwdltm")
        let isSigned = trouble == .weakSAS || trouble == .shortSAS
        arguments += ["--to", isSigned ? "\(place.blobs.endpoint)/exports?\(signature)" : place.container()]
        let outcome = try place.run(["export", "azure", "--json"] + arguments)
        #expect(outcome.status == status, "\(outcome.errors)")
        let report = try JSONDecoder().decode(ExportDocument.self, from: Data(outcome.output))
        #expect(report.operation.state == "stopped")
        #expect(report.operation.status(check) == "stop")
        #expect(!place.service.requests.contains { $0.hasPrefix("POST") })
    }

    /// What stands in the way.
    enum Trouble: Sendable {
        case basic, busy, firewall, weakSAS, shortSAS, absent

        func change(_ script: inout ManagementScript) {
            if self == .basic { script.cacheSKU = ("Basic", "C", 1) }
            if self == .busy { script.provisioningState = "Scaling" }
        }
    }

    @Test func `a failure has the service's code and message, and what to do`() async throws {
        let place = try await AzureWorkplace {
            $0.failure = ("AuthorizationFailure", "This request is not authorized. https://x.blob?sig=leaked%3D")
        }
        let (outcome, report) = try place.export()
        #expect(outcome.status == 74)
        #expect(report?.operation.state == "failed")
        #expect(report?.operation.code == "AuthorizationFailure")
        #expect(report?.operation.detail.contains("firewall") == true)
        #expect(report?.operation.detail.contains("not authorized") == true)
        #expect(!place.traces.contains("leaked"))
        // What is there all the same is raw data, and on record.
        #expect(report?.blobs.count == 1)
        #expect(report?.operation.notes.first?.contains("need not be whole") == true)
        #expect(try place.answer("exports").first?["result"] == "failed")
        #expect(try place.answer("failed-runs").count == 1)
    }

    @Test func `asking that is forbidden leaves the state unknown, and shows what is in the container`() async throws {
        let place = try await AzureWorkplace { $0.forbidsPolling = true }
        place.service.update { $0.retryAfter = 1 }
        let (outcome, report) = try place.export("--prefix", "mannequin")
        #expect(outcome.status == 74)
        #expect(report?.operation.state == "unknown")
        #expect(report?.operation.detail.contains("poll forbidden, state unknown") == true)
        #expect(report?.blobs.map(\.name) == ["az://standin/exports/mannequin"])
        #expect(report?.operation.notes.first?.contains("1 blobs have appeared or changed") == true)
        #expect(try place.answer("exports").first?["result"] == "unknown")
    }

    @Test(arguments: [true, false]) func `accepted without a URL of the service's own is an error`(_ isForeign: Bool)
        async throws
    {
        let place = try await AzureWorkplace {
            if isForeign { $0.foreignHost = "http://127.0.0.1:9" } else { $0.givesNoURLs = true }
        }
        let (outcome, report) = try place.export()
        #expect(outcome.status == 74)
        #expect(report?.operation.state == "unknown")
        #expect(report?.operation.detail.contains("accepted but untrackable") == true)
    }

    @Test func `a conflict says what it means: signature, or busy`() async throws {
        let place = try await AzureWorkplace { $0.conflict = "" }
        let (silent, _) = try place.export()
        #expect(silent.status == 73)
        #expect(silent.errors.contains("lacks letters"), "\(silent.errors)")
        place.service.update {
            $0.conflict = "The resource '/subscriptions/x' is busy processing a previous update request."
        }
        let (busy, _) = try place.export()
        #expect(busy.status == 75)
        #expect(busy.errors.contains("try again later"), "\(busy.errors)")
        #expect(try place.answer("exports").map { $0["result"] } == ["refused", "refused"])
    }

    @Test func `a request that is asked to slow down is sent again, one that is not allowed is not`() async throws {
        let place = try await AzureWorkplace { $0.throttledRequests = 2 }
        #expect(try place.export().outcome.status == 0)
        #expect(place.service.bodies.count == 3)
        place.service.update { $0.lacksRole = true }
        let (refused, _) = try place.export()
        #expect(refused.status == 77)
        #expect(refused.errors.contains("AuthorizationFailed"))
        #expect(place.service.bodies.count == 4)
    }

    @Test func `a request whose answer is lost is not sent again, and what it wrote is found`() async throws {
        let place = try await AzureWorkplace { $0.lostAnswers = 1 }
        let (outcome, report) = try place.export("--prefix", "lost")
        #expect(outcome.status == 74)
        #expect(report?.operation.state == "unknown")
        #expect(report?.operation.detail.contains("not known whether the service took it") == true)
        #expect(place.service.bodies.count == 1)
        #expect(try place.answer("exports").first?["result"] == "unknown")
    }

    @Test func `what the catalog knows is not written over`() async throws {
        let place = try await AzureWorkplace()
        #expect(try place.export("--prefix", "cart").outcome.status == 0)
        for more in [[], ["--dry-run"]] {
            let outcome = try place.run(
                ["export", "azure", "--cache", AzureWorkplace.cache, "--to", place.container(), "--prefix", "cart"]
                    + more)
            #expect(outcome.status == 73)
            #expect(outcome.errors.contains("take another --prefix"), "\(outcome.errors)")
        }
        #expect(place.service.bodies.count == 1)
        // Without a prefix each export has a name of its own.
        let (outcome, report) = try place.export()
        #expect(outcome.status == 0)
        #expect(report?.prefix?.hasPrefix("cache1-2") == true)
    }

    @Test func `a timeout leaves the operation to the service, and says its id`() async throws {
        let place = try await AzureWorkplace { $0.pollsBeforeEnd = nil }
        place.service.update { $0.retryAfter = nil }
        let (outcome, report) = try place.export("--timeout", "2s")
        #expect(outcome.status == 75)
        #expect(report?.operation.state == "left")
        #expect(report?.operation.operation == place.service.operations.first)
        #expect(try place.answer("exports").first?["result"] == "left")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `an interruption says that the operation goes on, with its id`(
        _ signal: Int32
    ) async throws {
        let place = try await AzureWorkplace { $0.pollsBeforeEnd = nil }
        let process = try place.start(
            ["export", "azure", "--cache", AzureWorkplace.cache, "--to", place.container(), "--quiet"])
        func hasPolled() -> Bool { place.service.requests.filter { $0.contains("/locations/") }.count >= 2 }
        for _ in 0..<6000 where !hasPolled() { usleep(10_000) }
        process.send(signal)
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(outcome.status == 128 + signal)
        let id = try #require(place.service.operations.first)
        #expect(outcome.errors.contains("goes on at the service, operation \(id)"), "\(outcome.errors)")
        let row = try #require(try place.answer("exports").first)
        #expect(row["result"] == "left")
        #expect(row["operation"] == id)
    }

    @Test func `a metadata service that is not there yet is asked again`() async throws {
        let place = try await AzureWorkplace { $0.tokenFailures = [404, 410, 500] }
        let (outcome, _) = try place.export("--dry-run")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.service.requests.filter { $0.hasPrefix("token") }.count == 4)
    }
}

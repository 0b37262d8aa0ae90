import BlobServiceStandIn
import Foundation
import ManagementStandIn
import Testing

/// `mannequin import azure` against stand-ins for Azure Resource Manager, its identities and blobs.
@Suite(.timeLimit(.minutes(40))) struct ImportTests {
    /// A sanitized blob that the catalog knows.
    private func sanitized(_ place: AzureWorkplace, _ raw: String = "sample.rdb", _ name: String = "cart.rdb") throws
        -> String
    {
        place.blobs.put(try AzureWorkplace.fixture(raw), as: name, in: "exports")
        let address = "az://standin/imports/\(name)"
        let outcome = try place.run("sanitize", "az://standin/exports/\(name)", "--output", address, "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return address
    }

    @Test func `a sanitized blob is imported, and the catalog knows what the cache holds`() async throws {
        let place = try await AzureWorkplace()
        let blob = try sanitized(place)
        let (outcome, report) = try place.import("--cluster", AzureWorkplace.cluster, blob, "--replace")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(report?.operation.state == "succeeded")
        #expect(report?.operation.permissions == "r")
        #expect(report?.blobs.first?.keys == 1450)
        #expect(place.service.imported == [place.blobs.bytes(of: "cart.rdb", in: "imports")])
        let row = try #require(try place.answer("exports").first)
        #expect(row["kind"] == "import")
        #expect(row["result"] == "succeeded")
        #expect(row["snapshots"] != nil)
        let lineage = try place.run("catalog", "export", "--openlineage")
        #expect(lineage.status == 0)
        #expect(String(decoding: lineage.output, as: UTF8.self).contains(AzureWorkplace.cluster))
        // A second import takes the place of the first.
        #expect(try place.import("--cluster", AzureWorkplace.cluster, blob, "--replace").outcome.status == 0)
        let rows = try place.answer("alive-on", "date=2099-01-01", "kind=deployment")
        #expect(rows.count == 1)
        #expect(try place.run("catalog", "verify").status == 0)
    }

    @Test func `an import has to be meant, and takes nothing that is raw or not known`() async throws {
        let place = try await AzureWorkplace()
        let blob = try sanitized(place)
        let (unmeant, _) = try place.import("--cache", AzureWorkplace.cache, blob)
        #expect(unmeant.status == 64)
        #expect(unmeant.errors.contains("--replace"))
        let (raw, _) = try place.import("--cache", AzureWorkplace.cache, "az://standin/exports/cart.rdb", "--replace")
        #expect(raw.status == 77)
        #expect(raw.errors.contains("raw snapshot"))
        place.blobs.put(try AzureWorkplace.fixture("types.rdb10.redis-7.0.15.rdb"), as: "unknown.rdb", in: "imports")
        let unknown = ["--cache", AzureWorkplace.cache, "az://standin/imports/unknown.rdb", "--replace"]
        #expect(try place.run(["import", "azure"] + unknown).status == 77)
        #expect(try place.run(["import", "azure", "--allow-unknown", "--poll-every", "1s"] + unknown).status == 0)
        #expect(place.service.bodies.count == 1)
    }

    @Test(arguments: [("firewall", Int32(77)), ("absent", 66), ("no snapshot", 65)])
    func `a blob that cannot be read is told`(
        _ trouble: String, _ status: Int32
    ) async throws {
        let place = try await AzureWorkplace()
        if trouble != "absent" { place.blobs.put(Array("no snapshot".utf8), as: "x", in: "imports") }
        place.blobs.update { $0.isFirewalled = trouble == "firewall" }
        let (outcome, report) = try place.import(
            "--cluster", AzureWorkplace.cluster, "az://standin/imports/x", "--dry-run", "--allow-unknown")
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(report?.operation.status("storage") == "stop")
        #expect(report?.operation.status("resource") == "ok")
    }

    @Test func `a request that the service does not take leaves nothing on record as held`() async throws {
        let place = try await AzureWorkplace { $0.conflict = "is busy" }
        let blob = try sanitized(place)
        let (outcome, _) = try place.import("--cache", AzureWorkplace.cache, blob, "--replace")
        #expect(outcome.status == 75)
        #expect(try place.answer("alive-on", "date=2099-01-01", "kind=deployment").isEmpty)
        #expect(try place.answer("exports").first?["result"] == "refused")
    }

    /// What is imported where, and which check it fails.
    struct Mismatch: Sendable, CustomTestStringConvertible {
        var fixture: String, target: String, check: String, status: String, exit: Int32
        var version = "7.4", modules: [String] = [], isGzipped = false, sku = "Balanced_B5", policy = "OSSCluster"
        var testDescription: String { "\(fixture) into \(target) \(version) \(sku): \(check) \(status)" }
    }

    @Test(arguments: [
        Mismatch(
            fixture: "types.rdb10.redis-7.0.15.rdb", target: "cache", check: "rdb-version", status: "stop", exit: 65,
            version: "6.0.14"),
        Mismatch(
            fixture: "types.rdb10.redis-7.0.15.rdb", target: "cache", check: "rdb-version", status: "warning", exit: 0,
            version: "99.0"),
        Mismatch(
            fixture: "multidb_expires.rdb10.redis-7.0.15.rdb", target: "cluster", check: "databases", status: "stop",
            exit: 65),
        Mismatch(
            fixture: "multidb_expires.rdb10.redis-7.0.15.rdb", target: "cluster", check: "databases", status: "warning",
            exit: 0, policy: "NoCluster"),
        Mismatch(
            fixture: "sample.rdb", target: "cache", check: "direction", status: "stop", exit: 65, isGzipped: true),
        Mismatch(fixture: "sample.rdb", target: "cluster", check: "direction", status: "ok", exit: 0, isGzipped: true),
        Mismatch(
            fixture: "sample.rdb", target: "cluster", check: "memory", status: "warning", exit: 0, sku: "Balanced_B9"),
        Mismatch(
            fixture: "module_datatype.rdb9.redis-6.2.16.rdb", target: "cluster", check: "modules", status: "stop",
            exit: 65, modules: ["RediSearch"]),
        Mismatch(
            fixture: "cluster.rdb80.valkey-9.1.2.rdb", target: "cluster", check: "rdb-version", status: "stop", exit: 65
        ),
    ]) func `what does not go together is told before anything is asked`(_ mismatch: Mismatch) async throws {
        let place = try await AzureWorkplace {
            $0.redisVersion = mismatch.version
            $0.modules = mismatch.modules
            $0.clusterSKU = mismatch.sku
            $0.clusteringPolicy = mismatch.policy
        }
        let bytes = try AzureWorkplace.fixture(mismatch.fixture)
        place.blobs.put(mismatch.isGzipped ? StandInDump.gzip(bytes) : bytes, as: "x", in: "imports")
        let id = mismatch.target == "cache" ? AzureWorkplace.cache : AzureWorkplace.cluster
        let (outcome, report) = try place.import(
            "--\(mismatch.target)", id, "az://standin/imports/x", "--allow-unknown", "--dry-run")
        #expect(outcome.status == mismatch.exit, "\(outcome.errors)")
        #expect(report?.operation.status(mismatch.check) == mismatch.status, "\(report?.operation.checks ?? [])")
        #expect(place.service.bodies.isEmpty)
    }

    @Test func `what a managed database exported is not imported into a cache, though nothing of it shows`()
        async throws
    {
        let place = try await AzureWorkplace()
        let export = try place.run(
            "export", "azure", "--cluster", AzureWorkplace.cluster, "--to", place.container(), "--json", "--poll-every",
            "1s")
        let report = try JSONDecoder().decode(ExportDocument.self, from: Data(export.output))
        let raw = try #require(report.blobs.first?.name)
        #expect(try place.run("sanitize", raw, "--output", "az://standin/imports/s.rdb", "--quiet").status == 0)
        let (outcome, result) = try place.import(
            "--cache", AzureWorkplace.cache, "az://standin/imports/s.rdb", "--dry-run")
        #expect(outcome.status == 65)
        #expect(result?.operation.status("direction") == "stop")
    }
}

import AzureManagement
import BlobStorage
import Catalog
import Foundation
import RedisDump
import Sanitizing
import Testing

@testable import Governance

/// What is looked at before a service is asked, from facts alone. What it takes a whole snapshot for is in the integration
/// tests.
@Suite struct PreflightTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func signature(_ query: String) async throws -> PreflightRow {
        let url = "https://prod.blob.core.windows.net/exports?sv=2023-11-03&sr=c&sig=x\(query)"
        let address = try #require(try BlobAddress(url, isContainer: true))
        let access = try await address.sharedAccess("r", toContainer: true, until: Self.now, environment: [:])
        return Preflight.signature(access, needs: "racwdtm", at: Self.now)
    }

    @Test(arguments: [
        ("&sp=racwdtm&se=2027-01-15T09:00:01Z", PreflightRow.Level.ok), ("&sp=racwdltmx&se=2027-02-01T00:00:00Z", .ok),
        ("&sp=racwdtm&se=2027-01-15T08:59:59Z", .stop), ("&sp=racwdt&se=2027-02-01T00:00:00Z", .stop),
        ("&sp=rwdl&se=2027-02-01T00:00:00Z", .stop),
        ("&sp=racwdtm&se=2027-02-01T00:00:00Z&st=2027-01-15T07:46:00Z", .stop),
        ("&sp=racwdtm&se=2027-02-01T00:00:00Z&st=2027-01-15T07:44:00Z", .ok), ("&sp=racwdtm", .warning),
    ]) func `a signature needs letters, an hour, and a start that was`(_ query: String, _ level: PreflightRow.Level)
        async throws
    {
        let row = try await signature(query)
        #expect(row.status == level, "\(row.sentence)")
        #expect(!row.sentence.contains("sig="))
    }

    @Test func `a resource is running, and its tier can export`() throws {
        let cache = try CacheResource("/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c")
        var facts = CacheFacts()
        (facts.sku, facts.provisioningState) = ("Premium P1", "Succeeded")
        #expect(Preflight.state(of: facts).status == .ok)
        #expect(Preflight.tier(facts, of: cache).status == .ok)
        facts.resourceState = "Running"
        #expect(Preflight.state(of: facts).status == .ok)
        facts.resourceState = "Scaling"
        #expect(Preflight.state(of: facts).status == .stop)
        for tier in ["Basic C1", "Standard C1"] {
            facts.sku = tier
            #expect([Preflight.tier(facts, of: cache)].stop?.status == .badConfiguration)
        }
    }

    /// A blob of a fixture, whose bytes are counted as `byteCount` when that is given.
    private func blob(_ fixture: String, byteCount: UInt64? = nil) throws -> ImportedBlob {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/\(fixture)")
        var inspection = try Inspector.run(SnapshotFile(folder.standardized.path), InspectOptions(now: 0))
        if let byteCount { inspection.byteCount = byteCount }
        return ImportedBlob(
            name: fixture, facts: BlobFacts(BlobID(fixture), kind: .block), inspection: inspection, sha256: "",
            byteCount: inspection.byteCount, kind: nil, source: nil)
    }

    @Test(arguments: [
        (1 << 30 as UInt64, PreflightRow.Level.ok), (1639 << 20, .warning), (2 << 30, .warning), ((2 << 30) + 1, .stop),
        (.max, .stop),
    ]) func `memory is three times the file, against what the SKU has`(_ count: UInt64, _ level: PreflightRow.Level)
        throws
    {
        var facts = CacheFacts()
        facts.sku = "Premium P1"
        let row = Preflight.memory([try blob("sample.rdb", byteCount: count)], facts)
        #expect(row.status == level, "\(row.sentence)")
    }

    @Test(arguments: [
        ("4.0.14", "types.rdb8.redis-4.0-rc1.rdb", PreflightRow.Level.ok), ("4", "types.rdb8.redis-4.0-rc1.rdb", .ok),
        ("4.0.14", "strings.rdb10.redis-7.0.15.rdb", .stop), ("6.0", "edge.rdb9.redis-6.2.16.rdb", .ok),
        ("6.0", "sample.rdb", .stop), ("7.2", "edge.rdb11.redis-7.2.6.rdb", .ok),
        ("7.2", "types.rdb12.redis-7.4.1.rdb", .stop),
        ("7.4", "types.rdb12.redis-7.4.1.rdb", .ok), ("7.4", "types.rdb13.redis-8.6.3.rdb", .stop),
        ("new", "sample.rdb", .warning),
    ]) func `a version of Redis reads so far`(_ version: String, _ fixture: String, _ level: PreflightRow.Level) throws
    {
        var facts = CacheFacts()
        facts.redisVersion = version
        #expect(Preflight.rdbVersion([try blob(fixture)], facts).status == level)
    }

    @Test func `modules are found by the types of their values`() throws {
        let resource = try CacheResource(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/c")
        let blob = try blob("module_redisbloom.rdb13.redis-8.6.3.rdb")
        var facts = CacheFacts()
        #expect(Preflight.modules([blob], facts, of: resource).status == .stop)
        facts.modules = ["redisbloom"]
        #expect(Preflight.modules([blob], facts, of: resource).status == .ok)
        let unknown = try self.blob("module_hellotype.rdb9.redis-6.2.16.rdb")
        #expect(Preflight.modules([unknown], facts, of: resource).status == .stop)
        #expect(Preflight.modules([try self.blob("sample.rdb")], CacheFacts(), of: resource).status == .ok)
    }
}

import BlobServiceStandIn
import Foundation
import Testing

@testable import BlobStorage

/// What deletion means on an account that keeps things.
@Suite struct AzureDeletionTests {
    private func service(_ change: (inout ServiceSettings) -> Void = { _ in }) async throws -> (
        BlobServiceStandIn, AzureBlobStore
    ) {
        var settings = ServiceSettings()
        change(&settings)
        let service = try await BlobServiceStandIn(settings)
        service.makeContainer("exports")
        return (service, try service.store("exports"))
    }

    @Test func `soft delete leaves a copy, and the listing tells until when`() async throws {
        let (service, store) = try await service { $0.softDeleteDays = 7 }
        service.put([1, 2, 3], as: "a.rdb", in: "exports")
        let deletion = try await store.delete(BlobID("a.rdb"), ifMatch: nil, .init(includesSnapshots: true))
        #expect(deletion.isPermanent == false)
        #expect(deletion.requestID?.isEmpty == false)
        let (left, requests) = try await store.generations(of: "a.rdb")
        let until = try #require(left.first?.recoverableUntil)
        #expect(left.count == 1 && left[0].isDeleted && !left[0].isCurrent)
        #expect(until.timeIntervalSinceNow > 6.9 * 86_400)
        #expect(until.timeIntervalSinceNow < 8 * 86_400)
        #expect(requests.count == 1)
        service.update { $0.daysAhead = 7.1 }
        #expect(try await store.generations(of: "a.rdb").blobs.isEmpty)
    }

    @Test func `pages are cleared before a page blob is deleted, so that undeleting yields zeros`() async throws {
        let (service, store) = try await service { $0.softDeleteDays = 7 }
        service.put([9, 9, 9], as: "premium", in: "exports", isPageBlob: true)
        let deletion = try await store.delete(BlobID("premium"), ifMatch: nil, .init())
        #expect(deletion.wasCleared)
        try await store.undelete("premium")
        #expect(service.bytes(of: "premium", in: "exports") == [UInt8](repeating: 0, count: 512))
    }

    @Test func `each version is an identity of its own`() async throws {
        let (_, store) = try await service { $0.keepsVersions = true }
        let scratch = Scratch(store)
        let name = scratch.name("v")
        let first = try await scratch.upload([1], as: name)
        let upload = try await store.beginUpload(name, UploadOptions(identity: "second"))
        let second = try await store.commit(
            upload, [try await store.put([2], as: 0, of: upload)], if: .match(first.etag))
        let old = try #require(first.version)
        #expect(try await store.read(BlobID(name, .version(old)), 0..<1, pinnedTo: first.etag) == [1])
        let deletion = try await store.delete(BlobID(name), ifMatch: second.etag, .init())
        #expect(deletion.isPermanent == false)
        let left = try await store.generations(of: name).blobs
        #expect(left.count == 2 && left.allSatisfy { !$0.isCurrent && !$0.isDeleted })
        for blob in left { _ = try await store.delete(blob.id, ifMatch: nil, .init()) }
        #expect(try await store.generations(of: name).blobs.isEmpty)
    }

    @Test func `a blob with snapshots is deleted with them or not at all`() async throws {
        let (service, store) = try await service()
        service.put([1], as: "s", in: "exports")
        let snapshot = try await store.snapshot("s")
        await #expect(throws: BlobError.self) { try await store.delete(BlobID("s"), ifMatch: nil, .init()) }
        #expect(try await store.generations(of: "s").blobs.contains { $0.id.generation == .snapshot(snapshot) })
        _ = try await store.delete(BlobID("s"), ifMatch: nil, .init(includesSnapshots: true))
        #expect(try await store.generations(of: "s").blobs.isEmpty)
    }

    @Test func `soft-deleted snapshots are purged where the account allows it`() async throws {
        let (service, store) = try await service {
            $0.softDeleteDays = 7
            $0.allowsPermanentDelete = true
        }
        service.put([1], as: "p", in: "exports")
        let snapshot = try await store.snapshot("p")
        let id = BlobID("p", .snapshot(snapshot))
        _ = try await store.delete(id, ifMatch: nil, .init())
        let purge = try await store.delete(id, ifMatch: nil, .init(isPermanent: true))
        #expect(purge.isPermanent == true)
        #expect(try await store.generations(of: "p").blobs.map(\.id.generation) == [.current])
    }

    @Test func `a lease protects a blob until it is given back`() async throws {
        let (service, store) = try await service()
        service.put([1], as: "l", in: "exports")
        let lease = UUID().uuidString.lowercased()
        // Without an end: other tests may keep this one waiting.
        try await store.acquireLease(on: "l", id: lease, seconds: -1)
        #expect(try await store.head(BlobID("l")).isLeased)
        let error = await #expect(throws: BlobError.self) {
            try await store.delete(BlobID("l"), ifMatch: nil, .init())
        }
        #expect(error?.code == .protected)
        #expect(error?.serviceCode == "LeaseIdMissing")
        try await store.releaseLease(on: "l", id: lease)
        _ = try await store.delete(BlobID("l"), ifMatch: nil, .init())
    }

    @Test func `what the account is set up to keep can be seen`() async throws {
        let (_, store) = try await service {
            $0.softDeleteDays = 14
            $0.allowsPermanentDelete = true
        }
        let protection = try await store.protection()
        #expect(protection.softDeleteDays == 14)
        #expect(protection.allowsPermanentDelete)
    }
}

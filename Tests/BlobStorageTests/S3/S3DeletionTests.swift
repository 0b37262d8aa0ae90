import Foundation
import Testing

@testable import BlobStorage

/// What deletion means in a bucket that keeps versions, at a server that is not ours.
@Suite struct S3DeletionTests {
    @Test func `a bare key only gets a delete marker, and all versions stay until each is deleted`() async throws {
        let store = try await MotoServer.shared.get().freshBucket(keepingVersions: true)
        #expect(try await store.protection().keepsVersions == true)
        let scratch = Scratch(store)
        let name = scratch.name("a.rdb")
        let first = try await scratch.upload([1], as: name, UploadOptions(identity: "first"))
        let upload = try await store.beginUpload(name, UploadOptions(identity: "second"))
        _ = try await store.commit(upload, [try await store.put([2], as: 0, of: upload)], if: .none)
        let deletion = try await store.delete(BlobID(name), ifMatch: nil, .init())
        #expect(deletion.isPermanent == false)
        let left = try await store.generations(of: name).blobs
        #expect(left.count == 3)
        #expect(left.filter(\.isDeleteMarker).count == 1)
        #expect(left.allSatisfy { !$0.isCurrent })
        let old = try #require(left.first { $0.etag == first.etag })
        #expect(try await store.read(old.id, 0..<1, pinnedTo: first.etag) == [1])
        for blob in left { _ = try await store.delete(blob.id, ifMatch: nil, .init()) }
        #expect(try await store.generations(of: name).blobs.isEmpty)
    }

    @Test func `a legal hold protects a version`() async throws {
        let store = try await MotoServer.shared.get().freshBucket(keepingVersions: true, locking: true)
        let scratch = Scratch(store)
        let name = scratch.name("held.rdb")
        let facts = try await scratch.upload([1], as: name)
        let id = BlobID(name, .version(try #require(facts.version)))
        var draft = store.draft("PUT", id, [("legal-hold", "")], verb: "holding")
        draft.body = Array("<LegalHold><Status>ON</Status></LegalHold>".utf8)
        _ = try await store.executor.send(draft)
        #expect(try await store.head(id).hasLegalHold)
        let error = await #expect(throws: BlobError.self) { try await store.delete(id, ifMatch: nil, .init()) }
        #expect(error?.code == .protected)
    }

    @Test func `pages of versions go on at the version`() async throws {
        let store = try await MotoServer.shared.get().freshBucket(keepingVersions: true)
        let scratch = Scratch(store)
        for content in 0..<5 as Range<UInt8> {
            let upload = try await store.beginUpload(scratch.name("v"), UploadOptions(identity: "\(content)"))
            _ = try await store.commit(upload, [try await store.put([content], as: 0, of: upload)], if: .none)
        }
        var listing = BlobListing(prefix: scratch.prefix, everything: true)
        listing.limit = 2
        let (blobs, _) = try await store.listAll(listing)
        #expect(Set(blobs.compactMap(\.version)).count == 5)
        #expect(blobs.count == 5)
    }
}

import Foundation
import Testing

@testable import BlobStorage

/// What every store promises; each test runs against each store that is at hand.
@Suite(.serialized) struct StoreContractTests {
    @Test(arguments: StoreUnderTest.available)
    func `what is committed is read back, with its metadata`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let content = Scratch.bytes(300_000, seed: 1)
        let name = scratch.name("whole.rdb")
        let options = UploadOptions(identity: "one", metadata: ["lineage": "raw 1"])
        let facts = try await scratch.upload(content, as: name, options)
        #expect(facts.byteCount == 300_000)
        let head = try await scratch.store.head(BlobID(name))
        #expect(head.etag == facts.etag)
        #expect(head.metadata["lineage"] == "raw 1")
        #expect(head.metadata[UploadOptions.mark] == "one")
        #expect(head.byteCount == 300_000)
        #expect(try await scratch.store.read(BlobID(name), 0..<300_000, pinnedTo: head.etag) == content)
    }

    @Test(arguments: StoreUnderTest.available)
    func `a range is just that range`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let content = Scratch.bytes(100_000, seed: 2)
        let name = scratch.name("range.rdb")
        let facts = try await scratch.upload(content, as: name)
        for range in [0..<1, 99_999..<100_000, 512..<70_001] {
            let bytes = try await scratch.store.read(
                BlobID(name), Int64(range.lowerBound)..<Int64(range.upperBound), pinnedTo: facts.etag)
            #expect(bytes == Array(content[range]))
        }
    }

    @Test(arguments: StoreUnderTest.available)
    func `parts may come in any order and twice`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let size = max(scratch.store.partLimits.minimum, 1000)
        let content = Scratch.bytes(size * 2 + 500, seed: 3)
        let name = scratch.name("parts.rdb")
        let upload = try await scratch.store.beginUpload(name, UploadOptions(identity: "parts"))
        let last = try await scratch.store.put(Array(content[(size * 2)...]), as: 2, of: upload)
        _ = try await scratch.store.put(Scratch.bytes(size, seed: 9), as: 0, of: upload)
        let middle = try await scratch.store.put(Array(content[size..<size * 2]), as: 1, of: upload)
        let first = try await scratch.store.put(Array(content[..<size]), as: 0, of: upload)
        let facts = try await scratch.store.commit(upload, [last, middle, first], if: .absent)
        let bytes = try await scratch.store.read(BlobID(name), 0..<Int64(content.count), pinnedTo: facts.etag)
        #expect(bytes == content)
    }

    @Test(arguments: StoreUnderTest.available)
    func `nothing is seen of an upload before it is committed, nor after it is aborted`(_ kind: StoreUnderTest)
        async throws
    {
        let scratch = try await kind.scratch()
        let name = scratch.name("staged.rdb")
        let upload = try await scratch.store.beginUpload(name, UploadOptions(identity: "staged"))
        let part = try await scratch.store.put([1, 2, 3], as: 0, of: upload)
        #expect(part.byteCount == 3)
        await expect(.absent) { _ = try await scratch.store.head(BlobID(name)) }
        #expect(try await scratch.names().isEmpty)
        _ = try await scratch.store.abort(upload)
        _ = try await scratch.store.abort(upload)
        await expect(.absent) { _ = try await scratch.store.head(BlobID(name)) }
    }

    @Test(arguments: StoreUnderTest.available)
    func `an upload tells which bytes are staged`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let store = scratch.store
        let size = max(store.partLimits.minimum, 1000)
        let name = scratch.name("listed.rdb")
        let (first, second) = (Scratch.bytes(size, seed: 11), Scratch.bytes(500, seed: 12))
        let upload = try await store.beginUpload(name, UploadOptions(identity: "listed"))
        let other = try await store.beginUpload(name, UploadOptions(identity: "other"))
        _ = try await store.put(second, as: 1, of: upload)
        _ = try await store.put(first, as: 0, of: upload)
        _ = try await store.put(second, as: 0, of: other)
        let parts = try await store.stagedParts(of: upload)
        #expect(parts.map(\.index) == [0, 1])
        #expect(parts.map(\.byteCount) == [size, 500])
        #expect(parts.count == 2 && store.isStaged(first, as: parts[0], of: upload))
        #expect(parts.count == 2 && store.isStaged(second, as: parts[1], of: upload))
        #expect(parts.count == 2 && !store.isStaged(Scratch.bytes(500, seed: 13), as: parts[1], of: upload))
        _ = try await store.commit(upload, parts, if: .absent)
        let left = (try? await store.stagedParts(of: upload)) ?? []
        #expect(left == [])
    }

    @Test(arguments: StoreUnderTest.available)
    func `an upload that is taken up sends only what is not staged`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let store = scratch.store
        let size = max(store.partLimits.minimum, 1000)
        let content = Scratch.bytes(size * 2 + 500, seed: 14)
        let name = scratch.name("resumed.rdb")
        let upload = try await store.beginUpload(name, UploadOptions(identity: "resumed"))
        _ = try await store.put(Array(content[..<size]), as: 0, of: upload)
        _ = try await store.put(Scratch.bytes(size, seed: 15), as: 1, of: upload)
        let resumed = try await BlobUpload(store, resuming: upload, partByteCount: size)
        try await resumed.write(content)
        try await resumed.finish()
        #expect(await resumed.keptPartCount == 1)
        let facts = try await resumed.commit(if: .absent)
        #expect(try await store.read(BlobID(name), 0..<Int64(content.count), pinnedTo: facts.etag) == content)
    }

    @Test(arguments: StoreUnderTest.available)
    func `an upload that was aborted is begun anew when it is taken up`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let store = scratch.store
        let name = scratch.name("anew.rdb")
        let upload = try await store.beginUpload(name, UploadOptions(identity: "anew"))
        _ = try await store.put([1, 2], as: 0, of: upload)
        _ = try await store.abort(upload)
        let resumed = try await BlobUpload(store, resuming: upload, partByteCount: 1000)
        try await resumed.write([3, 4])
        try await resumed.finish()
        let facts = try await resumed.commit(if: .absent)
        #expect(facts.metadata[UploadOptions.mark] == "anew")
        #expect(try await store.read(BlobID(name), 0..<2, pinnedTo: facts.etag) == [3, 4])
    }

    @Test(arguments: StoreUnderTest.available)
    func `an empty blob can be made`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let facts = try await scratch.upload([], as: scratch.name("empty"))
        #expect(facts.byteCount == 0)
    }

    @Test(arguments: StoreUnderTest.available)
    func `a commit that wants the name to be free leaves what is there`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("taken.rdb")
        let first = try await scratch.upload([1], as: name, UploadOptions(identity: "first"))
        let upload = try await scratch.store.beginUpload(name, UploadOptions(identity: "second"))
        let part = try await scratch.store.put([2, 2], as: 0, of: upload)
        await expect(.alreadyThere, .changed) { _ = try await scratch.store.commit(upload, [part], if: .absent) }
        #expect(try await scratch.store.head(BlobID(name)).etag == first.etag)
        let replaced = try await scratch.store.commit(upload, [part], if: .match(first.etag))
        #expect(replaced.byteCount == 2)
        #expect(replaced.etag != first.etag)
    }

    @Test(arguments: StoreUnderTest.available)
    func `a commit that went through before is recognized`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let upload = try await scratch.store.beginUpload(scratch.name("again"), UploadOptions(identity: "again"))
        let part = try await scratch.store.put([7], as: 0, of: upload)
        let first = try await scratch.store.commit(upload, [part], if: .absent)
        let second = try await scratch.store.commit(upload, [part], if: .absent)
        #expect(first.etag == second.etag)
    }

    @Test(arguments: StoreUnderTest.available)
    func `contents are never mixed: a read is pinned to an ETag`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("pinned.rdb")
        let first = try await scratch.upload(Scratch.bytes(5000, seed: 4), as: name)
        let upload = try await scratch.store.beginUpload(name, UploadOptions(identity: "new"))
        let part = try await scratch.store.put(Scratch.bytes(6000, seed: 5), as: 0, of: upload)
        _ = try await scratch.store.commit(upload, [part], if: .none)
        await expect(.changed) { _ = try await scratch.store.read(BlobID(name), 0..<10, pinnedTo: first.etag) }
    }

    @Test(arguments: StoreUnderTest.available)
    func `a listing has all pages, in order, and only the prefix`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        for index in 0..<7 { _ = try await scratch.upload([UInt8(index)], as: scratch.name("list/\(index)")) }
        _ = try await scratch.upload([9], as: scratch.name("other"))
        var listing = BlobListing(prefix: scratch.name("list/"))
        listing.limit = 3
        let (blobs, _) = try await scratch.store.listAll(listing)
        #expect(blobs.map(\.id.name) == (0..<7).map { scratch.name("list/\($0)") })
        #expect(blobs.allSatisfy { $0.byteCount == 1 && !$0.etag.isEmpty && $0.isCurrent })
        let head = try await scratch.store.head(BlobID(scratch.name("list/0")))
        #expect(blobs.first?.etag == head.etag)
    }

    @Test(arguments: StoreUnderTest.available)
    func `names may hold blanks, plus, percent and letters of any script`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("a b+c%20/ü-中文&x=1.rdb")
        let facts = try await scratch.upload([1, 2], as: name)
        #expect(try await scratch.names() == [name])
        #expect(try await scratch.store.read(BlobID(name), 0..<2, pinnedTo: facts.etag) == [1, 2])
        let contents = try await scratch.store.generations(of: name).blobs
        #expect(contents.map(\.id.name) == [name] && contents.first?.etag == facts.etag)
        _ = try await scratch.store.delete(BlobID(name), ifMatch: facts.etag, .init())
        #expect(try await scratch.store.generations(of: name).blobs.isEmpty)
    }

    @Test(arguments: StoreUnderTest.available)
    func `tags are set as a whole, and leave the content`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("tagged")
        do {
            let facts = try await scratch.upload(
                [1], as: name, UploadOptions(identity: "t", tags: ["state": "sanitized", "expires": "2026-12-01"]))
            #expect(
                try await scratch.store.tags(of: BlobID(name)) == ["state": "sanitized", "expires": "2026-12-01"])
            try await scratch.store.setTags(["state": "held"], of: BlobID(name))
            #expect(try await scratch.store.tags(of: BlobID(name)) == ["state": "held"])
            #expect(try await scratch.store.head(BlobID(name)).etag == facts.etag)
        } catch let error as BlobError {
            // Accounts with a hierarchical namespace have no tags, nor have some emulators; those here have.
            #expect(kind == .environment && error.code == .unsupported, "\(error)")
        }
    }

    @Test(arguments: StoreUnderTest.available)
    func `metadata is set when the blob is the one that was meant`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("described")
        let facts = try await scratch.upload([1], as: name)
        do {
            let etag = try await scratch.store.setMetadata(["a": "1"], of: name, ifMatch: facts.etag)
            let head = try await scratch.store.head(BlobID(name))
            #expect(head.etag == etag)
            #expect(head.metadata == ["a": "1"])
            await expect(.changed) {
                _ = try await scratch.store.setMetadata(["a": "2"], of: name, ifMatch: "\"0x1\"")
            }
        } catch let error as BlobError {
            #expect(error.code == .unsupported)
        }
    }

    @Test(arguments: StoreUnderTest.available)
    func `only the content that was meant is deleted`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let name = scratch.name("doomed")
        let first = try await scratch.upload([1], as: name)
        let upload = try await scratch.store.beginUpload(name, UploadOptions(identity: "new"))
        let part = try await scratch.store.put([2, 3], as: 0, of: upload)
        let second = try await scratch.store.commit(upload, [part], if: .none)
        await expect(.changed) { _ = try await scratch.store.delete(BlobID(name), ifMatch: first.etag, .init()) }
        #expect(try await scratch.store.head(BlobID(name)).etag == second.etag)
        _ = try await scratch.store.delete(BlobID(name), ifMatch: second.etag, .init())
        await expect(.absent) { _ = try await scratch.store.head(BlobID(name)) }
        await expect(.absent) { _ = try await scratch.store.delete(BlobID(name), ifMatch: nil, .init()) }
        await expect(.absent) { _ = try await scratch.store.read(BlobID(name), 0..<1, pinnedTo: second.etag) }
    }

    @Test(arguments: StoreUnderTest.available)
    func `protection can be asked for`(_ kind: StoreUnderTest) async throws {
        let scratch = try await kind.scratch()
        let protection = try await scratch.store.protection()
        #expect(!protection.hasImmutability)
    }

    /// Runs `body`, which has to throw one of these codes.
    private func expect(
        _ codes: BlobError.Code..., location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Issue.record("nothing was thrown", sourceLocation: location)
        } catch let error as BlobError {
            #expect(codes.contains(error.code), "\(error)", sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }
}

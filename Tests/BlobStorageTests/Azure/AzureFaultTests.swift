import BlobServiceStandIn
import Foundation
import Testing

@testable import BlobStorage

/// What is done when requests fail.
@Suite struct AzureFaultTests {
    private func service() async throws -> (BlobServiceStandIn, AzureBlobStore) {
        let service = try await BlobServiceStandIn()
        service.makeContainer("exports")
        return (service, try service.store("exports"))
    }

    @Test func `a busy service is asked again`() async throws {
        let (service, store) = try await service()
        service.put([1], as: "a", in: "exports")
        service.update { $0.throttledRequests = 3 }
        #expect(try await store.head(BlobID("a")).byteCount == 1)
        #expect(service.requests.count == 4)
    }

    @Test func `a read that breaks goes on at the byte`() async throws {
        let (service, store) = try await service()
        let content = Scratch.bytes(3 << 20, seed: 6)
        service.put(content, as: "a", in: "exports")
        let etag = try await store.head(BlobID("a")).etag
        service.update { $0.cutDownloads = 3 }
        let bytes = try await store.read(BlobID("a"), 0..<Int64(content.count), pinnedTo: etag)
        #expect(bytes == content)
        #expect(service.requests.filter { $0.hasPrefix("GET") }.count == 4)
    }

    @Test func `a commit whose answer is lost is not done twice`() async throws {
        let (service, store) = try await service()
        let upload = try await store.beginUpload("a", UploadOptions(identity: "mine"))
        let part = try await store.put([5], as: 0, of: upload)
        service.update { $0.lostAnswers = 1 }
        let facts = try await store.commit(upload, [part], if: .absent)
        #expect(facts.metadata[UploadOptions.mark] == "mine")
        #expect(service.allContents(of: "a", in: "exports") == [[5]])
    }

    @Test func `a snapshot is not asked for twice when the answer is lost`() async throws {
        let (service, store) = try await service()
        service.put([1], as: "a", in: "exports")
        service.update { $0.lostAnswers = 1 }
        await #expect(throws: BlobError.self) { try await store.snapshot("a") }
        #expect(service.allContents(of: "a", in: "exports").count == 2)
    }

    @Test func `a clock that is off is corrected by that of the service`() async throws {
        let (service, _) = try await service()
        service.put([1], as: "a", in: "exports")
        service.update { $0.daysAhead = 0.5 }
        let store = try service.store("exports")
        #expect(try await store.head(BlobID("a")).byteCount == 1)
    }

    @Test(arguments: ["rl", "r"])
    func `a signature that allows less says so`(_ permissions: String) async throws {
        let (service, _) = try await service()
        let store = try service.store("exports", bySignature: true, permissions: permissions)
        let upload = try await store.beginUpload("a", UploadOptions(identity: "x"))
        let error = await #expect(throws: BlobError.self) { try await store.put([1], as: 0, of: upload) }
        #expect(error?.code == .notAllowed)
        #expect(error?.serviceCode == "AuthorizationPermissionMismatch")
        #expect(error?.description.contains("the SAS lacks the letter") == true)
        #expect(error?.description.contains("sig=") == false)
    }

    @Test func `a wrong key is told without the key`() async throws {
        let (service, _) = try await service()
        let text = service.connectionString.replacingOccurrences(of: service.settings.key, with: "d3Jvbmcga2V5")
        let connection = try ConnectionString(text)
        let store = AzureBlobStore(connection.account, container: "exports", credential: connection.credential)
        let error = await #expect(throws: BlobError.self) { try await store.list(BlobListing()) }
        #expect(error?.code == .credentials)
        #expect(error?.requestID?.isEmpty == false)
        #expect(error?.description.contains("d3Jvbmcga2V5") == false)
    }

    @Test func `nobody listening is a service out of reach`() async throws {
        let account = try #require(AzureAccount(endpoint: "http://127.0.0.1:9/acct"))
        var store = AzureBlobStore(account, container: "c", credential: .anonymous)
        store.executor.retry = RetryPolicy(attempts: 2, first: .milliseconds(1))
        let error = await #expect(throws: BlobError.self) { try await store.head(BlobID("a")) }
        #expect(error?.code == .unavailable)
        #expect(error?.isRetryable == true)
    }
}

import Foundation
import Synchronization
import Testing

@testable import BlobStorage

@Suite struct AzureIdentityTests {
    @Test func `the most explicit identity of the environment counts`() throws {
        var environment = ["AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c"]
        #expect(try AzureIdentity.found(in: environment) == .commandLine)
        environment["IDENTITY_ENDPOINT"] = "http://169.254.130.1/msi"
        environment["IDENTITY_HEADER"] = "h"
        #expect(
            try AzureIdentity.found(in: environment)
                == .appService(endpoint: "http://169.254.130.1/msi", secret: "h", clientID: "c"))
        environment["AZURE_FEDERATED_TOKEN_FILE"] = "/f"
        #expect(
            try AzureIdentity.found(in: environment)
                == .workload(authority: AzureIdentity.publicAuthority, tenant: "t", clientID: "c", tokenFile: "/f"))
        environment["AZURE_CLIENT_SECRET"] = "s"
        environment["AZURE_AUTHORITY_HOST"] = "https://login.example/"
        #expect(
            try AzureIdentity.found(in: environment)
                == .clientSecret(authority: "https://login.example", tenant: "t", clientID: "c", secret: "s"))
        #expect(try AzureIdentity.found(in: environment, choice: "az-cli") == .commandLine)
        #expect(throws: BlobError.self) { try AzureIdentity.found(in: [:], choice: "workload-identity") }
        #expect(throws: BlobError.self) { try AzureIdentity.found(in: environment, choice: "nonsense") }
    }

    @Test func `each asks for a token in its own way`() throws {
        let metadata = try #require(
            AzureIdentity.instanceMetadata(host: AzureIdentity.metadataHost, clientID: nil)
                .request(resource: AzureProtocol.tokenResource))
        #expect(
            metadata.target.url
                == "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com%2F"
        )
        #expect(metadata[header: "metadata"] == "true")
        let app = try #require(
            AzureIdentity.appService(endpoint: "http://x/msi", secret: "h", clientID: "c")
                .request(resource: AzureProtocol.tokenResource))
        #expect(app[header: "x-identity-header"] == "h")
        #expect(app[header: "metadata"] == nil)
        #expect(app.target.url.contains("api-version=2019-08-01") && app.target.url.contains("client_id=c"))
        let workload = try #require(
            AzureIdentity.workload(authority: "https://login.x", tenant: "t", clientID: "c", tokenFile: "/f")
                .request(resource: AzureProtocol.tokenResource, assertion: "jwt"))
        #expect(workload.target.url == "https://login.x/t/oauth2/v2.0/token")
        let form = String(decoding: workload.body, as: UTF8.self)
        #expect(form.contains("client_assertion=jwt&"))
        #expect(form.contains("scope=https%3A%2F%2Fstorage.azure.com%2F.default"))
        #expect(AzureIdentity.commandLine.request(resource: "x") == nil)
    }

    @Test(arguments: [
        #"{"access_token":"t","expires_in":"3599","expires_on":"1795370400"}"#,
        #"{"access_token":"t","expires_in":3599,"expires_on":1795370400}"#,
        #"{"access_token":"t","expires_on":"11/22/2026 18:00:00","expires_in":"3599"}"#,
    ])
    func `the end of a token comes as a number or as text`(_ body: String) throws {
        let now = Date(timeIntervalSince1970: 1_795_366_801)
        let token = try #require(try AzureTokens.parsed(Array(body.utf8), now: now))
        #expect(token.value == "t")
        #expect(abs(token.expires.timeIntervalSince1970 - 1_795_370_400) <= 3600)
        #expect(token.expires > now)
    }

    @Test func `a token is used until five minutes before its end`() async throws {
        let count = Counter()
        let moment = Date(timeIntervalSince1970: 1_000_000)
        let cache = TokenCache(source: "test", now: { moment.addingTimeInterval(count.seconds) }) {
            .init(value: "token \(count.next())", expires: moment.addingTimeInterval(3600))
        }
        #expect(try await cache.token() == "token 1")
        count.pass(3200)
        #expect(try await cache.token() == "token 1")
        count.pass(101)
        #expect(try await cache.token() == "token 2")
    }

    @Test func `a token is not sent over http to another machine`() async throws {
        let account = try #require(AzureAccount(endpoint: "http://storage.example/acct"))
        let cache = TokenCache(source: "test") { .init(value: "PLANTED", expires: .distantFuture) }
        let store = AzureBlobStore(account, container: "c", credential: .bearer(cache))
        let error = await #expect(throws: BlobError.self) { try await store.head(BlobID("n")) }
        #expect(error?.code == .refused)
        #expect(error?.description.contains("PLANTED") == false)
    }
}

/// A clock and a counter that a test moves.
private final class Counter: Sendable {
    private let state = Mutex((calls: 0, seconds: 0.0))

    var seconds: TimeInterval { state.withLock { $0.seconds } }

    func next() -> Int {
        state.withLock { state in
            state.calls += 1
            return state.calls
        }
    }

    func pass(_ seconds: TimeInterval) { state.withLock { $0.seconds += seconds } }
}

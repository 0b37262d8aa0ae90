import BlobStorage
import Testing

@testable import AzureManagement

/// Where the resource manager is, and to whom a token may be shown.
@Suite struct ManagementEndpointTests {
    private func target(_ url: String) throws -> HTTPDraft.Target { try #require(HTTPDraft.Target(signedURL: url)) }

    @Test func `the public cloud is asked unless the environment says otherwise`() throws {
        let cloud = try ManagementEndpoint(environment: [:])
        #expect(
            cloud.target("/subscriptions/a b/x", version: "1").url
                == "https://management.azure.com/subscriptions/a%20b/x?api-version=1")
        #expect(cloud.tokenResource == "https://management.azure.com/")
        let other = try ManagementEndpoint(environment: [
            "MANNEQUIN_ARM_ENDPOINT": "https://management.chinacloudapi.cn/"
        ])
        #expect(other.tokenResource == "https://management.chinacloudapi.cn/")
        #expect(
            try ManagementEndpoint(environment: ["MANNEQUIN_ARM_ENDPOINT": "http://127.0.0.1:1234"]).scheme == "http")
    }

    @Test(arguments: [
        "http://management.azure.com", "http://10.0.0.1", "ftp://x", "management.azure.com", "https://x/path",
        "https://x/?a=b", "https://user:secret@x/", "http://127.0.0.1.example.com",
    ]) func `what is no host over https, or of this machine, is refused`(_ text: String) {
        #expect(throws: BlobError.self) { try ManagementEndpoint(environment: ["MANNEQUIN_ARM_ENDPOINT": text]) }
    }

    @Test func `a token is shown to the host, and to those below it, and to no other`() throws {
        let cloud = try ManagementEndpoint(environment: [:])
        #expect(cloud.mayBeAsked(try target("https://management.azure.com/a?s=1")))
        #expect(cloud.mayBeAsked(try target("https://westus.management.azure.com/a")))
        for other in [
            "http://management.azure.com/a", "https://evilmanagement.azure.com/a", "https://management.azure.com.x/a",
            "https://management.azure.com:444/a", "https://azure.com/a",
        ] { #expect(!cloud.mayBeAsked(try target(other)), "\(other)") }
    }
}

import Foundation
import Testing

@testable import BlobStorage

@Suite struct SASTests {
    @Test(arguments: AzureVectors.all.flatMap(\.sas))
    func `a signature is made as the official Python SDK makes it`(_ vector: AzureVectors.Signature) throws {
        try Self.expectSame(vector)
    }

    static func expectSame(_ vector: AzureVectors.Signature) throws {
        let (text, token) = try made(vector)
        #expect(text == vector.stringToSign)
        let expected = try #require(SASToken(vector.token))
        #expect(
            Set(token.fields.map { "\($0.name)=\($0.value)" }) == Set(expected.fields.map { "\($0.name)=\($0.value)" }))
    }

    private static func made(_ vector: AzureVectors.Signature) throws -> (String, SASToken) {
        let account = try #require(vector.argument("account_name"))
        let version = try #require(vector.version)
        let secret = vector.argument("account_key") ?? Data(0..<64).base64EncodedString()
        let key = try #require(SharedKey(account: account, base64Key: secret))
        if vector.kind == "account" {
            let grant = AccountSASGrant(
                version: version, permissions: try #require(vector.argument("permission")), start: vector.date("start"),
                expiry: try #require(vector.date("expiry")), addresses: vector.argument("ip") ?? "",
                protocols: vector.argument("protocol") ?? "")
            return (grant.stringToSign(account: account), grant.signed(with: key))
        }
        var grant = SASGrant(version: version, account: account, resource: try resource(vector))
        grant.permissions = vector.argument("permission") ?? ""
        grant.start = vector.date("start")
        grant.expiry = vector.date("expiry")
        grant.addresses = vector.argument("ip") ?? ""
        grant.protocols = vector.argument("protocol") ?? ""
        grant.policy = vector.argument("policy_id") ?? ""
        grant.responseHeaders.cacheControl = vector.argument("cache_control") ?? ""
        grant.responseHeaders.contentDisposition = vector.argument("content_disposition") ?? ""
        grant.responseHeaders.contentType = vector.argument("content_type") ?? ""
        guard vector.kind.hasPrefix("udk") else { return (grant.stringToSign(), grant.signed(with: key)) }
        let delegate = SASGrant.UserDelegationKey(
            objectID: "oid-1", tenantID: "tid-1", start: "2026-11-22T17:00:00Z", expiry: "2026-11-23T17:00:00Z",
            service: "b", version: version, base64Key: secret)
        return (grant.stringToSign(delegate), try #require(grant.signed(with: delegate)))
    }

    private static func resource(_ vector: AzureVectors.Signature) throws -> SASGrant.Resource {
        let container = try #require(vector.argument("container_name"))
        guard let name = vector.argument("blob_name") else { return .container(container) }
        if let id = vector.argument("version_id") { return .version(container: container, name: name, id: id) }
        if let id = vector.argument("snapshot") { return .snapshot(container: container, name: name, id: id) }
        return .blob(container: container, name: name)
    }

    @Test func `a signature is described without itself`() throws {
        let token = try #require(SASToken("?sv=2023-11-03&sr=c&sp=rl&se=2026-11-22T19%3A00%3A00Z&sig=c2VjcmV0%3D"))
        #expect(token.description == "SAS(sv=2023-11-03 sr=c sp=rl se=2026-11-22T19:00:00Z)")
        #expect(token["sig"] == "c2VjcmV0=")
        #expect(!"\(token)".contains("c2Vj"))
    }

    @Test func `an expired signature says when it ended`() throws {
        let token = try #require(SASToken("sv=2023-11-03&se=2026-11-22T19%3A00%3A00Z&sig=a"))
        let fault = token.fault(at: try #require(ServiceTime.iso("2026-11-22T19:00:01Z")))
        #expect(fault?.contains("2026-11-22T19:00:00Z") == true)
        #expect(token.fault(at: try #require(ServiceTime.iso("2026-11-22T18:59:59Z"))) == nil)
    }

    @Test(arguments: ["", "comp=list", "sig=abc", "sv=2023-11-03"])
    func `a query without signature or version is no SAS`(_ query: String) { #expect(SASToken(query) == nil) }
}

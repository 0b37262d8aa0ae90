import Foundation
import Testing

@testable import BlobStorage

/// Signatures that are made for another service.
@Suite struct SharedAccessTests {
    private static let expiry = Date(timeIntervalSince1970: 1_800_000_000)

    private func access(_ address: String, toContainer: Bool, _ environment: [String: String]) async throws
        -> SharedAccess
    {
        let address = try #require(try BlobAddress(address, isContainer: toContainer))
        return try await address.sharedAccess(
            toContainer ? "racwdtm" : "r", toContainer: toContainer, until: Self.expiry, environment: environment)
    }

    private static let key = ["AZURE_STORAGE_ACCOUNT": "prod", "AZURE_STORAGE_KEY": "c2VjcmV0"]

    @Test func `a container's has the letters and the end, no start, and goes over https only`() async throws {
        let access = try await access("az://prod/exports/cart", toContainer: true, Self.key)
        #expect(
            access.url.hasPrefix("https://prod.blob.core.windows.net/exports?se=2027-01-15T08%3A00%3A00Z&sp=racwdtm"))
        #expect(access.url.contains("&spr=https&") && access.url.contains("&sr=c&") && !access.url.contains("st="))
        #expect(access.origin == .accountKey)
        #expect(access.expiry == Self.expiry && access.start == nil && access.permissions == "racwdtm")
    }

    @Test func `a blob's is for that blob`() async throws {
        let access = try await access("az://prod/imports/a b/c.rdb", toContainer: false, Self.key)
        #expect(access.url.hasPrefix("https://prod.blob.core.windows.net/imports/a%20b/c.rdb?"))
        #expect(access.url.contains("&sr=b&") && access.url.contains("sp=r&"))
    }

    @Test func `one that is given is handed on as it is`() async throws {
        let url = "https://prod.blob.core.windows.net/exports?sv=2023-11-03&sr=c&sp=rl&se=2026-01-01T00:00:00Z&sig=abc"
        let access = try await access(url, toContainer: true, [:])
        #expect(access.origin == .given && access.permissions == "rl" && access.url.contains("sig=abc"))
    }

    @Test func `without a signature nothing of a secret is in it`() throws {
        let address = try #require(try BlobAddress("az://prod/exports", isContainer: true))
        let access = try address.bareAccess(toContainer: true, environment: Self.key)
        #expect(access.url == "https://prod.blob.core.windows.net/exports")
    }

    @Test func `other services have none`() async throws {
        await #expect(throws: BlobError.self) { try await access("s3://bucket/x", toContainer: false, [:]) }
    }
}

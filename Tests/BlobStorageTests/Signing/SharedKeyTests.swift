import Foundation
import Testing

@testable import BlobStorage

@Suite struct SharedKeyTests {
    @Test(arguments: AzureVectors.all.flatMap(\.sharedKey))
    func `a request is signed as the official Python SDK signs it`(_ vector: AzureVectors.Request) throws {
        let key = try #require(SharedKey(account: vector.account, base64Key: vector.key))
        let draft = try vector.draft
        #expect(key.stringToSign(draft) == vector.stringToSign)
        #expect(key.authorization(draft) == vector.authorization)
    }

    @Test func `what is no Base64 is no key`() {
        #expect(SharedKey(account: "a", base64Key: "no key!") == nil)
        #expect(SharedKey(account: "a", base64Key: "") == nil)
    }
}

import Foundation
import Testing

@testable import BlobStorage

/// A request that botocore has signed.
struct AWSVector: Decodable, CustomTestStringConvertible {
    var name: String, method: String, url: String
    var headers: [String: String]
    var bodySHA256: String, sessionToken: String?, canonicalRequest: String, stringToSign: String
    var signed: [String: String]
    var testDescription: String { name }

    static let all: [AWSVector] = (try? SigningFixtures.read("botocore-sigv4.json")) ?? []
}

@Suite struct AWSSignatureTests {
    static let moment = ServiceTime.iso("2026-11-22T18:00:00Z")

    @Test(arguments: AWSVector.all)
    func `a request is signed as botocore signs it`(_ vector: AWSVector) throws {
        let moment = try #require(Self.moment)
        let signer = AWSSignature(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: vector.sessionToken, region: "eu-west-1")
        var draft = HTTPDraft(vector.method, try SigningFixtures.target(vector.url), verb: "testing", place: "")
        for (name, value) in vector.headers { draft[header: name.lowercased()] = value }
        draft.body = try #require(Self.bodies.first { Digest.hexadecimal(Digest.sha256($0)) == vector.bodySHA256 })
        signer.sign(&draft, at: moment)
        let canonical = AWSSignature.canonicalRequest(draft, AWSSignature.signedNames(draft), draft.target.query)
        #expect(canonical == vector.canonicalRequest)
        #expect(signer.stringToSign(canonical, at: moment) == vector.stringToSign)
        #expect(draft[header: "authorization"] == vector.signed["Authorization"])
    }

    private static let bodies: [[UInt8]] = [
        "", "hello", "<CompleteMultipartUpload/>", "<LegalHold><Status>ON</Status></LegalHold>",
    ].map { Array($0.utf8) }

    @Test func `there are vectors`() { #expect(AWSVector.all.count == 11) }
}

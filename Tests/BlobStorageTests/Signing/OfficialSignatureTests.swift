import Foundation
import Testing

@testable import BlobStorage

/// The signers beside the official Python SDKs as PyPI has them today.
@Suite struct OfficialSignatureTests {
    private struct Presigned: Decodable {
        struct Request: Decodable {
            var method: String, url: String, sessionToken: String?, signed: String
        }
        var presigned: [Request]
    }

    private func vectors() async throws -> Data {
        let python = try TestProgram.python("azure-storage-blob", "boto3")
        return Data(try await TestProgram.ran(python, [TestProgram.script("sign_vectors.py")]).utf8)
    }

    @Test func `they sign as we do`() async throws {
        let data = try await vectors()
        let azure = try JSONDecoder().decode(AzureVectors.self, from: data)
        #expect(azure.sharedKey.count == 5 && azure.sas.count == 3)
        for vector in azure.sharedKey {
            let key = try #require(SharedKey(account: vector.account, base64Key: vector.key))
            #expect(key.stringToSign(try vector.draft) == vector.stringToSign, "\(vector.name)")
            #expect(key.authorization(try vector.draft) == vector.authorization, "\(vector.name)")
        }
        for var vector in azure.sas {
            vector.version = azure.sv
            try SASTests.expectSame(vector)
        }
    }

    @Test func `URLs are presigned as botocore presigns them`() async throws {
        let requests = try JSONDecoder().decode(Presigned.self, from: try await vectors()).presigned
        #expect(requests.count == 4)
        for request in requests {
            let signer = AWSSignature(
                accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                sessionToken: request.sessionToken, region: "eu-west-1")
            let draft = HTTPDraft(request.method, try SigningFixtures.target(request.url), verb: "testing", place: "")
            let moment = try #require(AWSSignatureTests.moment)
            let ours = try SigningFixtures.target(signer.presigned(draft, at: moment, seconds: 900))
            let theirs = try SigningFixtures.target(request.signed)
            func fields(_ target: HTTPDraft.Target) -> Set<String> {
                Set(target.query.map { "\($0.name)=\($0.value)" })
            }
            #expect(fields(ours) == fields(theirs))
            #expect(ours.path == theirs.path)
        }
    }
}

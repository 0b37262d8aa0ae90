import BlobServiceStandIn
import Foundation
import Testing

/// `mannequin catalog lifecycle-policy`, with blobs of both types.
@Suite struct LifecyclePolicyTests {
    private func policy(_ place: BlobWorkplace, _ arguments: String...) throws -> (String, String, Int32?) {
        let outcome = MannequinCommand.finish(
            try place.start(["catalog", "lifecycle-policy"] + arguments), in: place.folder)
        return (String(decoding: outcome.output, as: UTF8.self), outcome.errors, outcome.status)
    }

    @Test func `block blobs get a rule, page blobs a warning that names them`() async throws {
        let place = try await BlobWorkplace()
        try place.export("block.rdb")
        try place.export("premium/page", isPageBlob: true)
        for name in ["block.rdb", "premium/page"] {
            #expect(
                try place.run("catalog", "register", "az://standin/exports/\(name)", "--expires-in", "30h").status == 0)
        }
        let (text, errors, status) = try policy(place)
        #expect(status == 0)
        let root = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let rules = try #require(root["rules"] as? [[String: Any]])
        #expect(rules.count == 1)
        #expect(text.contains("\"exports/\""))
        #expect(text.contains("\"daysAfterModificationGreaterThan\" : 2"))
        #expect(errors.contains("premium/page is a page blob"), "\(errors)")
        #expect(errors.contains("lifecycle rules do not delete page blobs"))
        #expect(!errors.contains("block.rdb is a page blob"))
    }

    @Test func `without the service it says what it does not know`() async throws {
        let place = try await BlobWorkplace()
        try place.export("a.rdb", isPageBlob: true)
        try place.run("catalog", "register", "az://standin/exports/a.rdb", "--expires-in", "30h")
        let (text, errors, status) = try policy(
            place, "--offline", "--days", "9", "--container", "az://standin/exports")
        #expect(status == 0)
        #expect(text.contains("\"daysAfterModificationGreaterThan\" : 9"))
        #expect(errors.contains("1 of 1 known copies were not looked at"), "\(errors)")
        #expect(try policy(place, "--container", "az://standin/other").0.contains("\"rules\" : ["))
    }
}

import BlobServiceStandIn
import Foundation
import ManagementStandIn
import Testing

/// No token, no signature and no key of an account is in what the program prints or writes down, whatever happens.
@Suite(.timeLimit(.minutes(40))) struct AzureSecrecyTests {
    @Test(arguments: [false, true]) func `no secret is printed or recorded`(_ usesIdentity: Bool) async throws {
        var place = try await AzureWorkplace()
        place.usesIdentity = usesIdentity
        var printed = ""
        func keep(_ outcome: MannequinCommand.Outcome) {
            printed += outcome.errors + String(decoding: outcome.output, as: UTF8.self)
        }
        keep(try place.export("--prefix", "a").outcome)
        place.service.update { $0.failure = ("X", "at https://x/?sv=1&sig=planted-message-secret&s=1") }
        keep(try place.export("--prefix", "b").outcome)
        place.service.update {
            $0.failure = nil
            $0.forbidsPolling = true
        }
        keep(try place.export("--prefix", "c").outcome)
        place.service.update {
            $0.forbidsPolling = false
            $0.conflict = "no, with SAS ?sig=planted-message-secret"
        }
        keep(try place.export("--prefix", "d").outcome)
        keep(
            try place.import(
                "--cluster", AzureWorkplace.cluster, "\(place.container())/a", "--replace", "--allow-unknown",
                "--no-catalog"
            ).outcome)
        keep(try place.run("catalog", "events"))
        #expect(place.service.bodies.count == 5)
        #expect(place.service.imported.count == 1)
        #expect(place.secrets.count >= 10)
        let everything = printed + place.traces
        for secret in place.secrets + ["planted-message-secret"] {
            #expect(!everything.contains(secret), "\(secret.prefix(12))… is there")
            #expect(!everything.contains(secret.removingPercentEncoding ?? secret))
        }
    }

    @Test func `a signature that was given on the command line stays there`() async throws {
        let place = try await AzureWorkplace()
        let signature = place.blobs.signature(for: "exports", permissions: "racwdltm")
        let outcome = try place.run(
            "export", "azure", "--cache", AzureWorkplace.cache, "--to", "\(place.blobs.endpoint)/exports?\(signature)",
            "--json")
        let secret = try #require(signature.split(separator: "sig=").last.map(String.init))
        #expect(!(outcome.errors + String(decoding: outcome.output, as: UTF8.self) + place.traces).contains(secret))
    }
}

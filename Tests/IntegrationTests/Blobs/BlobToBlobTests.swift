import BlobServiceStandIn
import Foundation
import Testing

/// From blob to blob, with the real program and the stand-in.
@Suite struct BlobToBlobTests {
    @Test(arguments: [false, true])
    func `a blob is sanitized into a blob as a file is into a file`(_ isPageBlob: Bool) async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb", isPageBlob: isPageBlob)
        let outcome = try place.run(
            "sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/imports/cart.rdb", "--verify",
            "--key-file", place.key, "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.service.bytes(of: "cart.rdb", in: "imports") == (try place.localResult(of: "cart.rdb")))
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(
            text.contains("az:\\/\\/standin\\/exports\\/cart.rdb") || text.contains("az://standin/exports/cart.rdb"))
    }

    @Test func `the result is the same when requests fail, connections break and the service is busy`() async throws {
        let place = try await BlobWorkplace {
            $0.throttledPerMille = 100
            $0.cutPerMille = 300
        }
        try place.export("cart.rdb")
        let outcome = try place.run(
            "sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/imports/cart.rdb", "--key-file",
            place.key, "--no-catalog", "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.service.bytes(of: "cart.rdb", in: "imports") == (try place.localResult(of: "cart.rdb")))
    }

    @Test func `a signature in an address is used, and is found nowhere afterwards`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let signature = place.service.signature(for: "exports", permissions: "rl")
        let source = "\(place.service.endpoint)/exports/cart.rdb?\(signature)"
        let target = place.service.signature(for: "imports", permissions: "rcw")
        let outcome = try place.run(
            "sanitize", source, "--output", "\(place.service.endpoint)/imports/cart.rdb?\(target)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try place.run("catalog", "list", "--json").status == 0)
        let refused = try place.run(
            "sanitize", source, "--output", "\(place.service.endpoint)/exports/other.rdb?\(signature)")
        #expect(refused.status == 77)
        #expect(refused.errors.contains("the SAS lacks the letter"))
        let secrets = [signature, target].compactMap { $0.components(separatedBy: "sig=").last }
        let traces = place.traces
        for secret in secrets {
            #expect(!secret.isEmpty && !traces.contains(secret))
            #expect(!traces.contains(secret.removingPercentEncoding ?? secret))
        }
        #expect(!traces.contains(place.service.settings.key))
        #expect(traces.contains("/exports"))
    }

    @Test func `a damaged snapshot leaves no blob`() async throws {
        let place = try await BlobWorkplace()
        var raw = try place.export("cart.rdb")
        raw[raw.count / 2] ^= 0x40
        place.service.put(raw, as: "cart.rdb", in: "exports")
        let outcome = try place.run(
            "sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/imports/cart.rdb")
        #expect(outcome.status == 65)
        #expect(place.service.allContents(of: "cart.rdb", in: "imports").isEmpty)
    }

    @Test func `a name that is taken stays what it is`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        place.service.put([1, 2, 3], as: "cart.rdb", in: "imports")
        let arguments = ["sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/imports/cart.rdb"]
        let outcome = MannequinCommand.finish(try place.start(arguments), in: place.folder)
        #expect(outcome.status == 73)
        #expect(place.service.bytes(of: "cart.rdb", in: "imports") == [1, 2, 3])
        let forced = MannequinCommand.finish(try place.start(arguments + ["--force", "--quiet"]), in: place.folder)
        #expect(forced.status == 0, "\(forced.errors)")
        #expect((place.service.bytes(of: "cart.rdb", in: "imports")?.count ?? 0) > 3)
    }

    @Test func `a blob is never changed in place`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let outcome = try place.run(
            "sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/exports/cart.rdb", "--force")
        #expect(outcome.status == 64)
    }

    @Test func `inspect and verify read blobs`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let inspected = try place.run("inspect", "az://standin/exports/cart.rdb", "--json")
        #expect(inspected.status == 0, "\(inspected.errors)")
        #expect(String(decoding: inspected.output, as: UTF8.self).contains("1450"))
        try place.run(
            "sanitize", "az://standin/exports/cart.rdb", "--output", "az://standin/imports/cart.rdb", "--quiet")
        let verified = try place.run(
            "verify", "az://standin/exports/cart.rdb", "az://standin/imports/cart.rdb", "--quiet")
        #expect(verified.status == 0, "\(verified.errors)")
    }

    @Test func `a blob that is not there is no input`() async throws {
        let place = try await BlobWorkplace()
        let outcome = try place.run("inspect", "az://standin/exports/none.rdb")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("az://standin/exports/none.rdb"))
    }
}

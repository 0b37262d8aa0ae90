import Foundation
import Testing

/// Secrets that a real server holds, in more than five hundred places, are nowhere in what `sanitize` makes of its snapshot.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct PlantedSecretTests {
    private static let formCount = 16

    /// Has a server keep every form of secret in every place, and gives its snapshot with the secrets.
    private static func plant(seed: UInt64) throws -> (snapshot: [UInt8], secrets: [String]) {
        let empty = try #require(Snapshot.all.first { $0.name == "empty.rdb10.redis-7.0.15.rdb" })
        // Small limits, so that large encodings are among the places too.
        let server = try RedisServer(
            loading: empty.bytes(), ["hash-max-listpack-value 64", "list-max-listpack-size 2"])
        var secrets: [String] = []
        var generator = PlantedSecrets(seed: seed)
        for place in SecretPlace.allCases {
            for form in 0..<formCount {
                let secret = generator.next(form)
                for command in place.commands(secrets.count, secret) {
                    if case .failure(let message) = try server.client.ask([command])[0] {
                        Issue.record("\(place), form \(form): \(message)")
                    }
                }
                secrets.append(secret)
            }
        }
        #expect(try server.client.ask("SAVE").string == "OK")
        let folder = try server.client.ask("CONFIG", "GET", "dir").elements[1].string
        return ([UInt8](try Data(contentsOf: URL(filePath: folder + "/dump.rdb"))), secrets)
    }

    @Test(arguments: [5])
    func `no secret survives, wherever it was planted`(seed: UInt64) throws {
        let (snapshot, secrets) = try Self.plant(seed: seed)
        #expect(secrets.count >= 500 && Set(secrets).count == secrets.count, "seed \(seed)")
        let folder = try TemporaryFolder()
        let raw = try folder.write(snapshot, "raw.rdb")
        let canaries = try folder.write(Array(secrets.joined(separator: "\n").utf8), "canaries.txt")
        let sanitized = folder.file("sanitized.rdb")
        let outcome = try MannequinCommand.run(
            ["sanitize", raw, "-o", sanitized, "--verify", "--quiet", "--json"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")

        let check = try MannequinCommand.run(["verify", raw, sanitized, "--canaries", canaries, "--json"], in: folder)
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(check.output)) as? [String: Any], "\(check.errors)")
        let counts = try #require(result["canaries"] as? [String: Int])
        #expect(counts == ["wanted": secrets.count, "in_original": secrets.count, "in_result": 0], "seed \(seed)")
        #expect(check.status == 0)
        // Beside our own search: no secret is in the bytes of the file as they are.
        let text = String(decoding: folder.read("sanitized.rdb"), as: UTF8.self)
        for secret in secrets where text.contains(secret) { Issue.record("seed \(seed): a secret is in the file") }
    }

    @Test func `a drafted rule file and its document show none, and the draft masks them all`() throws {
        let (snapshot, secrets) = try Self.plant(seed: 7)
        let folder = try TemporaryFolder()
        let raw = try folder.write(snapshot, "raw.rdb")
        let canaries = try folder.write(Array(secrets.joined(separator: "\n").utf8), "canaries.txt")
        for arguments in [["rules", "suggest", raw], ["rules", "suggest", raw, "--json"]] {
            let outcome = try MannequinCommand.run(arguments, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let text = String(decoding: outcome.output, as: UTF8.self)
            #expect(text.count > 1000 && !secrets.contains { text.contains($0) })
            if arguments.count == 3 { try folder.write(outcome.output, "draft.yaml") }
        }
        let draft = folder.file("draft.yaml")
        let lint = try MannequinCommand.run(["rules", "lint", draft], in: folder)
        #expect(lint.status == 0, "\(lint.errors)")
        let sanitized = folder.file("sanitized.rdb")
        let outcome = try MannequinCommand.run(
            ["sanitize", raw, "-o", sanitized, "--rules", draft, "--verify", "--quiet"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let check = try MannequinCommand.run(["verify", raw, sanitized, "--canaries", canaries, "--quiet"], in: folder)
        #expect(check.status == 0)
    }

    @Test func `the search finds every one of them where nothing is masked`() throws {
        let (snapshot, secrets) = try Self.plant(seed: 6)
        let folder = try TemporaryFolder()
        let raw = try folder.write(snapshot, "raw.rdb")
        let canaries = try folder.write(Array(secrets.joined(separator: "\n").utf8), "canaries.txt")
        let check = try MannequinCommand.run(["verify", raw, raw, "--canaries", canaries, "--json"], in: folder)
        let result = try #require(try JSONSerialization.jsonObject(with: Data(check.output)) as? [String: Any])
        #expect((result["canaries"] as? [String: Int])?["in_result"] == secrets.count)
        #expect(check.status == 1)
        #expect(!secrets.contains { String(decoding: check.output, as: UTF8.self).contains($0) })
    }
}

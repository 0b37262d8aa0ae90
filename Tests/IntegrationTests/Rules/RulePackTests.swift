import Foundation
import Testing

/// Shipped packs and profiles, from outside, on a snapshot that real libraries filled.
@Suite(.timeLimit(.minutes(40)))
struct RulePackTests {
    private static let frameworks = Snapshot(name: "packs/frameworks.rdb")
    /// Parts of every address, name and network address in that snapshot.
    private static let people = ["alice.liddell", "WONDERLAND", "203.0.113."]

    private func sanitize(_ folder: TemporaryFolder, _ arguments: [String]) throws -> [String: Any] {
        let outcome = try MannequinCommand.run(
            ["sanitize", Self.frameworks.path, "--output", folder.file("out.rdb"), "--json", "--verify"] + arguments,
            in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    }

    @Test(.tags(.server), .needsRedisServer)
    func `auto finds the frameworks of a snapshot, and a server reads what is left of it`() throws {
        let folder = try TemporaryFolder()
        let report = try sanitize(folder, ["--rules", "auto", "--rules", "hipaa"])
        let choice = try #require(report["auto"] as? [String: Any])
        let packs = try #require(choice["packs"] as? [[String: Any]]).compactMap { $0["pack"] as? String }
        #expect(
            packs == [
                "dotnet-data-protection", "bullmq", "celery", "connect-redis", "django", "flask-session", "rq",
                "sidekiq",
                "spring-session", "rate-limiters", "generic-secrets",
            ])
        #expect(choice["complete"] as? Bool == true && choice["keys_seen"] as? Int == 141)
        let codecs = try #require(report["codecs"] as? [String: [String: Int]])
        for codec in ["base64", "json", "msgpack", "pickle", "zlib"] {
            #expect(codecs[codec]?["masked"] ?? 0 > 0 && codecs[codec]?["opaque"] == 0, "\(codec)")
        }

        let server = try RedisServer(loading: folder.read("out.rdb"))
        let names = try server.client.ask("KEYS", "*").elements.map(\.string)
        #expect(names.count == 141)
        #expect(!names.contains { name in Self.people.contains { name.contains($0) } })
        for name in names where name.hasPrefix("sess:") {
            let text = try server.client.ask("GET", name).string
            #expect(text.contains(#""originalMaxAge": 86400000"#) && !text.contains("alice"), "\(text)")
        }
        for message in try server.client.ask("LRANGE", "celery", "0", "-1").elements {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(message.bytes)) as? [String: Any])
            let body = try #require((object["body"] as? String).flatMap { Data(base64Encoded: $0) })
            let parts = try #require(try JSONSerialization.jsonObject(with: body) as? [Any])
            #expect(parts.count == 3 && (parts[2] as? [String: Any])?.keys.contains("callbacks") == true)
            #expect((object["headers"] as? [String: Any])?["task"] as? String == "shop.tasks.welcome")
            let text = String(decoding: body, as: UTF8.self) + message.string
            #expect(!Self.people.contains { text.contains($0) })
        }
    }

    @Test(.tags(.server), .needsRedisServer)
    func `the user of an index key is the user of the session it leads to`() throws {
        let folder = try TemporaryFolder()
        _ = try sanitize(folder, ["--rules", "spring-session"])
        let server = try RedisServer(loading: folder.read("out.rdb"))
        let indices = try server.client.ask("KEYS", "spring:session:sessions:index:*").elements.map(\.string)
        #expect(indices.count == 12)
        for index in indices {
            let user = try #require(index.split(separator: ":").last)
            for id in try server.client.ask("SMEMBERS", index).elements {
                let session = try server.client.ask("HGET", "spring:session:sessions:\(id.string)", "sessionAttr:user")
                #expect(session.string.contains("\"\(user)\""), "\(index)")
                #expect(session.string.contains(#""@class": "org.example.shop.User""#))
            }
        }
    }

    @Test func `anonymize forgets its key, says so, and is another digest`() throws {
        let folder = try TemporaryFolder()
        let usual = try sanitize(folder, ["--no-catalog"])
        #expect(usual["profile"] as? String == "pseudonymize")
        let strict = try sanitize(folder, ["--profile", "anonymize", "--force", "--no-catalog"])
        #expect(strict["profile"] as? String == "anonymize")
        #expect(strict["rule_digest"] as? String != usual["rule_digest"] as? String)
        #expect((strict["notes"] as? [String])?.contains { $0.hasPrefix("k ") } == true)
        let packs = (strict["packs"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(packs == ["generic-secrets", "hipaa", "gdpr", "pci"])
        let text = String(decoding: folder.read("out.rdb"), as: UTF8.self)
        #expect(text.contains("1974-01-01") && !text.contains("1974-02-1"))
        let withKey = try MannequinCommand.run(
            [
                "sanitize", Self.frameworks.path, "--dry-run", "--profile", "anonymize", "--key-file",
                try folder.writeKey(),
            ], in: folder)
        #expect(withKey.status == 64, "\(withKey.errors)")
    }

    @Test func `auto does not read a pipe twice`() throws {
        let folder = try TemporaryFolder()
        let outcome = try MannequinCommand.run(
            ["sanitize", "-", "--dry-run", "--rules", "auto"], in: folder, input: .file(Self.frameworks.path))
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("standard input can be read once"), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["rules", "test"], Int32(0), " examples do what they say."),
        (["rules", "test", "spring-session"], 0, " examples do what they say."),
        (["rules", "list"], 0, "spring-session"),
        (["rules", "show", "rq"], 0, "pack: rq"),
        (["rules", "show", "nobody"], 66, ""),
        (["rules", "diff", "rq", "rq"], 0, "0 rules differ; 0 of"),
        (["rules", "diff", "connect-redis", "connect-redis:prefix=shop:"], 1, "+ key: shop:{sid:detect}"),
        (["rules", "lint", "bullmq:perfix=x"], 78, ""),
        (["rules", "lint", "bullmq:prefix=a,prefix=b"], 64, ""),
        (["rules", "lint", "auto"], 64, ""),
        (["rules", "lint", "nobody"], 66, ""),
    ])
    func `packs are named on the command line`(_ arguments: [String], _ status: Int32, _ part: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try MannequinCommand.run(arguments, in: folder)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(part.isEmpty || String(decoding: outcome.output, as: UTF8.self).contains(part))
    }

    @Test func `a value is explained and not shown`() throws {
        let folder = try TemporaryFolder()
        let value = #"{"passport":{"user":"alice.liddell@example.org"},"cookie":{"path":"/shop"}}"#
        let path = try folder.write(Array(value.utf8), "value")
        let outcome = try MannequinCommand.run(
            ["rules", "explain", "sess:9f3a52c8d1", "--rules", "connect-redis", "--value", path], in: folder)
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(text.contains("opened as: json") && text.contains(#"{"passport":{"user":"#), "\(text)")
        #expect(text.contains(#""path":"/shop""#) && !text.contains("liddell"), "\(text)")
    }

    @Test(.tags(.server), .needsRedisServer)
    func `a snapshot with data protection keys is refused under auto`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(loading: Self.frameworks.bytes())
        _ = try server.client.ask("RPUSH", "DataProtection-Keys", "<key/>")
        _ = try server.client.ask("SAVE")
        let directory = try server.client.ask("CONFIG", "GET", "dir").elements[1].string
        let outcome = try MannequinCommand.run(
            ["sanitize", directory + "/dump.rdb", "--output", folder.file("out.rdb"), "--rules", "auto"], in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.errors.contains("master keys of ASP.NET Core's data protection"))
        #expect(folder.leftovers.isEmpty)
    }

    @Test func `one pack serves several prefixes in a run, and the same one twice is an error`() throws {
        let folder = try TemporaryFolder()
        let rules = ["--rules", "bullmq:prefix=a", "--rules", "bullmq:prefix=b"]
        for (key, taker) in [("a:mail:17", "bullmq-job"), ("b:mail:17", "bullmq-job:prefix=b")] {
            let outcome = try MannequinCommand.run(["rules", "explain", key, "--type", "hash"] + rules, in: folder)
            let text = String(decoding: outcome.output, as: UTF8.self)
            #expect(outcome.status == 0 && text.hasPrefix("`\(taker)` takes it"), "\(text)\(outcome.errors)")
        }
        #expect(try MannequinCommand.run(["rules", "test"] + rules.filter { $0 != "--rules" }, in: folder).status == 0)
        let twice = try MannequinCommand.run(
            ["rules", "explain", "a:mail:17", "--rules", "bullmq:prefix=a", "--rules", "bullmq:prefix=a"], in: folder)
        #expect(twice.status == 78 && twice.errors.contains("given twice"), "\(twice.errors)")
    }
}

import Foundation
import Testing

/// A node of a cluster takes what was sanitized for its slots.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct KeptSlotTests {
    private static let settings = Live.atOnce + ["cluster-enabled yes", "cluster-require-full-coverage no"]

    private func node(_ first: Int, _ last: Int) throws -> RedisServer {
        let empty = try Snapshot(name: "empty.rdb10.redis-7.0.15.rdb").bytes()
        let server = try RedisServer.listening(loading: empty, databaseCount: 16) { port in
            Self.settings + ["port \(port)", "bind 127.0.0.1"]
        }.server
        #expect(try server.client.ask("CLUSTER", "ADDSLOTSRANGE", "\(first)", "\(last)").string == "OK")
        while try !server.client.ask("CLUSTER", "INFO").string.contains("cluster_state:ok") { usleep(10_000) }
        return server
    }

    /// Fills a node with those of many keys that are in its slots; says how many.
    private func fill(_ node: RedisServer) throws -> Int {
        var taken = 0
        for number in 0..<2000 {
            for name in ["session:9f3a\(number)c8d1", "cart:{user\(number * 7919)x}:items", "user:\(100_000 + number)"]
            {
                if try node.client.ask("SET", name, "\(number)", "EX", "1000").string == "OK" { taken += 1 }
            }
        }
        return taken
    }

    private func keys(_ file: String) throws -> [[UInt8]] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        let server = try RedisServer(loading: bytes)
        return try withExtendedLifetime(server) { try $0.client.ask("KEYS", "*").elements.map(\.bytes) }
    }

    private func refused(_ keys: [[UInt8]], by node: RedisServer) throws -> Int {
        try withExtendedLifetime(node) { node in
            try node.client.ask(keys.map { [Array("SET"), $0, Array("x")] }).count { $0.string != "OK" }
        }
    }

    @Test(arguments: [(0, 5460), (5461, 16383)])
    func `every key is accepted by a node with the same slots`(_ first: Int, _ last: Int) throws {
        let folder = try TemporaryFolder()
        let source = try node(first, last)
        let count = try fill(source)
        #expect(count > 1000)
        let (raw, kept, moved) = (folder.file("raw.rdb"), folder.file("kept.rdb"), folder.file("moved.rdb"))
        let identity = try Live.run(
            ["sanitize", source.address, "--output", raw, "--rules", try identityRules(in: folder), "--no-catalog"],
            in: folder)
        #expect(identity.status == 0, "\(identity.errors)")
        let slots = ["--slots", "\(first)-\(last)"]
        let run = try Live.run(
            ["sanitize", raw, "--output", kept, "--keep-slots", "--verify", "--no-catalog"] + slots, in: folder)
        #expect(run.status == 0 && run.errors.contains("keys stay in or out of the slots"), "\(run.errors)")
        let names = try keys(kept)
        #expect(names.count == count)
        #expect(Set(names).intersection(try keys(raw)).count < count / 50, "they are masked")
        #expect(try refused(names, by: try node(first, last)) == 0)
        #expect(try Live.run(["verify", raw, kept, "--kept-slots"] + slots, in: folder).status == 0)

        let plain = try Live.run(["sanitize", raw, "--output", moved, "--no-catalog"], in: folder)
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(try refused(try keys(moved), by: try node(first, last)) > count / 10, "else this test says nothing")
        let broken = try Live.run(["verify", raw, moved, "--kept-slots"] + slots, in: folder)
        #expect(broken.status == 1 && String(decoding: broken.output, as: UTF8.self).contains("another slot"))
    }

    private func identityRules(in folder: TemporaryFolder) throws -> String {
        let rules = """
            pack: as-it-is
            version: 1
            rules:
              - { id: all, key: "*", keep: true, because: the test needs the original }
            """
        try folder.write(Array(rules.utf8), "as-it-is.yaml")
        return folder.file("as-it-is.yaml")
    }

    @Test func `options that make no sense are refused`() throws {
        let folder = try TemporaryFolder()
        let sample = Snapshot(name: "sample.rdb").path
        for options in [
            ["--slots", "0-5"], ["--keep-slots", "--slots", "7-3"], ["--keep-slots", "--slots", "0-16384"],
        ] {
            let outcome = try Live.run(["sanitize", sample, "--dry-run"] + options, in: folder)
            #expect(outcome.status == 64 && outcome.errors.contains("--slots"), "\(outcome.errors)")
        }
    }
}

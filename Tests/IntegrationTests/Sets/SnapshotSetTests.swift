import BlobServiceStandIn
import Foundation
import Glibc
import Testing

/// Several snapshots as one set: the shards of a cluster.
@Suite(.timeLimit(.minutes(40))) struct SnapshotSetTests {
    /// A workplace with a directory of three shards; one key is in two of them.
    private static func shards() throws -> CatalogWorkplace {
        let place = try CatalogWorkplace()
        for name in ["raw", "test"] {
            try FileManager.default.createDirectory(atPath: place.folder.file(name), withIntermediateDirectories: true)
        }
        try place.writeSnapshot("raw/cart-0001.rdb", 1)
        try place.writeSnapshot("raw/cart-0002.rdb", 2)
        try place.folder.write(CatalogWorkplace.snapshot(1, key: "order:77"), "raw/cart-0003.rdb")
        return place
    }

    private static func results(_ place: CatalogWorkplace) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.folder.file("test")).sorted()
    }

    @Test func `a directory is one set: one run, a result for each snapshot`() throws {
        let place = try Self.shards()
        try Data("no snapshot".utf8).write(to: URL(filePath: place.folder.file("raw/readme.txt")))
        let outcome = try place.run("sanitize", "{raw}", "--output", "{test}", "--verify", "--json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let shards = try #require(report["shards"] as? [[String: Any]])
        #expect(try Self.results(place) == ["cart-0001.rdb", "cart-0002.rdb", "cart-0003.rdb"])
        #expect(shards.count == 3 && report["keys"] as? Int == 3)
        #expect(Set(shards.compactMap { $0["run_id"] as? String }) == [report["run_id"] as? String])
        // user:1 is in two of them, and becomes the same; order:77 does not.
        let names = try Self.results(place).map { name in
            let keys = Array(place.folder.read("test/\(name)").dropFirst(12))
            return Array(keys.prefix(Int(keys[0]) + 1))
        }
        #expect(names[0] == names[1] && names[0] != names[2])
        let list = try place.run("catalog", "list", "--json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(list.output)) as? [[String: Any]])
        #expect(rows.filter { $0["kind"] as? String == "raw" }.count == 3)
        #expect(rows.filter { $0["kind"] as? String == "sanitized" }.count == 3)
        try place.run("catalog", "verify")
    }

    @Test func `a symbolic link to a snapshot is a shard like another`() throws {
        let place = try Self.shards()
        try place.writeSnapshot("elsewhere.rdb", 4)
        try FileManager.default.createSymbolicLink(
            atPath: place.folder.file("raw/cart-0004.rdb"), withDestinationPath: place.folder.file("elsewhere.rdb"))
        let outcome = try place.run("sanitize", "{raw}", "--output", "{test}", "--json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        #expect((report["shards"] as? [Any])?.count == 4)
        #expect(try Self.results(place).last == "cart-0004.rdb" && Self.results(place).count == 4)
    }

    @Test(arguments: ["b\\xE9.rdb", "b\\xE9", ".cart-0000.rdb", ".hidden", "gone.rdb", "queue.rdb"])
    func `a set refuses what may be a shard and cannot be taken`(_ shown: String) throws {
        let place = try Self.shards()
        let bytes = Array(shown.replacing("\\xE9", with: "#").utf8).map { $0 == UInt8(ascii: "#") ? 0xE9 : $0 }
        let path = (Array(place.folder.file("raw/").utf8) + bytes + [0]).map { CChar(bitPattern: $0) }
        switch shown {
        case "gone.rdb": try #require(unsafe symlink("/nowhere/x.rdb", path) == 0)
        case "queue.rdb": try #require(unsafe mkfifo(path, 0o600) == 0)
        default: try #require(unsafe link(place.folder.file("raw/cart-0003.rdb"), path) == 0)
        }
        let outcome = try place.run("sanitize", "{raw}", "--output", "{test}", expecting: 66)
        #expect(outcome.errors.contains("raw/\(shown): "), "\(outcome.errors)")
        #expect(try Self.results(place).isEmpty)
        if shown.contains("\\xE9") {
            let found = try place.run("reconcile", "{raw}", "--json", expecting: 74)
            let report = try #require(try JSONSerialization.jsonObject(with: Data(found.output)) as? [String: Any])
            let unreadable = try #require(report["unreadable"] as? [String])
            #expect(unreadable.count == 1 && unreadable.first?.contains("raw/\(shown) (") == true, "\(unreadable)")
        }
    }

    @Test func `a result that is not finished is no shard, and what is no snapshot is no obstacle`() throws {
        let place = try Self.shards()
        try place.writeSnapshot("raw/.cart-0009.rdb.mannequin-4711", 9)
        try place.folder.write(Array("text".utf8), "raw/.notes")
        let path = (Array(place.folder.file("raw/").utf8) + [0xE9, 0]).map { CChar(bitPattern: $0) }
        try #require(unsafe link(place.folder.file("raw/.notes"), path) == 0)
        try place.run("sanitize", "{raw}", "--output", "{test}", "--quiet")
        #expect(try Self.results(place).count == 3)
    }

    @Test func `one damaged shard, and there is no result at all`() throws {
        let place = try Self.shards()
        try place.folder.write(Array("REDIS0011".utf8) + [0x63], "raw/cart-0002.rdb")
        let outcome = try place.run("sanitize", "{raw}", "--output", "{test}", expecting: 65)
        #expect(outcome.errors.contains("cart-0002.rdb"))
        #expect(try Self.results(place).isEmpty)
        #expect(try place.ask("failed-runs", column: "job") == ["sanitize"])
        let list = try place.run("catalog", "list", "--json")
        #expect(String(decoding: list.output, as: UTF8.self).contains("cart") == false)
    }

    @Test func `one name that is taken, and nothing is written`() throws {
        let place = try Self.shards()
        try place.writeSnapshot("test/cart-0003.rdb", 9)
        try place.run("sanitize", "{raw}", "--output", "{test}", expecting: 73)
        #expect(try Self.results(place) == ["cart-0003.rdb"])
        #expect(place.folder.read("test/cart-0003.rdb") == CatalogWorkplace.snapshot(9))
        try place.run("sanitize", "{raw}", "--output", "{test}", "--force", "--quiet")
        #expect(try Self.results(place).count == 3)
    }

    @Test func `a set needs names that differ, and a place for several`() throws {
        let place = try Self.shards()
        try FileManager.default.createDirectory(atPath: place.folder.file("more"), withIntermediateDirectories: true)
        try place.writeSnapshot("more/cart-0001.rdb", 4)
        let twice = try place.run(
            "sanitize", "{raw/cart-0001.rdb}", "{more/cart-0001.rdb}", "--output", "{test}", expecting: 64)
        #expect(twice.errors.contains("cart-0001.rdb"))
        try place.run("sanitize", "{raw}", "--output", "{one.rdb}", expecting: 64)
        try place.run("sanitize", "{raw}", "-", "--output", "{test}", expecting: 64)
        try place.run("sanitize", "{test}", "--dry-run", expecting: 66)
        let dry = try place.run("sanitize", "{raw/cart-0001.rdb}", "{raw/cart-0002.rdb}", "--dry-run", "--json")
        #expect(String(decoding: dry.output, as: UTF8.self).contains("\"dry_run\""))
        #expect(try Self.results(place).isEmpty)
    }

    @Test(arguments: ["cart/", "cart/shard-*", "SAS"])
    func `blobs below a prefix are one set`(_ prefix: String) async throws {
        let place = try await BlobWorkplace()
        for shard in 1...4 { try place.export("cart/shard-\(shard).rdb", isPageBlob: shard % 2 == 0) }
        try place.export("cart/old/shard-9.rdb")
        try place.export("users.rdb")
        let source =
            prefix == "SAS"
            ? "\(place.service.endpoint)/exports/cart/?\(place.service.signature(for: "exports", permissions: "rl"))"
            : "az://standin/exports/\(prefix)"
        let outcome = try place.run(
            "sanitize", source, "--output", "az://standin/imports/cart/", "--key-file", place.key, "--verify", "--quiet"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in (1...4).map({ "cart/shard-\($0).rdb" }) {
            let isLocalResult = place.service.bytes(of: name, in: "imports") == (try place.localResult(of: name))
            #expect(isLocalResult, "\(name)")
        }
        #expect(place.service.bytes(of: "cart/shard-9.rdb", in: "imports") == nil)
        #expect(!place.traces.contains("sig="))
    }

    @Test func `a set that is killed while it gets its names leaves no record without its blob`() async throws {
        let place = try await BlobWorkplace()
        for shard in 1...3 { try place.export("cart/shard-\(shard).rdb") }
        // The second commit is never heard: one result has its name, and all three are on record.
        place.service.fallSilent(.before("PUT blocklist", number: 2))
        let process = try place.start([
            "sanitize", "az://standin/exports/cart/", "--output", "az://standin/imports/cart/", "--key-file", place.key,
            "--quiet",
        ])
        for _ in 0..<9000 where !place.service.isSilent && process.isAlive { usleep(10_000) }
        process.send(SIGKILL)
        _ = process.wait()
        place.service.speak()
        #expect(place.service.names(in: "imports").count == 1)
        #expect(try place.resume("--dry-run").isEmpty)
        #expect(try place.resume().map(\.outcome) == ["withdrawn", "withdrawn"])
        #expect(try place.faults() == [])
        #expect(try place.resume().isEmpty)
        #expect(place.service.names(in: "imports").count == 1)
    }
}

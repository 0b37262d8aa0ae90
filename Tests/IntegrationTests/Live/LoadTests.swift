import Foundation
import Testing

/// A running server as the target of a snapshot.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct LoadTests {
    private static let quick = ["--allow-unknown", "--no-catalog"]

    @Test(arguments: ServerAnswersTests.snapshots)
    func `a server that is loaded holds what one has that read the file`(_ snapshot: Snapshot) throws {
        let folder = try TemporaryFolder()
        let settings =
            ["maxmemory-policy \(snapshot.name.hasPrefix("lfu") ? "allkeys-lfu" : "noeviction")"]
            + (try snapshot.configuration())
        let target = try RedisServer(loading: try Self.nothing(), settings)
        let outcome = try Live.run(["load", snapshot.path, target.address, "--json"] + Self.quick, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let reference = try RedisServer(loading: try snapshot.bytes(), settings)
        let databases = Array(0..<1000)
        Live.expectSame(
            try Live.content(reference.client, databases: databases),
            try Live.content(target.client, databases: databases))
        #expect(try Live.functions(reference.client) == Live.functions(target.client))
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let keys = try #require((report["keys"] as? [String: Any])?["total"] as? Int)
        #expect((report["loaded_keys"] as? Int ?? -1) + (report["expired_keys"] as? Int ?? -1) == keys)
    }

    private static func nothing() throws -> [UInt8] { try Snapshot(name: "empty.rdb10.redis-7.0.15.rdb").bytes() }

    @Test func `a target that holds keys is refused, and stays as it was`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        _ = try target.client.ask("SELECT", "5")
        _ = try target.client.ask("SET", "mine", "1")
        let sample = Snapshot(name: "sample.rdb").path
        let refused = try Live.run(["load", sample, target.address] + Self.quick, in: folder)
        #expect(refused.status == 73, "\(refused.errors)")
        #expect(refused.errors.contains("holds 1 keys") && refused.errors.contains("--replace"), "\(refused.errors)")
        #expect(try Live.content(target.client).count == 1)

        let beside = try Live.run(["load", sample, target.address, "--replace"] + Self.quick, in: folder)
        #expect(beside.status == 0, "\(beside.errors)")
        #expect(try Live.content(target.client).count == 1451)
        let again = try Live.run(["load", sample, target.address, "--replace"] + Self.quick, in: folder)
        #expect(again.status == 0, "\(again.errors)")

        let flushed = try Live.run(["load", sample, target.address, "--flush"] + Self.quick, in: folder)
        #expect(flushed.status == 0, "\(flushed.errors)")
        let reference = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes())
        Live.expectSame(try Live.content(reference.client), try Live.content(target.client))
    }

    @Test(arguments: [[], ["--flush"], ["--replace"]])
    func `a dry run says what would be done, and does not do it`(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        if !options.isEmpty { _ = try target.client.ask("SET", "mine", "1") }
        let outcome = try Live.run(
            ["load", Snapshot(name: "sample.rdb").path, target.address, "--dry-run"] + options + Self.quick, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("Would load 1450 keys"), "\(outcome.errors)")
        #expect(outcome.errors.contains("would be deleted") == options.contains("--flush"))
        #expect(try Live.content(target.client).count == (options.isEmpty ? 0 : 1))
    }

    @Test func `types that the server does not read are refused before anything is written`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        for (name, type) in [
            ("hash_ttl.rdb12.redis-7.4.1.rdb", "HASH_"), ("hash_ttl.rdb80.valkey-9.1.2.rdb", "HASH_2"),
        ] {
            let outcome = try Live.run(
                ["load", Snapshot(name: name).path, target.address] + Self.quick, in: folder)
            #expect(outcome.status == 65, "\(outcome.errors)")
            #expect(outcome.errors.contains(type) && outcome.errors.contains("Redis 7.0.15"), "\(outcome.errors)")
        }
        #expect(try Live.content(target.client).isEmpty)
    }

    @Test(arguments: ["types_plain.rdb11.redis-7.2.6.rdb", "strings.rdb11.redis-7.2.6.rdb"])
    func `an older server takes from a newer file what it knows`(_ name: String) throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let outcome = try Live.run(["load", Snapshot(name: name).path, target.address] + Self.quick, in: folder)
        let isKnown = name.hasPrefix("strings")
        #expect(outcome.status == (isKnown ? 0 : outcome.status), "\(outcome.errors)")
        #expect(try Live.content(target.client).isEmpty == (outcome.status != 0))
        if outcome.status != 0 { #expect(outcome.status == 65 && outcome.errors.contains("does not read")) }
    }

    @Test func `a value that is too large is refused before anything is written`() throws {
        let folder = try TemporaryFolder()
        let source = try RedisServer(loading: try Self.nothing())
        _ = try source.client.ask([[Array("SETRANGE"), Array("large"), Array("2000000"), Array("x")]])
        _ = try source.client.ask("CONFIG", "SET", "rdbcompression", "no")
        _ = try source.client.ask("SET", "small", "1")
        _ = try source.client.ask("SAVE")
        let target = try RedisServer(loading: try Self.nothing(), ["proto-max-bulk-len 1mb"])
        let outcome = try Live.run(["load", source.file("dump.rdb"), target.address] + Self.quick, in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.errors.contains("proto-max-bulk-len"), "\(outcome.errors)")
        #expect(try Live.content(target.client).isEmpty)
    }

    @Test func `a snapshot of one database goes into the one that the address names`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let outcome = try Live.run(
            ["load", Snapshot(name: "sample.rdb").path, target.address + "?db=7"] + Self.quick, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Live.content(target.client, databases: [7]).count == 1450)
        let several = try Live.run(
            [
                "load", Snapshot(name: "multidb_expires.rdb10.redis-7.0.15.rdb").path, target.address + "?db=8",
                "--replace",
            ]
                + Self.quick, in: folder)
        #expect(several.status == 65, "\(several.errors)")
        #expect(try Live.content(target.client).count == 1450)
    }

    @Test func `a user needs five commands`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(
            loading: try Self.nothing(),
            ["user default on >grandmaster +@all ~*", "user loader on >hunter2 ~* +ping +info +select +restore +time"])
        let outcome = try Live.run(
            ["load", Snapshot(name: "sample.rdb").path, target.address.replacing("unix://", with: "unix://loader@")]
                + Self.quick, in: folder, password: "hunter2")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let denied = try Live.run(
            [
                "load", Snapshot(name: "sample.rdb").path, target.address.replacing("unix://", with: "unix://loader@"),
                "--flush",
            ] + Self.quick, in: folder, password: "hunter2")
        #expect(denied.status == 77 && denied.errors.contains("FLUSHALL"), "\(denied.errors)")
    }

    @Test func `a full server says so`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing(), ["maxmemory 1mb"])
        let outcome = try Live.run(
            ["load", Snapshot(name: "sample.rdb").path, target.address] + Self.quick, in: folder)
        #expect(outcome.status == 73, "\(outcome.errors)")
        #expect(outcome.errors.contains("maxmemory"), "\(outcome.errors)")
    }

    @Test func `a damaged file is refused before anything is written`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        var bytes = try Snapshot(name: "sample.rdb").bytes()
        bytes[bytes.count - 1] ^= 1
        let path = try folder.write(bytes, "damaged.rdb")
        let outcome = try Live.run(["load", path, target.address] + Self.quick, in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(try Live.content(target.client).isEmpty)
    }

    @Test func `a pipe is loaded as it comes, when that is asked for`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let sample = Snapshot(name: "sample.rdb")
        func load(_ path: String, _ options: [String]) throws -> MannequinCommand.Outcome {
            try MannequinCommand.run(["load", "-", target.address] + options, in: folder, input: .file(path))
        }
        let refused = try load(sample.path, [])
        #expect(refused.status == 77 && refused.errors.contains("--allow-unknown"), "\(refused.errors)")
        let outcome = try load(sample.path, ["--allow-unknown"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Live.content(target.client).count == 1450)
        // What is wrong is found when it comes.
        let unread = try load(
            Snapshot(name: "hash_ttl.rdb12.redis-7.4.1.rdb").path, ["--allow-unknown", "--replace"])
        #expect(unread.status == 65 && unread.errors.contains("HASH_"), "\(unread.errors)")
        let cut = try folder.write(Array(try sample.bytes().dropLast(9)), "cut.rdb")
        let damaged = try load(cut, ["--allow-unknown", "--flush"])
        #expect(damaged.status == 65 && damaged.errors.contains("offset"), "\(damaged.errors)")
    }

    // MARK: The catalog

    @Test func `what is sanitized is loaded, and recorded as what the server holds`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let raw = Snapshot(name: "sample.rdb").path
        let sanitized = try MannequinCommand.run(["sanitize", raw, "--output", folder.file("out.rdb")], in: folder)
        #expect(sanitized.status == 0, "\(sanitized.errors)")
        let outcome = try Live.run(["load", folder.file("out.rdb"), target.address, "--json"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let deployment = try #require(report["deployment_id"] as? String)
        let parent = try #require((report["input"] as? [String: Any])?["snapshot_id"] as? String)
        let query = try MannequinCommand.run(
            ["catalog", "query", "where-loaded", "snapshot=\(parent)"], in: folder)
        #expect(String(decoding: query.output, as: UTF8.self).contains(deployment), "\(query.errors)")
        let verified = try MannequinCommand.run(["catalog", "verify"], in: folder)
        #expect(verified.status == 0, "\(verified.errors)")

        // Loaded again after a flush, the first one is gone.
        let again = try Live.run(["load", folder.file("out.rdb"), target.address, "--flush"], in: folder)
        #expect(again.status == 0, "\(again.errors)")
        let list = try MannequinCommand.run(["catalog", "list", "--kind", "deployment"], in: folder)
        let lines = String(decoding: list.output, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix(deployment) && $0.contains("gone") }, "\(lines)")
    }

    private static func gzip(_ path: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-c", path]
        let output = Foundation.Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(bytes)
    }

    @Test(arguments: [false, true])
    func `a raw snapshot that came through a pipe is told of, and on record`(_ isPacked: Bool) throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let raw = Snapshot(name: "sample.rdb").path
        let sanitized = try MannequinCommand.run(["sanitize", raw, "--output", folder.file("out.rdb")], in: folder)
        #expect(sanitized.status == 0, "\(sanitized.errors)")
        let piped = isPacked ? try folder.write(try Self.gzip(raw), "raw.rdb.gz") : raw
        func load(_ path: String, _ options: String...) throws -> MannequinCommand.Outcome {
            try MannequinCommand.run(
                ["load", "-", target.address, "--allow-unknown"] + options, in: folder, input: .file(path))
        }
        let dry = try load(piped, "--dry-run")
        #expect(dry.status == 77 && dry.errors.contains("raw snapshot"), "\(dry.errors)")
        #expect(try Live.content(target.client).isEmpty)
        let outcome = try load(piped)
        #expect(outcome.status == 77 && outcome.errors.contains("raw snapshot"), "\(outcome.errors)")
        #expect(outcome.errors.contains("holds it now"), "\(outcome.errors)")
        let list = try MannequinCommand.run(["catalog", "list", "--kind", "deployment"], in: folder)
        #expect(String(decoding: list.output, as: UTF8.self).contains("deployment"), "\(list.errors)")
        let failed = try MannequinCommand.run(["catalog", "query", "failed-runs"], in: folder)
        #expect(String(decoding: failed.output, as: UTF8.self).contains("load"), "\(failed.errors)")
        let fine = try load(folder.file("out.rdb"), "--flush")
        #expect(fine.status == 0, "\(fine.errors)")
    }

    @Test func `what is known as raw, or not known, is not loaded`() throws {
        let folder = try TemporaryFolder()
        let target = try RedisServer(loading: try Self.nothing())
        let raw = Snapshot(name: "sample.rdb").path
        let unknown = try Live.run(["load", raw, target.address], in: folder)
        #expect(unknown.status == 77 && unknown.errors.contains("--allow-unknown"), "\(unknown.errors)")
        let sanitized = try MannequinCommand.run(["sanitize", raw, "--output", folder.file("out.rdb")], in: folder)
        #expect(sanitized.status == 0)
        let known = try Live.run(["load", raw, target.address, "--allow-unknown"], in: folder)
        #expect(known.status == 77 && known.errors.contains("raw snapshot"), "\(known.errors)")
        // Packed, it has other bytes, and is the same snapshot.
        let packed = try folder.write(try Self.gzip(raw), "raw.rdb.gz")
        for options in [[], ["--dry-run"]] {
            let inside = try Live.run(["load", packed, target.address, "--allow-unknown"] + options, in: folder)
            #expect(inside.status == 77 && inside.errors.contains("raw snapshot"), "\(inside.errors)")
        }
        let result = try folder.write(try Self.gzip(folder.file("out.rdb")), "out.rdb.gz")
        let fine = try Live.run(["load", result, target.address, "--dry-run"], in: folder)
        #expect(fine.status == 0, "\(fine.errors)")
        let server = try Live.run(["load", target.address, target.address], in: folder)
        #expect(server.status == 64, "\(server.errors)")
        #expect(try Live.content(target.client).isEmpty)
    }
}

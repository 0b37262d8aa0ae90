import Foundation
import Glibc
import Synchronization
import Testing

/// A running server as the source of a snapshot.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct LiveSourceTests {
    private static let fixtures = [
        "types.rdb10.redis-7.0.15.rdb", "multidb_expires.rdb10.redis-7.0.15.rdb", "streams.rdb10.redis-7.0.15.rdb",
        "lfu.rdb10.redis-7.0.15.rdb", "functions.rdb10.redis-7.0.15.rdb", "empty.rdb10.redis-7.0.15.rdb",
    ]

    @Test(arguments: fixtures, [true, false])
    func `a server's snapshot is that of its own file`(_ name: String, _ isDiskless: Bool) throws {
        let folder = try TemporaryFolder()
        // What takes the place of code depends on where that lies in the file.
        let options = ["--key-file", try folder.writeKey(), "--code", "keep"]
        let settings = [
            "maxmemory-policy \(name.hasPrefix("lfu") ? "allkeys-lfu" : "noeviction")",
            "repl-diskless-sync \(isDiskless ? "yes" : "no")", "repl-diskless-sync-delay 0",
        ]
        let server = try RedisServer(loading: try Snapshot(name: name).bytes(), settings)
        let outcome = try Live.run(
            ["sanitize", server.address, "--output", folder.file("live.rdb"), "--json"] + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let input = try #require(report["input"] as? [String: Any])
        let origin = try #require(input["server"] as? [String: Any])
        let info = try server.client.ask("INFO", "server").string
        #expect(info.contains("run_id:\(origin["run_id"] as? String ?? "none")"))
        #expect(origin["product"] as? String == "Redis 7.0.15" && origin["offset"] is Int)
        let notes = try #require(report["notes"] as? [String])
        #expect(notes.contains { $0.contains("repl-diskless-sync is off") } == !isDiskless, "\(notes)")

        _ = try server.client.ask("SAVE")
        let saved = try MannequinCommand.run(
            ["sanitize", server.file("dump.rdb"), "--output", folder.file("saved.rdb")] + options, in: folder)
        #expect(saved.status == 0, "\(saved.errors)")
        let (left, right) = (
            try RedisServer(loading: folder.read("live.rdb"), settings),
            try RedisServer(loading: folder.read("saved.rdb"), settings)
        )
        Live.expectSame(try Live.content(left.client), try Live.content(right.client))
        #expect(try Live.functions(left.client) == Live.functions(right.client))
    }

    /// Each transaction writes its number in three places, so a snapshot of one moment has the same in all of them.
    @Test(arguments: [true, false])
    func `a snapshot taken while others write is one of a moment`(_ isDiskless: Bool) throws {
        let folder = try TemporaryFolder()
        let settings = [
            "repl-diskless-sync \(isDiskless ? "yes" : "no")", "repl-diskless-sync-delay 0", "rdb-key-save-delay 300",
        ]
        let server = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes(), settings)
        let rules = """
            pack: writer
            version: 1
            rules:
              - { id: writer, key: "writer:{part:keep}", keep: true, because: "the test reads it" }
            """
        let path = try folder.write(Array(rules), "rules.yaml")
        let writer = Writer(server.socket)
        writer.waitUntil(100)
        let before = writer.count
        let outcome = try Live.run(
            ["sanitize", server.address, "--output", folder.file("live.rdb"), "--rules", path], in: folder)
        let after = writer.count
        writer.stop()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(after > before + 100, "the writer wrote meanwhile")

        let copy = try RedisServer(loading: folder.read("live.rdb"))
        let loaded = copy.client
        let first = Int(try loaded.ask("GET", "writer:first").string) ?? -1
        #expect(try loaded.ask("GET", "writer:last").string == "\(first)")
        #expect(try loaded.ask("LLEN", "writer:list").number == first)
        #expect(first >= before && first <= after)
        #expect(try loaded.ask("DBSIZE").number == 1450 + 3)
    }

    @Test func `a user needs three commands, and its password is nowhere`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(
            loading: try Snapshot(name: "sample.rdb").bytes(),
            Live.atOnce + [
                "user default on >grandmaster +@all ~*", "user copier on >hunter2secret +psync +replconf +ping",
                "user reader on >hunter2secret +get ~*",
            ])
        let address = server.address.replacing("unix://", with: "unix://copier@")
        let cases: [(address: String, password: String?, status: Int32)] = [
            (server.address, nil, 77), (server.address, "hunter3wrong", 77), (address, "hunter3wrong", 77),
            (address, nil, 64), (server.address.replacing("unix://", with: "unix://reader@"), "hunter2secret", 77),
        ]
        for (address, password, status) in cases {
            let outcome = try Live.run(
                ["sanitize", address, "--output", folder.file("out.rdb")], in: folder, password: password)
            #expect(outcome.status == status, "\(outcome.errors)")
            #expect(!outcome.errors.contains("hunter"), "\(outcome.errors)")
            #expect(folder.leftovers.isEmpty)
        }
        let outcome = try Live.run(
            ["sanitize", address, "--output", folder.file("out.rdb"), "--json"], in: folder, password: "hunter2secret")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let inAddress = try Live.run(
            [
                "sanitize", server.address.replacing("unix://", with: "unix://copier:hunter2secret@"), "--output",
                folder.file("other.rdb"), "--json",
            ], in: folder)
        #expect(inAddress.status == 0, "\(inAddress.errors)")
        for text in [outcome.errors, inAddress.errors]
            + [outcome.output, inAddress.output].map({ String(decoding: $0, as: UTF8.self) })
        {
            #expect(!text.contains("hunter2"), "\(text)")
        }
        let catalog = folder.file(".data/mannequin/catalog.sqlite")
        for file in [catalog, catalog + "-wal"] {
            guard let bytes = try? Data(contentsOf: URL(filePath: file)) else { continue }
            #expect(bytes.firstRange(of: Data("hunter2".utf8)) == nil, "\(file)")
        }
    }

    @Test func `the catalog says which moment of which server it was`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes(), Live.atOnce)
        let outcome = try Live.run(["sanitize", server.address, "--output", folder.file("out.rdb")], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let events = try MannequinCommand.run(["catalog", "events"], in: folder)
        let text = String(decoding: events.output, as: UTF8.self)
        let runID =
            try server.client.ask("INFO", "server").string.split(separator: "\r\n")
            .first { $0.hasPrefix("run_id:") }?.dropFirst(7) ?? "none"
        #expect(text.contains("run \(runID), replication offset "), "\(text)")
        #expect(text.contains("unix://") && text.contains(server.socket))
    }

    @Test func `a server that dies in the middle leaves no output`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(
            loading: try Snapshot(name: "sample.rdb").bytes(), Live.atOnce + ["rdb-key-save-delay 20000"])
        let process = try Live.start(["sanitize", server.address, "--output", folder.file("out.rdb")], in: folder)
        while try !server.client.ask("INFO", "persistence").string.contains("rdb_bgsave_in_progress:1") { usleep(1000) }
        server.kill()
        let outcome = MannequinCommand.finish(process, in: folder)
        #expect(outcome.status == 74, "\(outcome.errors)")
        #expect(outcome.errors.contains("ended the connection"), "\(outcome.errors)")
        #expect(folder.leftovers.isEmpty)
    }

    @Test func `a replica without its primary says so, and to try again`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(
            loading: try Snapshot(name: "sample.rdb").bytes(), Live.atOnce + ["replicaof 127.0.0.1 1"])
        let outcome = try Live.run(["sanitize", server.address, "--output", folder.file("out.rdb")], in: folder)
        #expect(outcome.status == 75, "\(outcome.errors)")
        #expect(outcome.errors.contains("NOMASTERLINK") && outcome.errors.contains("primary"), "\(outcome.errors)")
        #expect(folder.leftovers.isEmpty)
    }

    @Test func `nobody there ends with 69`() throws {
        let folder = try TemporaryFolder()
        for address in ["redis://127.0.0.1:1", "unix://\(folder.file("none"))"] {
            let outcome = try Live.run(["sanitize", address, "--output", folder.file("out.rdb")], in: folder)
            #expect(outcome.status == 69, "\(outcome.errors)")
            #expect(outcome.errors.contains("cannot be reached"), "\(outcome.errors)")
            #expect(folder.leftovers.isEmpty)
        }
    }

    @Test func `an output that is there is refused before the server is asked`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes(), Live.atOnce)
        try folder.write(Array("mine"), "out.rdb")
        let outcome = try Live.run(["sanitize", server.address, "--output", folder.file("out.rdb")], in: folder)
        #expect(outcome.status == 73, "\(outcome.errors)")
        #expect(try server.client.ask("INFO", "stats").string.contains("sync_full:0"))
    }

    @Test func `memory does not grow with what the server holds`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(
            loading: try Snapshot(name: "empty.rdb10.redis-7.0.15.rdb").bytes(), Live.atOnce + ["rdbcompression no"])
        _ = try server.client.ask("DEBUG", "POPULATE", "80000", "key", "2000")
        let process = try Live.start(["inspect", server.address], in: folder)
        var peak = 0
        while let now = try? process.peakResidentByteCount(), now < 1 << 40 {
            peak = max(peak, now)
            usleep(2000)
        }
        let outcome = MannequinCommand.finish(process, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(peak > 0 && peak < 100 << 20, "\(peak) bytes for 160 MB")
    }

    @Test func `inspect looks into a server, too`() throws {
        let folder = try TemporaryFolder()
        let server = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes(), Live.atOnce)
        let outcome = try Live.run(["inspect", server.address, "--json"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("1450"))
    }
}

/// Writes transactions from a thread of its own, each the next number in three places, until it is stopped.
private final class Writer: Sendable {
    private let state = Mutex((count: 0, isStopped: false))
    private let ended = DispatchSemaphore(value: 0)

    init(_ socket: String) {
        Thread.detachNewThread { [self] in
            defer { ended.signal() }
            guard let client = try? RESPClient(socket) else { return }
            while !state.withLock(\.isStopped) {
                let number = state.withLock { $0.count } + 1
                let words = Array("\(number)")
                guard
                    let answers = try? client.ask([
                        [Array("MULTI")], [Array("SET"), Array("writer:first"), words],
                        [Array("RPUSH"), Array("writer:list"), words], [Array("SET"), Array("writer:last"), words],
                        [Array("EXEC")],
                    ]), answers.last?.elements.count == 3
                else { return }
                state.withLock { $0.count = number }
            }
        }
    }

    var count: Int { state.withLock { $0.count } }

    func waitUntil(_ number: Int) { while count < number, !state.withLock(\.isStopped) { usleep(1000) } }

    func stop() {
        state.withLock { $0.isStopped = true }
        ended.wait()
    }
}

import Foundation
import Glibc
import Testing

extension Tag {
    /// Tests that start servers.
    @Tag static var server: Self
}

extension Trait where Self == ConditionTrait {
    /// The test needs a redis-server. It is skipped where none is installed, but never in CI.
    static var needsRedisServer: Self {
        .enabled(
            if: RedisServer.path != nil || ProcessInfo.processInfo.environment["CI"] != nil,
            "redis-server is not installed (apt install redis-server); in CI this test would fail")
    }
}

/// A redis-server with one snapshot loaded, on a unix socket in a folder of its own, ended with its owner.
final class RedisServer {
    struct DidNotStart: Error, CustomStringConvertible {
        var description: String
    }

    /// Where redis-server is installed.
    static let path = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let client: RESPClient
    /// The path of its unix socket, and its address for mannequin.
    var socket: String { folder.file("socket") }
    var address: String { "unix://\(socket)" }
    private let process: ChildProcess
    private let folder: TemporaryFolder
    private let log: Pipe

    /// Starts a server that loads these bytes; throws what its log says when it cannot.
    init(loading snapshot: [UInt8], _ settings: [String] = [], databaseCount: Int = 1000) throws {
        guard let path = Self.path else { throw DidNotStart(description: "redis-server is not installed") }
        folder = try TemporaryFolder()
        try folder.write(snapshot, "dump.rdb")
        let configuration = """
            port 0
            unixsocket \(folder.file("socket"))
            dir \(folder.path)
            dbfilename dump.rdb
            save ""
            appendonly no
            databases \(databaseCount)
            sanitize-dump-payload yes
            enable-debug-command yes
            lfu-decay-time 0
            activerehashing no
            \(settings.joined(separator: "\n"))
            """
        try folder.write(Array(configuration), "redis.conf")
        log = Pipe()
        process = try ChildProcess(
            path, [folder.file("redis.conf")], output: .descriptor(log.writeEnd), error: .descriptor(log.writeEnd),
            seconds: 120)
        log.closeWriteEnd()
        // The log says when it is ready; it ends when the server could not load the file.
        var text = ""
        while !text.contains("ready to accept connections") {
            let bytes = log.read()
            guard !bytes.isEmpty else {
                _ = process.wait()
                throw DidNotStart(description: text)
            }
            text += String(decoding: bytes, as: UTF8.self)
        }
        client = try RESPClient(folder.file("socket"))
    }

    deinit { kill() }

    /// The path of a file in its folder.
    func file(_ name: String) -> String { folder.file(name) }

    /// Ends it at once, as a crash would.
    func kill() {
        process.send(SIGKILL)
        _ = process.wait()
    }
}

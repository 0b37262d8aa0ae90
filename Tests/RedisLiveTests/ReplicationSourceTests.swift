import SeededNumbers
import RedisDump
import Testing

@testable import RedisLive

/// What servers say to a replica, good and bad.
struct ReplicationSourceTests {
    private static let mark = "0123456789abcdef0123456789abcdef01234567"
    private static let fullResync = "+FULLRESYNC 8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb 42\r\n"

    private func snapshot(_ server: ScriptedServer, silence: Duration = .seconds(20)) throws -> (
        [UInt8], ReplicationSource.Origin
    ) {
        var options = ConnectionOptions()
        options.silenceTimeout = silence
        let source = try ReplicationSource(server.address, options)
        var bytes = ByteBuffer()
        while try source.read(into: &bytes, upTo: 5) > 0 {}
        return (bytes.array, source.origin)
    }

    @Test(arguments: [
        "$EOF:\(mark)\r\nREDIS0010xyz\(mark)", "\n\n$EOF:\(mark)\r\nREDIS0010xyz\(mark)", "$12\r\nREDIS0010xyz",
        "\n\n\n$12\r\nREDIS0010xyzPING and commands behind it",
    ])
    func `a snapshot comes in either framing, after signs of life`(_ transfer: String) throws {
        let server = try ScriptedServer.answering([
            "INFO": "$33\r\nredis_version:7.0.15\r\nrun_id:ab\r\n\r\n", "PSYNC": "\n\n" + Self.fullResync + transfer,
        ])
        let (bytes, origin) = try snapshot(server)
        #expect(bytes == Array("REDIS0010xyz".utf8))
        #expect(origin.product == "Redis 7.0.15" && origin.runID == "ab" && origin.offset == 42)
        #expect(origin.notes.isEmpty == transfer.contains("EOF"))
    }

    @Test func `a server before PSYNC is asked by SYNC`() throws {
        let server = try ScriptedServer.answering([
            "INFO": "-ERR x\r\n", "REPLCONF": "-ERR x\r\n", "PSYNC": "-ERR unknown command 'PSYNC'\r\n",
            "SYNC": "\n$9\r\nREDIS0006",
        ])
        let (bytes, origin) = try snapshot(server)
        #expect(bytes == Array("REDIS0006".utf8) && origin.offset == nil && origin.runID == nil)
    }

    @Test func `Valkey is told a version, Redis is not, and nobody a port`() throws {
        for (info, expected) in [("valkey_version:9.1.2", true), ("redis_version:7.0.15", false)] {
            let server = try ScriptedServer { words in
                switch words.first {
                case "INFO": return Array("$\(info.utf8.count)\r\n\(info)\r\n".utf8)
                case "PSYNC": return Array((Self.fullResync + "$0\r\n").utf8)
                case "REPLCONF" where words.contains("listening-port"): return nil
                case "REPLCONF" where words.contains("version"): return expected ? Array("+OK\r\n".utf8) : nil
                default: return Array("+OK\r\n".utf8)
                }
            }
            #expect(try snapshot(server).0.isEmpty)
        }
    }

    @Test(arguments: [
        ("PING", "-LOADING Redis is loading\r\n", LiveError.Code.notNow),
        ("PING", "-NOAUTH x\r\n", .notAllowed), ("PING", "-DENIED x\r\n", .notAllowed),
        ("PING", "garbage\r\n", .notUnderstood), ("PING", "HTTP/1.1 400 Bad Request\r\n", .notUnderstood),
        ("REPLCONF", "-NOPERM x\r\n", .notAllowed),
        ("PSYNC", "-NOPERM x\r\n", .notAllowed), ("PSYNC", "-NOMASTERLINK x\r\n", .notNow),
        ("PSYNC", "-LOADING x\r\n", .notNow), ("PSYNC", "+CONTINUE\r\n", .notUnderstood),
        ("PSYNC", ":1\r\n", .notUnderstood), ("PSYNC", "-ERR something else\r\n", .notUnderstood),
        ("PSYNC", fullResync + "-ERR BGSAVE failed, replication can't continue\r\n", .notNow),
        ("PSYNC", fullResync + "$x\r\n", .notUnderstood), ("PSYNC", fullResync + "REDIS0010\r\n", .notUnderstood),
        ("PSYNC", fullResync + String(repeating: "x", count: 5000), .notUnderstood),
    ])
    func `a refusal says what to do`(_ command: String, _ answer: String, _ code: LiveError.Code) throws {
        let server = try ScriptedServer.answering([command: answer])
        let error = #expect(throws: LiveError.self) { try snapshot(server) }
        #expect(error?.code == code, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        "$12\r\nREDIS", "$EOF:\(mark)\r\nREDIS0010xyz", "$EOF:\(mark)\r\nREDIS0010xyz\(mark.dropLast())", "", "$12",
    ])
    func `a connection that ends in the middle is an error`(_ transfer: String) throws {
        let server = try ScriptedServer { words in
            // What is sent comes first: the connection ends at the next command, which never comes, or by the timeout.
            words.first == "PSYNC" ? Array((Self.fullResync + transfer).utf8) : Array("+OK\r\n".utf8)
        }
        let error = #expect(throws: LiveError.self) { try snapshot(server, silence: .milliseconds(300)) }
        #expect(error?.code == .lost, "\(error?.description ?? "")")
        let hangsUp = try ScriptedServer { words in words.first == "PSYNC" ? nil : Array("+OK\r\n".utf8) }
        #expect(#expect(throws: LiveError.self) { try snapshot(hangsUp) }?.code == .lost)
    }

    @Test func `answers of chance end in an error or in bytes`() throws {
        var generator = SeededGenerator(seed: 0x5EED)
        let pieces = [
            "+OK\r\n", "-ERR x\r\n", "$5\r\n", "*3\r\n", ":1\r\n", "\n", "\r\n", "$EOF:", Self.mark,
            "+FULLRESYNC a 1\r\n",
            "REDIS0010", "$-1\r\n", "\u{0}", "%2\r\n",
        ]
        for round in 0..<150 {
            let answers = (0..<8).map { _ in
                (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    pieces.randomElement(using: &generator) ?? ""
                }.joined()
            }
            let server = try ScriptedServer { words in
                Array(answers[(words.first ?? "").utf8.reduce(0) { ($0 &+ Int($1)) % 8 }].utf8)
            }
            do {
                _ = try snapshot(server, silence: .milliseconds(20))
            } catch let error as LiveError {
                #expect(!error.description.isEmpty, "seed 0x5EED, round \(round)")
            }
        }
    }
}

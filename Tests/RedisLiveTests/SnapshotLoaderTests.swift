import Foundation
import RedisDump
import Synchronization
import Testing

@testable import RedisLive

/// What nodes of a cluster that is being changed say to a load.
struct SnapshotLoaderTests {
    private static let keyCount = 1450

    private func load(into node: Node) throws -> LoadResult {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/sample.rdb")
        let target = try LoadTarget(node.server.address, ConnectionOptions())
        return try SnapshotLoader.run(
            PieceSource(Array(try Data(contentsOf: path)), step: 10_000), into: target, LoadOptions(now: 0))
    }

    @Test func `a key that has moved goes to its new node, and so do its neighbours`() throws {
        let new = try Node { _ in "+OK\r\n" }
        let old = try Node { "-MOVED 5 127.0.0.1:\($0.otherPort)\r\n" }
        old.know(owner: old.port, other: new.port)
        let result = try load(into: old)
        #expect(result.loadedKeys == Self.keyCount && result.redirectedKeys == Self.keyCount)
        #expect(new.commands.filter { $0 == "RESTORE" }.count == Self.keyCount)
        #expect(!new.commands.contains("ASKING"))
    }

    @Test func `a key that is moving is asked for once`() throws {
        let new = try Node { $0.isAsking ? "+OK\r\n" : "-MOVED 5 127.0.0.1:1\r\n" }
        let old = try Node { "-ASK 5 127.0.0.1:\($0.otherPort)\r\n" }
        old.know(owner: old.port, other: new.port)
        let result = try load(into: old)
        #expect(result.loadedKeys == Self.keyCount)
        #expect(new.commands.filter { $0 == "ASKING" }.count == Self.keyCount)
    }

    @Test func `nodes that point to one another end it`() throws {
        let one = try Node { "-MOVED 5 127.0.0.1:\($0.otherPort)\r\n" }
        let two = try Node { "-MOVED 5 127.0.0.1:\($0.otherPort)\r\n" }
        one.know(owner: one.port, other: two.port)
        two.know(owner: one.port, other: one.port)
        #expect(#expect(throws: LiveError.self) { try load(into: one) }?.code == .notNow)
    }

    @Test func `a cluster with slots without a primary is refused`() throws {
        let node = try Node { _ in "+OK\r\n" }
        node.know(owner: node.port, other: 1, lastSlot: 16000)
        #expect(#expect(throws: LiveError.self) { try load(into: node) }?.code == .notNow)
    }

    @Test(
        arguments: [
            ("-ERR DUMP payload version or checksum are wrong\r\n", nil), ("-ERR Bad data format\r\n", nil),
            ("-OOM x\r\n", .full), ("-BUSYKEY x\r\n", .occupied), ("-READONLY x\r\n", .notAllowed),
            ("-NOPERM x\r\n", .notAllowed), ("-ERR never heard of it\r\n", .notUnderstood),
            ("garbage\r\n", .notUnderstood), ("-MOVED nonsense\r\n", .notUnderstood),
        ] as [(String, LiveError.Code?)])
    func `values that are not read are counted, anything else ends it`(_ answer: String, _ code: LiveError.Code?) throws
    {
        let node = try Node { _ in answer }
        node.know(owner: node.port, other: 1)
        if let code {
            #expect(#expect(throws: LiveError.self) { try load(into: node) }?.code == code)
        } else {
            let result = try load(into: node)
            #expect(result.loadedKeys == 0)
            #expect(result.refused.values.reduce(0, +) == Self.keyCount && result.refused.keys.contains("STRING"))
        }
    }
}

/// A node of a cluster that answers `RESTORE` as a test says, and remembers what it was asked.
private final class Node: Sendable {
    /// What an answer may depend on.
    struct Facts {
        var commands: [String] = []
        var ownerPort = 0, otherPort = 0, lastSlot = 0
        var isAsking: Bool { commands.dropLast().last == "ASKING" }
    }

    private final class Memory: Sendable {
        let facts = Mutex(Facts())
    }

    let server: ScriptedServer
    private let memory: Memory

    init(_ restore: @escaping @Sendable (Facts) -> String) throws {
        let memory = Memory()
        self.memory = memory
        server = try ScriptedServer { words in
            let facts = memory.facts.withLock { facts in
                facts.commands.append(words.first ?? "")
                return facts
            }
            let answer: String
            switch words.first {
            case "INFO":
                let text = "redis_version:7.0.15\r\ncluster_enabled:1\r\nrole:master\r\n"
                answer = "$\(text.utf8.count)\r\n\(text)\r\n"
            case "CLUSTER":
                answer = "*1\r\n*3\r\n:0\r\n:\(facts.lastSlot)\r\n*2\r\n$9\r\n127.0.0.1\r\n:\(facts.ownerPort)\r\n"
            case "RESTORE": answer = restore(facts)
            case "TIME", "CONFIG": answer = "*0\r\n"
            default: answer = "+OK\r\n"
            }
            return Array(answer.utf8)
        }
    }

    var commands: [String] { memory.facts.withLock(\.commands) }
    var port: Int { if case .tcp(_, let port, _) = server.address.transport { port } else { 0 } }

    /// Which port has all slots, and to which port this node points.
    func know(owner: Int, other: Int, lastSlot: Int = 16383) {
        memory.facts.withLock { ($0.ownerPort, $0.otherPort, $0.lastSlot) = (owner, other, lastSlot) }
    }
}

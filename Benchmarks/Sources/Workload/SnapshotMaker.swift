import Foundation
import Machine

/// Makes a snapshot with a real server.
package struct SnapshotMaker {
    /// How many users' keys come to 256 MB and a little.
    package static let userCount = 146_500
    /// Commands are sent in pieces of this size.
    private static let pieceByteCount = 1 << 19

    private let server: String

    /// A maker that uses this redis-server.
    package init(server: String) { self.server = server }

    /// Feeds a server, has it save, and brings the file to `path`. Works in a directory beside it.
    package func make(_ path: String, users: Int = userCount, seed: UInt64 = 42) throws {
        let files = FileManager.default
        let directory = path + ".making"
        try? files.removeItem(atPath: directory)
        try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: directory) }
        let redis = try RedisServer(program: server, directory: directory)
        do {
            try feed(redis.socketPath, users, seed)
        } catch {
            _ = try redis.stop()
            throw error
        }
        _ = try redis.stop()
        try? files.removeItem(atPath: path)
        try files.moveItem(atPath: directory + "/dump.rdb", toPath: path)
    }

    private func feed(_ path: String, _ users: Int, _ seed: UInt64) throws {
        let socket = try UnixSocket(path)
        var commands = CommandBuffer()
        commands.append("CLIENT", "REPLY", "OFF")
        var keyspace = Keyspace(seed: seed)
        for number in 0..<users {
            keyspace.append(user: number, to: &commands)
            if commands.bytes.count >= Self.pieceByteCount {
                try socket.send(commands.bytes)
                commands.removeAll()
            }
        }
        commands.append("CLIENT", "REPLY", "ON")
        commands.append("SAVE")
        try socket.send(commands.bytes)
        var answer: [UInt8] = []
        while answer.count < 10 {
            let more = try socket.receive()
            if more.isEmpty { break }
            answer += more
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard text == "+OK\r\n+OK\r\n" else { throw MachineError("redis-server did not save: \(text)") }
    }
}

public import RedisDump

/// The snapshot of a running server, as a replica gets it: a source of the bytes of an RDB file.
///
/// The connection announces no port and never acknowledges, so the server does not take it for a replica that lasts.
/// It ends with the snapshot. Nothing is written here; whether the server writes a file is the server's setting.
public final class ReplicationSource: ByteSource {
    /// Where the snapshot is from; no credential among it.
    public struct Origin: Sendable, Equatable {
        /// The server's address.
        public var address: ServerAddress
        /// The ID of the run of the server (`run_id`), or of its replication history where INFO is not allowed.
        public var runID: String?
        /// The offset in the replication stream at which the snapshot was taken; nil from servers before 2.8.
        public var offset: Int64?
        /// Product and version, where the server says so.
        public var product: String?
        /// What else somebody should know: of disks, replicas, clusters.
        public var notes: [String] = []
    }

    /// Where the snapshot is from.
    public let origin: Origin
    private let connection: ServerConnection
    private var left: UInt64?
    /// How many bytes there are in all, where that is known before.
    public private(set) var totalByteCount: UInt64?
    private var tail: MarkedTail?
    private var isFinished = false
    private var scratch = ByteBuffer(capacity: 1 << 16)

    /// Connects, and asks for a snapshot; returns when its first byte is on the way.
    public init(_ address: ServerAddress, _ options: ConnectionOptions) throws(LiveError) {
        guard address.database == nil else {
            throw LiveError(.usage, "\(address) is asked for a snapshot, which has all databases: leave out the number")
        }
        connection = try ServerConnection(address, options)
        try connection.logIn(address)
        let facts = try connection.facts()
        var origin = Origin(address: address.withoutCredentials)
        origin.product = facts.product
        origin.runID = facts["run_id"]
        try ReplicationHandshake.announce(connection, facts)
        let reply = try ReplicationHandshake.requestSnapshot(connection)
        origin.offset = reply.offset
        if origin.runID == nil { origin.runID = reply.replicationID }
        switch try Self.framing(connection) {
        case .mark(let mark): tail = MarkedTail(mark: mark)
        case .byteCount(let count):
            left = count
            totalByteCount = count
            origin.notes.append(
                "the server wrote the snapshot to a file of its own first (repl-diskless-sync is off there)")
        case .failed(let failure):
            throw LiveError(
                .notNow,
                "\(connection.place) could not make a snapshot (\(failure)); its log says why, often memory or disk")
        }
        origin.notes += Self.notes(facts)
        self.origin = origin
    }

    /// How many bytes are left, where the server wrote a file first.
    public var remainingCount: UInt64? { left }

    /// Appends the next bytes of the RDB file; 0 when all of it has been read.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        guard !isFinished else { return 0 }
        if let left {
            guard left > 0 else { return finish() }
            let count = try connection.read(into: &buffer, upTo: Int(min(UInt64(limit), left)))
            self.left = left - UInt64(count)
            return count
        }
        let start = buffer.count
        while buffer.count == start {
            guard var tail, !tail.isAtMark else { return finish() }
            // What is held back may come in addition to what is read now.
            scratch.removeAll()
            let wanted = min(limit, 1 << 20) - tail.count
            _ = try connection.read(into: &scratch, upTo: max(wanted, 1))
            tail.pass(scratch, into: &buffer)
            self.tail = tail
        }
        return buffer.count - start
    }

    private func finish() -> Int {
        isFinished = true
        connection.close()
        return 0
    }

    /// Reads lines up to the one that announces the snapshot.
    private static func framing(_ connection: ServerConnection) throws(LiveError) -> TransferFraming {
        var line: [UInt8] = []
        while line.count <= TransferFraming.longestLine {
            let byte = try connection.byte()
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            if line.last == 0x0D { line.removeLast() }
            if line.isEmpty { continue }
            guard let framing = TransferFraming(line: line) else { break }
            return framing
        }
        throw LiveError(.notUnderstood, "\(connection.place) does not announce a snapshot as servers of Redis do")
    }

    private static func notes(_ facts: ServerFacts) -> [String] {
        var notes: [String] = []
        if facts.isReplica {
            notes.append("the server is a replica: the snapshot is as far as its link to the primary had brought it")
        }
        if facts.isClusterNode {
            notes.append("the server is a node of a cluster: keys of other nodes are not in its snapshot")
        }
        return notes
    }
}

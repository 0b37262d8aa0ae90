import RedisDump

/// One connection of a load: commands are sent many at a time, and their answers read while others are on the way.
///
/// It is used by one thread.
final class RestoreLane {
    /// A command whose answer has not been read.
    struct Pending {
        /// What it is for.
        enum Purpose: Equatable { case database, key, functions, asking }

        var purpose: Purpose
        /// The type byte of the key's value.
        var type: UInt8 = 0
        /// The command itself, where another node may have to get it.
        var command: [UInt8] = []
        /// How often nodes have pointed elsewhere.
        var redirects = 0
    }

    let connection: ServerConnection
    private let keepsCommands: Bool
    private var outbox = ByteBuffer(capacity: RestoreLane.batchByteCount * 2)
    private var pending: [Pending] = []
    private var answered = 0
    private var unread = 0
    private var database: UInt64?

    /// Bytes that are sent at once.
    private static let batchByteCount = 1 << 18
    /// Answers that may be outstanding.
    private static let window = 2048

    /// A lane over a connection. In a cluster, commands are kept until they are answered.
    init(_ connection: ServerConnection, keepsCommands: Bool) {
        self.connection = connection
        self.keepsCommands = keepsCommands
    }

    /// Whether answers are outstanding.
    var isWaiting: Bool { answered < pending.count }

    /// Adds the choice of a database, where it is another than before.
    func select(_ number: UInt64) {
        guard database != number else { return }
        database = number
        RESPCommand.append(["SELECT", "\(number)"], to: &outbox)
        pending.append(Pending(purpose: .database))
    }

    /// Adds a command that `write` appends.
    func add(_ pending: Pending, _ write: (inout ByteBuffer) -> Void) {
        let start = outbox.count
        write(&outbox)
        var pending = pending
        if keepsCommands {
            pending.command = Self.bytes(of: outbox, from: start)
        }
        self.pending.append(pending)
    }

    /// Sends what has come together when it is enough, and reads answers when too many are outstanding.
    func moveOn(_ handle: (Pending, RESPValue) throws -> Void) throws {
        if outbox.count >= Self.batchByteCount || pending.count - answered >= Self.window * 2 {
            try send()
        }
        if unread > Self.window { try read(until: Self.window / 2, handle) }
    }

    /// Sends what is left, and reads all answers.
    func finish(_ handle: (Pending, RESPValue) throws -> Void) throws {
        try send()
        try read(until: 0, handle)
    }

    private static func bytes(of buffer: borrowing ByteBuffer, from start: Int) -> [UInt8] {
        let span = buffer.span(start..<buffer.count)
        return span.indices.map { span[$0] }
    }

    private func send() throws {
        guard outbox.count > 0 else { return }
        try connection.send(outbox)
        outbox.removeAll()
        outbox.shrink(toCapacity: Self.batchByteCount * 4)
        unread = pending.count - answered
    }

    private func read(until left: Int, _ handle: (Pending, RESPValue) throws -> Void) throws {
        while unread > left {
            let value = try connection.answer()
            let command = pending[answered]
            answered += 1
            unread -= 1
            if answered == pending.count || answered >= Self.window * 2 {
                pending.removeFirst(answered)
                answered = 0
            }
            try handle(command, value)
        }
    }
}

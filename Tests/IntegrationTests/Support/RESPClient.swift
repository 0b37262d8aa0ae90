/// What a server answered.
indirect enum Reply: Equatable {
    case text([UInt8])
    case integer(Int)
    case null
    case list([Reply])
    case failure(String)

    /// The elements of a list; none for anything else.
    var elements: [Reply] { if case .list(let elements) = self { elements } else { [] } }
    /// The bytes of a text; none for anything else.
    var bytes: [UInt8] { if case .text(let bytes) = self { bytes } else { [] } }
    /// The number, or nil.
    var number: Int? { if case .integer(let number) = self { number } else { nil } }
    /// The text as UTF-8.
    var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// Asks a server in RESP 2, many questions at a time.
final class RESPClient {
    struct ConnectionLost: Error {}

    private let socket: UnixSocket
    private var buffer: [UInt8] = []
    private var position = 0

    init(_ path: String) throws {
        guard let socket = UnixSocket(path) else { throw ConnectionLost() }
        self.socket = socket
    }

    /// The answers to several commands, sent at once.
    func ask(_ commands: [[[UInt8]]]) throws -> [Reply] {
        var request: [UInt8] = []
        for command in commands {
            request += Array("*\(command.count)\r\n".utf8)
            for word in command { request += Array("$\(word.count)\r\n".utf8) + word + [0x0D, 0x0A] }
        }
        guard socket.write(request) else { throw ConnectionLost() }
        return try commands.map { _ in try reply() }
    }

    /// The answer to one command in words.
    func ask(_ words: String...) throws -> Reply {
        try ask([words.map { Array($0.utf8) }])[0]
    }

    private func reply() throws -> Reply {
        let line = try line()
        let text = String(decoding: line.dropFirst(), as: UTF8.self)
        switch line.first {
        case UInt8(ascii: "+"): return .text(Array(line.dropFirst()))
        case UInt8(ascii: "-"): return .failure(text)
        case UInt8(ascii: ":"): return .integer(Int(text) ?? 0)
        case UInt8(ascii: "$"):
            guard let count = Int(text), count >= 0 else { return .null }
            let bytes = try take(count)
            _ = try take(2)
            return .text(bytes)
        case UInt8(ascii: "*"):
            guard let count = Int(text), count >= 0 else { return .null }
            return .list(try (0..<count).map { _ in try reply() })
        default: throw ConnectionLost()
        }
    }

    private func line() throws -> [UInt8] {
        var start = position
        while true {
            if let end = buffer[start...].firstIndex(of: 0x0A) {
                defer { position = end + 1 }
                return Array(buffer[position..<end - 1])
            }
            start = buffer.count - position
            try more()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count - position < count { try more() }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    /// Drops what was taken and reads on.
    private func more() throws {
        buffer.removeFirst(position)
        position = 0
        let bytes = socket.read()
        guard !bytes.isEmpty else { throw ConnectionLost() }
        buffer += bytes
    }
}

extension Array where Element == UInt8 {
    /// The bytes of a text.
    init(_ text: String) { self = Array(text.utf8) }
}

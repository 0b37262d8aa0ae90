/// A server's error.
///
/// Servers quote arguments in their sentences: names of keys, and a password when AUTH is not known. So a sentence is
/// kept apart, and what is printed is the code word, with the sentence only when it is one of those that hold no data.
public struct ServerFailure: Error, Sendable, Equatable {
    /// The first word in capitals: `ERR`, `NOAUTH`, `MOVED`; `ERR` where there is none.
    public let code: String
    /// What follows it. Never to be printed.
    let detail: [UInt8]

    /// An error line without its `-`.
    init(line: [UInt8]) {
        let word = line.prefix { $0 >= 0x41 && $0 <= 0x5A }
        let isWord = !word.isEmpty && word.count <= 32 && (word.count == line.count || line[word.count] == 0x20)
        code = isWord ? String(decoding: word, as: UTF8.self) : "ERR"
        detail = isWord ? Array(line.dropFirst(word.count + 1)) : line
    }

    /// Sentences of servers that never quote an argument.
    private static let harmless = [
        "DUMP payload version or checksum are wrong", "Bad data format", "Target key name already exists.",
        "BGSAVE failed, replication can't continue", "Can't SYNC while not connected with my master",
        "DB index is out of range", "SELECT is not allowed in cluster mode", "invalid DB index",
        "Invalid TTL value, must be >= 0", "Protocol error: invalid bulk length",
        "max number of clients reached", "Library names already exist", "payload version or checksum are wrong",
        "Out of Memory", "syntax error",
    ]

    /// The sentence, when it is one that holds no data.
    var sentence: String? {
        let text = String(decoding: detail.prefix(200), as: UTF8.self)
        return Self.harmless.first { text.hasPrefix($0) }
    }

    /// Whether the sentence begins so.
    func hasDetail(beginningWith prefix: String) -> Bool { detail.starts(with: Array(prefix.utf8)) }
}

extension ServerFailure: CustomStringConvertible {
    /// The code word, and the sentence where it holds no data.
    public var description: String { sentence.map { "-\(code) \($0)" } ?? "-\(code)" }
}

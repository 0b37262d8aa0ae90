/// Redis commands as a client sends them.
package struct CommandBuffer {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []

    /// A buffer without commands.
    package init() { bytes.reserveCapacity(1 << 20) }

    /// Forgets the commands.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Appends a command of texts.
    package mutating func append(_ words: String...) { append(words) }

    /// Appends a command of texts.
    package mutating func append(_ words: [String]) {
        begin(words.count)
        for word in words { append(argument: word.utf8) }
    }

    /// Appends SET of a value that is no text.
    mutating func append(set key: String, to value: [UInt8]) {
        begin(3)
        append(argument: "SET".utf8)
        append(argument: key.utf8)
        append(argument: value)
    }

    private mutating func begin(_ count: Int) { bytes += "*\(count)\r\n".utf8 }

    private mutating func append(argument: some Collection<UInt8>) {
        bytes += "$\(argument.count)\r\n".utf8
        bytes += argument
        bytes += "\r\n".utf8
    }
}

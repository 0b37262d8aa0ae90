public import RedisDump
public import Rules

/// Reads the names and types of a snapshot's keys and counts which of some rules would take them first.
///
/// Values are walked over, not looked into. Memory depends on the largest string, not on the size of the file.
public enum KeyScan {
    /// What was counted.
    public struct Result: Sendable, Equatable {
        /// Keys that were looked at.
        public var keyCount = 0
        /// Whether these are all keys of the snapshot.
        public var isComplete = true
        /// The keys that each rule would take.
        public var counts: [Int] = []
    }

    /// Looks at no more than so many keys: the order of a snapshot is that of hash tables, so the first ones are a fair
    /// sample.
    public static let keyLimit = 5_000_000

    /// Reads what `source` gives, up to the last key that is looked at.
    public static func run(
        _ source: any ByteSource, _ rules: [Rule], keyLimit: Int = keyLimit, chunkByteCount: Int = 1 << 20,
        progress: (UInt64) throws -> Void = { _ in }
    ) throws -> Result {
        let dump = try DumpSource(source)
        var framer = try Framer(dump, chunkByteCount: chunkByteCount)
        var walk = KeyWalk(framer.header, rules)
        try framer.forEachChunk { chunk, count in
            try walk.add(chunk)
            try progress(count)
            return walk.keyCount < keyLimit
        }
        let isComplete = framer.isFinished
        return Result(keyCount: walk.keyCount, isComplete: isComplete, counts: walk.counter.counts)
    }
}

/// Walks over chunks from key to key.
private struct KeyWalk: ~Copyable {
    private(set) var keyCount = 0
    private(set) var counter: KeyCounter
    private var walker: DumpWalker
    private let types: [KeyType]
    private var name = ByteBuffer(capacity: 1 << 12)

    init(_ header: DumpHeader, _ rules: [Rule]) {
        counter = KeyCounter(rules)
        walker = DumpWalker(family: header.family)
        types = (0...255).map { KeyType(RecordLayout.row($0, in: header.family)?.value?.kind ?? .string) }
    }

    mutating func add(_ chunk: Chunk) throws(ReadError) {
        try walk(chunk.input, chunk.offset, from: chunk.headerCount, to: chunk.end)
    }

    private mutating func walk(
        _ input: borrowing ByteBuffer, _ offset: UInt64, from start: Int, to end: Int
    ) throws(ReadError) {
        var cursor = ByteCursor(input.span(0..<end), baseOffset: offset, position: start)
        while !cursor.isAtEnd {
            let atom = try walker.step(&cursor)
            guard atom.role == .key else { continue }
            name.removeAll()
            name.shrink(toCapacity: 4 << 20)
            try atom.string.appendPlain(from: cursor.bytes, offset: offset, to: &name)
            Self.count(name, types[Int(walker.opcode)], in: &counter)
            keyCount += 1
        }
    }

    private static func count(_ name: borrowing ByteBuffer, _ type: KeyType, in counter: inout KeyCounter) {
        counter.add(name.span, type)
    }
}

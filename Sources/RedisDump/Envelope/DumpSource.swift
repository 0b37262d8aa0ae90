/// The bytes of an RDB file itself, whatever it comes wrapped in.
///
/// Found by content: gzip (managed services export `.gz`), and the `$EOF:` line of diskless replication, whose 40-byte
/// mark comes again behind the RDB file. `CONFIG SET rdb-del-sync-files` and `redis-cli --rdb` give plain files.
public final class DumpSource: ByteSource {
    /// What the RDB file was wrapped in.
    public struct Envelope: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// From bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// gzip.
        public static let gzip = Envelope(rawValue: 1)
        /// The `$EOF:` framing of diskless replication.
        public static let replication = Envelope(rawValue: 2)
    }

    /// What was unwrapped.
    public let envelope: Envelope
    /// The mark that ends a replication stream; empty for files.
    public let endMark: [UInt8]
    /// Gets the bytes of the RDB file as they are read; an end mark is among them.
    public var observer: ((Span<UInt8>) -> Void)?
    private let source: any ByteSource
    private var head = ByteBuffer(capacity: 512)
    private var used: Int

    /// `$EOF:`, 40 bytes, CR LF.
    private static let markLine = (prefix: Array("$EOF:".utf8), markCount: 40, count: 47)

    /// Reads the first bytes of `source` and unwraps what it finds there.
    public init(_ source: any ByteSource) throws {
        var source = source
        var envelope: Envelope = []
        var head = ByteBuffer(capacity: 512)
        try Self.fill(&head, from: source, to: 2)
        if head.count >= 2, head.span[0] == 0x1F, head.span[1] == 0x8B {
            envelope.insert(.gzip)
            source = InflatingSource(source, head: head.span)
            head.removeAll()
        }
        let line = Self.markLine
        try Self.fill(&head, from: source, to: line.count)
        if head.count >= line.count, line.prefix.indices.allSatisfy({ head.span[$0] == line.prefix[$0] }) {
            envelope.insert(.replication)
            let span = head.span
            endMark = (line.prefix.count..<line.prefix.count + line.markCount).map { span[$0] }
            used = line.count
        } else {
            endMark = []
            used = 0
        }
        self.envelope = envelope
        self.source = source
        self.head.append(head.span)
    }

    /// A source that is unwrapped already, as it is; any other unwrapped.
    public static func unwrapping(_ source: any ByteSource) throws -> DumpSource {
        try source as? DumpSource ?? DumpSource(source)
    }

    /// How many bytes are left, where the source knows.
    public var remainingCount: UInt64? { source.remainingCount.map { $0 + UInt64(head.count - used) } }

    /// Appends the next bytes of the RDB file.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        let start = buffer.count
        defer { observer?(buffer.span(start..<buffer.count)) }
        guard used < head.count else { return try source.read(into: &buffer, upTo: limit) }
        let count = min(limit, head.count - used)
        buffer.append(head.span(used..<used + count))
        used += count
        return count
    }

    private static func fill(_ head: inout ByteBuffer, from source: any ByteSource, to count: Int) throws {
        while head.count < count {
            if try source.read(into: &head, upTo: count - head.count) == 0 { return }
        }
    }
}

import RedisDump

/// Reads a snapshot into chunks.
///
/// Unchecked: made on one thread, used by the one that fills chunks, and asked for its end after that thread has ended.
final class SnapshotReader: @unchecked Sendable {
    /// The snapshot's header.
    let header: DumpHeader
    /// What it was wrapped in.
    let envelope: DumpSource.Envelope
    private var framer: Framer

    /// Reads the header.
    init(_ source: any ByteSource, chunkByteCount: Int) throws {
        let dump = try DumpSource(source)
        envelope = dump.envelope
        framer = try Framer(dump, chunkByteCount: chunkByteCount)
        header = framer.header
    }

    /// Fills a chunk; false when the end was reached before.
    func fill(_ chunk: Chunk) throws -> Bool {
        guard !framer.isFinished else { return false }
        try framer.fill(chunk)
        return true
    }

    /// Fills a chunk with exactly as many elements as another has.
    func fill(_ chunk: Chunk, elementCount: Int) throws { try framer.fill(chunk, elementCount: elementCount) }

    /// Whether the EOF opcode has been read.
    var isFinished: Bool { framer.isFinished }

    /// Checks what follows the EOF opcode.
    func finish() throws -> DumpTrailer { try framer.finish() }

    /// Bytes of the RDB file.
    var byteCount: UInt64 { framer.byteCount }

    /// When the snapshot was taken, Unix seconds, where it says so.
    var takenAt: Int64? { framer.takenAt }
}

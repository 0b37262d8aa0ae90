import RedisDump

/// A run of whole elements of a snapshot: what one worker sanitizes at a time.
///
/// A chunk has one owner at any time: it is handed from the reader to a worker, to the writer, and back.
final class Chunk: PipelineItem, @unchecked Sendable {
    // Unchecked: the queues hand a chunk over under a lock, and whoever handed it over does not touch it again.

    /// The chunk's place in the snapshot.
    var number = 0
    /// Offset of its first byte in the RDB file.
    var offset: UInt64 = 0
    /// Bytes at its beginning that belong to the file's header.
    var headerCount = 0
    /// The bytes as they were read; those behind `end` belong to the next chunk.
    var input: ByteBuffer
    /// Bytes that belong to the chunk.
    var end = 0
    /// The sanitized bytes.
    var output: ByteBuffer
    /// CRC64 of `output`.
    var outputChecksum: UInt64 = 0
    /// The walker at the chunk's first record or element.
    var walker: DumpWalker
    /// What was read before.
    var entry: EntryState
    /// How many elements it has.
    var elementCount = 0
    /// Where records begin in `input`.
    var recordStarts: [Int] = []
    /// Why it could not be sanitized.
    var failure: (any Error)?

    private let ordinaryByteCount: Int

    init(byteCount: Int) {
        ordinaryByteCount = byteCount * 2
        input = ByteBuffer(capacity: byteCount + byteCount / 4)
        output = ByteBuffer(capacity: byteCount + byteCount / 4)
        walker = DumpWalker(family: .redis)
        entry = EntryState()
    }

    /// Gives back memory that one large string made the chunk take.
    func release() {
        input.removeAll()
        output.removeAll()
        input.shrink(toCapacity: ordinaryByteCount)
        output.shrink(toCapacity: ordinaryByteCount)
        entry.keyName = []
    }
}

import RedisDump

/// Writes sanitized chunks in the order of the file, and the checksum behind them.
struct OrderedWriter: ~Copyable {
    private let sink: any ByteSink
    private var checksum: UInt64 = 0
    /// Bytes written.
    private(set) var byteCount: UInt64 = 0

    init(_ sink: any ByteSink) { self.sink = sink }

    /// Writes the next chunk.
    mutating func write(_ chunk: Chunk) throws {
        try Self.write(chunk.output, to: sink)
        checksum = CRC64.combined(checksum, chunk.outputChecksum, count: chunk.output.count)
        byteCount += UInt64(chunk.output.count)
    }

    /// Writes what follows the end: a checksum where the input has one, and as much padding.
    mutating func finish(_ trailer: DumpTrailer, _ header: DumpHeader) throws {
        var tail = ByteBuffer(capacity: 64)
        if header.hasChecksum {
            tail.appendLittleEndian(trailer.checksum == .disabled ? 0 : checksum, byteCount: 8)
        }
        var padding = trailer.paddingCount
        repeat {
            while padding > 0, tail.count < 1 << 16 {
                tail.append(0)
                padding -= 1
            }
            try Self.write(tail, to: sink)
            byteCount += UInt64(tail.count)
            tail.removeAll()
        } while padding > 0
    }

    private static func write(_ buffer: borrowing ByteBuffer, to sink: any ByteSink) throws {
        try sink.write(buffer.span)
    }
}

import Masking
public import RedisDump
import Rules
import Synchronization

/// Sanitizes a snapshot: one thread reads and cuts, workers mask, the caller's thread writes in order.
///
/// The output does not depend on the number of workers or on where the chunks were cut. A fixed number of chunks
/// goes round, so memory depends on neither the snapshot's size nor its collections'; the largest single string is
/// held as a whole.
public enum Sanitizer {
    /// Sanitizes everything `source` gives into `sink`.
    ///
    /// Throws ``RedisDump/ReadError`` for a damaged snapshot, ``SanitizeError`` for one that is refused, and what source and
    /// sink throw. The first error in the order of the file wins. The checksum of the input is known only at the end: until this
    /// function returns, what was written must not be used. `progress` is called on the caller's thread, and may
    /// throw to end the run.
    public static func run(
        _ source: any ByteSource, into sink: any ByteSink, _ options: SanitizeOptions,
        progress: (SanitizeProgress) throws -> Void = { _ in }
    ) throws -> SanitizeResult {
        let reader = try SnapshotReader(source, chunkByteCount: options.chunkByteCount)
        let header = reader.header
        let tables = SmallDomainTables()
        let tallies = TallyBox(ruleCount: options.rules.rules.count)
        var writer = OrderedWriter(sink)
        try OrderedPipeline.run(
            pool: (0..<options.jobs * 2 + 1).map { _ in Chunk(byteCount: options.chunkByteCount) },
            jobs: options.jobs,
            fill: { try reader.fill($0) },
            makeWorker: { SanitizeWorker(options, header, tables, tallies) },
            consume: { chunk in
                try writer.write(chunk)
                try progress(
                    SanitizeProgress(
                        inputByteCount: chunk.offset + UInt64(chunk.end), outputByteCount: writer.byteCount))
                chunk.release()
            })
        let trailer = try reader.finish()
        try writer.finish(trailer, header)
        return SanitizeResult(
            header: header, envelope: reader.envelope, trailer: trailer, inputByteCount: reader.byteCount,
            outputByteCount: writer.byteCount, tally: tallies.sum, takenAt: reader.takenAt)
    }
}

/// A worker's own masker and scratch memory.
private final class SanitizeWorker: PipelineWorker {
    private var sanitizer: ChunkSanitizer
    private var strings = StringRewriter()
    private let tallies: TallyBox

    init(_ options: SanitizeOptions, _ header: DumpHeader, _ tables: SmallDomainTables, _ tallies: TallyBox) {
        sanitizer = ChunkSanitizer(options, header: header, tables: tables)
        self.tallies = tallies
    }

    func work(on chunk: Chunk) throws { try sanitizer.sanitize(chunk, with: &strings) }

    func finish() { tallies.add(sanitizer.tally) }
}

/// The sum of what the workers did.
private final class TallyBox: Sendable {
    private let tally: Mutex<Tally>

    init(ruleCount: Int) { tally = Mutex(Tally(ruleCount: ruleCount)) }

    func add(_ part: Tally) { tally.withLock { $0.add(part) } }

    var sum: Tally { tally.withLock { $0 } }
}

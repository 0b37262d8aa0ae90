import Foundation
import Masking
public import RedisDump
import Rules
import Synchronization

/// Sanitizes a snapshot: one thread reads and cuts, workers mask, the caller's thread writes in order.
///
///     read ─► cut ─► [ mask ] × jobs ─► write in order
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
        let dump = try DumpSource(source)
        let reader = try ReaderThread(dump, options)
        let pipeline = Pipeline(chunkCount: options.jobs * 2 + 2, chunkByteCount: options.chunkByteCount)
        let tables = SmallDomainTables()
        let header = reader.header
        let workers = DispatchGroup()
        for _ in 0..<max(options.jobs, 1) {
            workers.enter()
            Thread.detachNewThread {
                work(pipeline, options, header, tables)
                workers.leave()
            }
        }
        workers.enter()
        Thread.detachNewThread {
            reader.run(pipeline)
            workers.leave()
        }
        defer {
            pipeline.cancel()
            workers.wait()
        }
        var writer = OrderedWriter(sink)
        try writer.run(pipeline, progress)
        guard case .success(let end) = reader.result else { throw reader.failure }
        try writer.finish(end.trailer, header)
        workers.wait()
        var tally = Tally(ruleCount: options.rules.rules.count)
        for part in pipeline.tallies.withLock({ $0 }) { tally.add(part) }
        return SanitizeResult(
            header: header, envelope: dump.envelope, trailer: end.trailer, inputByteCount: end.byteCount,
            outputByteCount: writer.byteCount, tally: tally, takenAt: end.takenAt)
    }

    private static func work(
        _ pipeline: Pipeline, _ options: SanitizeOptions, _ header: DumpHeader, _ tables: SmallDomainTables
    ) {
        var sanitizer = ChunkSanitizer(options, header: header, tables: tables)
        var strings = StringRewriter()
        while let chunk = pipeline.read.take() {
            do {
                try sanitizer.sanitize(chunk, with: &strings)
            } catch {
                chunk.failure = error
            }
            pipeline.sanitized.give(chunk)
        }
        let tally = sanitizer.tally
        pipeline.tallies.withLock { $0.append(tally) }
    }
}

/// The queues that chunks go round in.
final class Pipeline: Sendable {
    /// Chunks to fill.
    let free = HandOver<Chunk>()
    /// Chunks to sanitize.
    let read = HandOver<Chunk>()
    /// Chunks to write, in any order.
    let sanitized = HandOver<Chunk>()
    /// What each worker did.
    let tallies = Mutex<[Tally]>([])
    /// How many chunks there are to write, once the reader knows.
    let chunkTotal = Mutex<Int?>(nil)

    init(chunkCount: Int, chunkByteCount: Int) {
        for _ in 0..<chunkCount { free.give(Chunk(byteCount: chunkByteCount)) }
    }

    /// Ends all threads that wait for chunks.
    func cancel() {
        free.close()
        read.close()
    }
}

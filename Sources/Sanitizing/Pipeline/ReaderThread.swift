import RedisDump
import Synchronization

/// Reads a snapshot into chunks, on a thread of its own.
///
/// Unchecked: made on one thread and handed to the one that runs it; the result is read after that thread has closed
/// the queues.
final class ReaderThread: @unchecked Sendable {
    /// What the reader knows at the end.
    struct End {
        var trailer: DumpTrailer
        var byteCount: UInt64
        var takenAt: Int64?
    }

    /// The snapshot's header.
    let header: DumpHeader
    /// How reading ended.
    private(set) var result: Result<End, any Error>?
    private var framer: Framer

    init(_ source: DumpSource, _ options: SanitizeOptions) throws {
        framer = try Framer(source, chunkByteCount: options.chunkByteCount)
        header = framer.header
    }

    /// The error that ended reading.
    var failure: any Error {
        if case .failure(let error) = result { return error }
        return SanitizeError(.refused, at: 0, "the run was cancelled")
    }

    func run(_ pipeline: Pipeline) {
        var count = 0
        do {
            while !framer.isFinished {
                guard let chunk = pipeline.free.take() else { return finish(pipeline, count) }
                try framer.fill(chunk)
                count += 1
                pipeline.read.give(chunk)
            }
            let trailer = try framer.finish()
            result = .success(End(trailer: trailer, byteCount: framer.byteCount, takenAt: framer.takenAt))
        } catch {
            result = .failure(error)
        }
        finish(pipeline, count)
    }

    private func finish(_ pipeline: Pipeline, _ count: Int) {
        pipeline.read.close()
        pipeline.chunkTotal.withLock { $0 = count }
        // Wakes the writer, which may be waiting for a chunk that will not come.
        pipeline.sanitized.close()
    }
}

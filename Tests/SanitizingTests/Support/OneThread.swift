import Masking
import RedisDump

@testable import Sanitizing

/// Sanitizes on the caller's thread, with permutation tables that all runs share.
///
/// The parts are those of ``Sanitizer``, without its threads: for tests that make thousands of runs, in which starting
/// threads and making tables of a million numbers would take all the time.
enum OneThread {
    private static let tables = SmallDomainTables(byteLimit: 256 << 20)

    static func sanitized(_ bytes: [UInt8], _ options: SanitizeOptions, steps: [Int] = []) throws -> [UInt8] {
        let dump = try DumpSource(MemorySource(bytes, steps: steps))
        var framer = try Framer(dump, chunkByteCount: options.chunkByteCount)
        var sanitizer = ChunkSanitizer(options, header: framer.header, tables: tables)
        var strings = StringRewriter()
        let sink = MemorySink()
        var writer = OrderedWriter(sink)
        let chunk = Chunk(byteCount: options.chunkByteCount)
        while !framer.isFinished {
            try framer.fill(chunk)
            try sanitizer.sanitize(chunk, with: &strings)
            try writer.write(chunk)
            chunk.release()
        }
        try writer.finish(try framer.finish(), framer.header)
        return sink.bytes
    }
}

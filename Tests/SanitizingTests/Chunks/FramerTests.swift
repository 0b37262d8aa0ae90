import RedisDump
import Testing

@testable import Sanitizing

/// Where the framer cuts, and how much it holds.
struct FramerTests {
    @Test func `what is read ahead stays small after a string much larger than a chunk`() throws {
        let chunkByteCount = 4096
        var writer = DumpWriter()
        writer.pair("large", String(repeating: "x", count: 6 * chunkByteCount - 500))
        for number in 0..<20_000 { writer.pair("key\(number)", "value") }
        let bytes = writer.finished()

        var framer = try Framer(DumpSource(MemorySource(bytes)), chunkByteCount: chunkByteCount)
        let chunk = Chunk(byteCount: chunkByteCount)
        var carried: [Int] = []
        var total = 0
        while !framer.isFinished {
            try framer.fill(chunk)
            carried.append(chunk.input.count - chunk.end)
            total += chunk.end
        }
        #expect(total == bytes.count - 8)
        #expect(carried.allSatisfy { $0 <= 6 * chunkByteCount }, "\(carried.max() ?? 0) bytes were carried over")
        #expect(carried.suffix(carried.count / 2).allSatisfy { $0 <= chunkByteCount })
    }
}

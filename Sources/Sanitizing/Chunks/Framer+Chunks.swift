import RedisDump

extension Framer {
    /// Hands over chunk after chunk to who only reads, with the bytes of the RDB file read so far, until the EOF opcode is
    /// read or `body` wants no more.
    mutating func forEachChunk(_ body: (Chunk, UInt64) throws -> Bool) throws {
        let chunk = Chunk(byteCount: chunkByteCount)
        while !isFinished {
            try fill(chunk)
            let wantsMore = try body(chunk, byteCount)
            chunk.release()
            if !wantsMore { return }
        }
    }
}

public import RedisDump

/// Reads a snapshot and counts what is in it.
///
/// Elements are walked over, not looked into: of packed collections only the header is read, of key names what they
/// look like. Memory depends on the largest string and on the number of databases, not on the size of the file.
public enum Inspector {
    /// Reads everything `source` gives.
    ///
    /// Throws ``RedisDump/ReadError`` for a damaged snapshot, and what the source throws. `progress` gets the bytes of the RDB file
    /// read so far, and may throw to end the run.
    public static func run(
        _ source: any ByteSource, _ options: InspectOptions, progress: (UInt64) throws -> Void = { _ in }
    ) throws -> Inspection {
        let dump = try DumpSource.unwrapping(source)
        var framer = try Framer(dump, chunkByteCount: options.chunkByteCount)
        var tally = InspectionTally(framer.header, options)
        try framer.forEachChunk { chunk, count in
            try tally.add(chunk)
            try progress(count)
            return true
        }
        let trailer = try framer.finish()
        return tally.inspection(envelope: dump.envelope, trailer: trailer, byteCount: framer.byteCount)
    }
}

public import RedisDump

/// Reads a snapshot once and drafts rules for it.
///
/// Every key is counted under its template; of each template the first values are looked into. Memory depends on the number of
/// templates, which is limited, not on the size of the file.
public enum Suggester {
    /// Reads everything `source` gives. Throws ``RedisDump/ReadError`` for a damaged snapshot.
    public static func run(
        _ source: any ByteSource, templateLimit: Int = 200, chunkByteCount: Int = 1 << 20,
        progress: (UInt64) throws -> Void = { _ in }
    ) throws -> Suggestion {
        let dump = try DumpSource(source)
        var framer = try Framer(dump, chunkByteCount: chunkByteCount)
        var tally = SuggestionTally(framer.header, templateLimit: templateLimit)
        try framer.forEachChunk { chunk, count in
            try tally.add(chunk)
            try progress(count)
            return true
        }
        _ = try framer.finish()
        return Suggestion(keys: tally.keyCount, drafts: tally.drafts, otherKeys: tally.otherKeys)
            .withoutUnreachable()
    }
}

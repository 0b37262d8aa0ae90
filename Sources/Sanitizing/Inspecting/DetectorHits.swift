import Masking
public import RedisDump

/// Counts what the detector finds in all strings of a snapshot, by kind.
public enum DetectorHits {
    /// Reads everything `source` gives. Throws ``RedisDump/ReadError`` for a damaged snapshot.
    public static func count(
        _ source: any ByteSource, chunkByteCount: Int = 1 << 20
    ) throws -> [String: Int] {
        let dump = try DumpSource(source)
        var framer = try Framer(dump, chunkByteCount: chunkByteCount)
        var walk = HitWalk(framer.header)
        try framer.forEachChunk { chunk, _ in
            try walk.add(chunk)
            return true
        }
        _ = try framer.finish()
        return walk.hits
    }
}

/// The strings of chunk after chunk, scanned.
private struct HitWalk: ~Copyable {
    private var walker: DumpWalker
    private let scanner = TokenScanner()
    private var text = ByteBuffer(capacity: 1 << 12)
    private var findings: [Finding] = []
    private(set) var hits: [String: Int] = [:]

    init(_ header: DumpHeader) { walker = DumpWalker(family: header.family) }

    mutating func add(_ chunk: Chunk) throws(ReadError) {
        try walk(chunk.input, chunk.headerCount, chunk.end, chunk.offset)
    }

    private mutating func walk(
        _ input: borrowing ByteBuffer, _ start: Int, _ end: Int, _ offset: UInt64
    ) throws(ReadError) {
        var cursor = ByteCursor(input.span(0..<end), baseOffset: offset, position: start)
        while !cursor.isAtEnd {
            let atom = try walker.step(&cursor)
            guard atom.string.end > 0 else { continue }
            text.removeAll()
            text.shrink(toCapacity: 4 << 20)
            try atom.string.appendPlain(from: cursor.bytes, offset: offset, to: &text)
            findings.removeAll(keepingCapacity: true)
            Self.scan(text, scanner, into: &findings)
            for finding in findings where finding.confidence >= .medium { hits[finding.kind.name, default: 0] += 1 }
        }
    }

    private static func scan(
        _ text: borrowing ByteBuffer, _ scanner: TokenScanner, into findings: inout [Finding]
    ) { scanner.scan(text.span, into: &findings) }
}

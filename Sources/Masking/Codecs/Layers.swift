/// What a value is written in, from the outside to the inside, as far as one value stands for one other.
public struct Layers: Sendable, Equatable {
    /// Names of codecs; the last one may be a format of documents.
    public private(set) var names: [String] = []
    /// What stands inside of all of them.
    public private(set) var plain: [UInt8]

    /// Nothing is looked at that is larger when it is unpacked.
    private static let largestCount = 16 << 20

    /// Takes a value out of the encodings that a treatment names, and of those that are recognized.
    public init(_ value: [UInt8], _ treatment: Treatment) {
        plain = value
        open(treatment)
    }

    private mutating func open(_ treatment: Treatment) {
        var treatment = treatment
        for _ in 0..<Nesting.deepest {
            switch treatment {
            case .kind(.detect):
                switch Recognition.candidate(plain.span) {
                case .encoded(let encoding): guard open(encoding) else { return nameJSON() }
                case .document(let format): return nameDocument(format)
                case nil: return nameJSON()
                }
            case .kind: return
            case .document(let format, _): return nameDocument(format)
            case .encoded(let encoding, let inner):
                _ = open(encoding)
                treatment = inner
            }
        }
    }

    private mutating func nameJSON() {
        if let first = plain.first, first == 0x7B || first == 0x5B { nameDocument(.json) }
    }

    private mutating func nameDocument(_ format: DocumentFormat) {
        var text = plain
        let span = text.mutableSpan
        var found = LeafCollector()
        let isOne =
            format == .json || format == .ndjson
            ? JSONDocument.isOne(span, 0..<span.count)
            : format.parse(span.span, 0..<span.count, nil, into: &found)
        if isOne { names.append(format.rawValue) }
    }

    private mutating func open(_ encoding: Encoding) -> Bool {
        var inside: [UInt8] = []
        guard Self.decode(encoding, plain.span, into: &inside) else { return false }
        names.append(encoding.rawValue)
        plain = inside
        return true
    }

    private static func decode(_ encoding: Encoding, _ bytes: Span<UInt8>, into plain: inout [UInt8]) -> Bool {
        let all = 0..<bytes.count
        func unpack<Form: Archive>(_ archive: Form) -> Bool {
            var archive = archive
            return archive.isMarked(bytes) && archive.unpack(bytes, limit: largestCount, into: &plain)
        }
        switch encoding {
        case .base64:
            guard let form = Base64Form(bytes, all) else { return false }
            form.decode(bytes, into: &plain)
            return true
        case .percent:
            guard PercentText.isUsed(bytes, all) else { return false }
            PercentText.read(bytes, all, into: &plain)
            return true
        case .prefixed:
            guard let count = CompressionPrefix.count(bytes, all) else { return false }
            for index in count..<bytes.count { plain.append(bytes[index]) }
            return true
        case .gzip, .zlib, .deflate: return unpack(DeflateArchive(encoding))
        case .zstd: return unpack(ZstdArchive())
        case .lz4: return unpack(LZ4Archive())
        case .snappy: return unpack(SnappyArchive())
        }
    }
}

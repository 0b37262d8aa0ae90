/// Ways into values: documents and encodings, as a rule names them or as they are recognized.
extension Masker {
    /// Masks the bytes of a range as a treatment says, in the context that holds.
    mutating func mask(_ treatment: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        switch treatment {
        case .kind(let kind): mask(kind, &text, range)
        case .document(let format, let paths):
            if range.isEmpty || openDocument(format, paths, &text, range) { return }
            // A value in another format is no loss: it is counted there.
            if format != .json, openDocument(.json, nil, &text, range) { return }
            let openings = openings
            mask(Kind.detect, &text, range)
            if self.openings == openings { codecs.add(format, isOpaque: true) }
        case .encoded(let encoding, _):
            if range.isEmpty || opens(treatment, &text, range) { return }
            // A word among the leaves of a document need not be in the encoding that others of them are in.
            if nesting.depth == 0 { codecs.add(encoding, isOpaque: true) }
            mask(Kind.detect, &text, range)
        }
    }

    /// Masks a value inside as a treatment says, or as a whole where it is damaged; false when nothing that the treatment
    /// names is there.
    private mutating func opens(
        _ treatment: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Bool {
        switch treatment {
        case .kind(let kind):
            if kind == .keep { return false }
            mask(kind, &text, range)
            return true
        case .document(let format, let paths): return openDocument(format, paths, &text, range)
        case .encoded(let encoding, let inner):
            switch openEncoded(encoding, inner, &text, range) {
            case .masked: codecs.add(encoding, isOpaque: false)
            case .damaged, .unfit:
                codecs.add(encoding, isOpaque: true)
                maskWhole(&text, range)
            case .absent: return opens(inner, &text, range)
            }
            return true
        }
    }

    /// Masks a document leaf by leaf; false when it is none, or has no name that is text where it needs one.
    mutating func openDocument(
        _ format: DocumentFormat, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>,
        needsTextName: Bool = false
    ) -> Bool {
        guard nesting.depth < Nesting.deepest, format.isText || !nesting.context.contains(.staysText) else {
            return false
        }
        if format == .json || format == .ndjson {
            guard JSONDocument.isOne(text, range) else { return false }
            nesting.depth += 1
            maskJSON(&text, range, paths)
            nesting.depth -= 1
        } else {
            let mayMerge = nesting.context.contains(.opens)
            var found = collectors.popLast() ?? LeafCollector(named: named, mayMerge: mayMerge)
            defer { collectors.append(found) }
            found.mayMerge = mayMerge
            guard format.parse(text.span, range, paths, into: &found), !found.isOverfull,
                !needsTextName || found.hasTextName
            else { return false }
            nesting.depth += 1
            mask(found, paths, &text)
            nesting.depth -= 1
        }
        codecs.add(format, isOpaque: false)
        openings += 1
        return true
    }

    /// What became of an encoded value.
    enum Opened {
        case masked
        /// It is not in that encoding at all: shorter values are often left uncompressed.
        case absent
        /// It has the mark of the encoding, and cannot be taken out of it.
        case damaged
        /// It cannot be put back in within its length.
        case unfit
    }

    /// Masks what an encoding stands for.
    mutating func openEncoded(
        _ encoding: Encoding, _ inner: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Opened {
        guard nesting.depth < Nesting.deepest else { return .damaged }
        openings += 1
        let outer = nesting
        defer { nesting = outer }
        nesting.depth += 1
        switch encoding {
        case .base64: return openBase64(inner, &text, range)
        case .percent:
            guard PercentText.isUsed(text.span, range) else { return .absent }
            var plain = json.takeBuffer()
            PercentText.read(text.span, range, into: &plain)
            nesting.context.insert(.staysText)
            var span = plain.mutableSpan
            mask(inner, &span, 0..<span.count)
            PercentText.write(span.span, over: &text, range)
            json.giveBack(plain)
            return .masked
        case .prefixed:
            guard let count = CompressionPrefix.count(text.span, range) else { return .absent }
            mask(inner, &text, range.lowerBound + count..<range.upperBound)
            return .masked
        case .gzip, .zlib, .deflate: return openArchive(DeflateArchive(encoding), encoding, inner, &text, range)
        case .zstd: return openArchive(ZstdArchive(), encoding, inner, &text, range)
        case .lz4: return openArchive(LZ4Archive(), encoding, inner, &text, range)
        case .snappy: return openArchive(SnappyArchive(), encoding, inner, &text, range)
        }
    }

    /// Masks a value that could not be opened: as text where it is text, as bytes otherwise.
    mutating func maskWhole(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let outer = nesting.context
        nesting.context.remove(.opens)
        mask(Kind.opaque, &text, range)
        nesting.context = outer
    }

    private mutating func openBase64(
        _ inner: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Opened {
        guard let form = Base64Form(text.span, range) else { return .absent }
        var plain = json.takeBuffer()
        defer { json.giveBack(plain) }
        form.decode(text.span, into: &plain)
        nesting.context.remove(.staysText)
        var span = plain.mutableSpan
        let all = 0..<span.count
        switch inner {
        case .kind: mask(inner, &span, all)
        // Words that happen to be base64 are told by what is not in them.
        case .document(let format, let paths): guard openDocument(format, paths, &span, all) else { return .absent }
        case .encoded(let encoding, let innermost):
            switch openEncoded(encoding, innermost, &span, all) {
            case .masked: codecs.add(encoding, isOpaque: false)
            case .absent: return .absent
            case let other: return other
            }
        }
        form.encode(span.span, into: &text)
        return .masked
    }
}

extension DocumentFormat {
    /// Finds the leaves of a document; false when it is none, or not from the first byte to the last.
    func parse(_ text: Span<UInt8>, _ range: Range<Int>, _ paths: DocumentPaths?, into found: inout LeafCollector)
        -> Bool
    {
        let bytes = text.extracting(range)
        found.begin(at: range.lowerBound, paths)
        switch self {
        case .json, .ndjson: return false
        case .msgpack: return MessagePack.parse(bytes, into: &found)
        case .php:
            if PHPSerialized.parse(bytes, into: &found) { return true }
            found.begin(at: range.lowerBound, paths)
            return PHPSerialized.parseSession(bytes, into: &found)
        case .pickle: return Pickle.parse(bytes, into: &found)
        case .cbor: return CBOR.parse(bytes, into: &found)
        case .bson: return BSON.parse(bytes, into: &found)
        case .java: return JavaSerialized.parse(bytes, into: &found)
        case .marshal: return RubyMarshal.parse(bytes, into: &found)
        case .protobuf: return Protobuf.parse(bytes, into: &found)
        case .xml: return Markup.parse(bytes, into: &found)
        case .form: return FormText.parse(bytes, into: &found)
        }
    }
}

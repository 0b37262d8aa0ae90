/// Recognizes documents and archives by their content, where no rule says what a value is.
///
/// Only what begins with an unmistakable mark is looked at, and only what can be read from its first byte to its last is
/// taken for what it seems to be. Sessions of PHP and forms have no mark, but begin with a name and what belongs behind one.
/// Formats without either (protobuf, pickles of protocol 0, deflate) are opened by rules alone.
enum Recognition {
    /// What a value may be.
    enum Candidate {
        case document(DocumentFormat)
        case encoded(Encoding)
    }

    /// The shortest base64 that is opened.
    static let shortestBase64 = 24

    /// Whether a value may be anything that is recognized, by a byte or two: most values end here.
    @inline(__always)
    static func mayBegin(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        if mayBeBSON(text, range) || NamedValues.mayBegin(text, range) { return true }
        let first = text[range.lowerBound]
        switch first {
        // gzip, zstd, lz4 or Marshal, snappy, Java, markup, MessagePack, CBOR, pickle.
        case 0x1F, 0x28, 0x04, 0xFF, 0xAC, 0x3C, 0x80...0xBF, 0xD9, 0xDC...0xDF: return true
        // zlib, or a text that begins with an x.
        case 0x78:
            guard range.count > 1 else { return false }
            let flags = text[range.lowerBound + 1]
            return flags == 0x01 || flags == 0x5E || flags == 0x9C || flags == 0xDA
        // PHP: a, O, s, C and a colon.
        case 0x61, 0x4F, 0x73, 0x43: return range.count > 1 && text[range.lowerBound + 1] == 0x3A
        // The base64 of what is above, and of JSON: B H K P T W Y c e g h i j r.
        case 0x42, 0x48, 0x4B, 0x50, 0x54, 0x57, 0x59, 0x63, 0x65, 0x67...0x6A, 0x72:
            return range.count >= shortestBase64
        default: return false
        }
    }

    /// Whether what a value is masked to may depend on the place where it stands: it could be opened, or what is in it
    /// could. What is binary depends on its place too, and is not told here.
    @inline(__always)
    static func dependsOnContext(
        _ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Bool {
        let first = text[range.lowerBound]
        // Digits and most small letters begin nothing, but names of values.
        if (first &- 0x30 < 10 || first &- 0x6B < 7) && !mayBeBSON(text, range) {
            return NamedValues.mayBegin(text, range)
        }
        return first == 0x7B || first == 0x5B || kind == .json || mayBegin(text, range)
    }

    /// Whether a document of BSON may lie here: it begins with its length and ends with a zero.
    @inline(__always)
    static func mayBeBSON(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        text[range.upperBound - 1] == 0 && range.count >= 5
            && text[range.lowerBound] == UInt8(truncatingIfNeeded: range.count)
            && text[range.lowerBound + 1] == UInt8(truncatingIfNeeded: range.count >> 8)
    }

    /// What bytes may be, by their beginning.
    static func candidate(_ bytes: Span<UInt8>) -> Candidate? {
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x1F, 0x8B, 0x08, _): return .encoded(.gzip)
        case (0x78, 0x01, _, _), (0x78, 0x5E, _, _), (0x78, 0x9C, _, _), (0x78, 0xDA, _, _): return .encoded(.zlib)
        case (0x28, 0xB5, 0x2F, 0xFD): return .encoded(.zstd)
        case (0x04, 0x22, 0x4D, 0x18): return .encoded(.lz4)
        case (0xFF, 0x06, 0x00, 0x00): return .encoded(.snappy)
        case (0xAC, 0xED, 0x00, 0x05): return .document(.java)
        case (0x04, 0x08, _, _): return .document(.marshal)
        case (0x80, 0x02...0x05, _, _) where bytes[bytes.count - 1] == 0x2E: return .document(.pickle)
        case (0x61, 0x3A, let digit, _), (0x4F, 0x3A, let digit, _), (0x73, 0x3A, let digit, _),
            (0x43, 0x3A, let digit, _):
            return digit &- 0x30 < 10 ? .document(.php) : nil
        case (0x3C, 0x3F, 0x78, 0x6D), (0x3C, 0x21, 0x44, 0x4F), (0x3C, 0x21, 0x64, 0x6F), (0x3C, 0x68, 0x74, 0x6D),
            (0x3C, 0x48, 0x54, 0x4D):
            return .document(.xml)
        case (0x80...0x9F, _, _, _), (0xDC...0xDF, _, _, _): return .document(.msgpack)
        case (0xA1...0xBF, _, _, _), (0xD9, 0xD9, 0xF7, _): return .document(.cbor)
        default: return NamedValues.format(bytes).map(Candidate.document) ?? base64Candidate(bytes)
        }
    }

    /// Base64, if it begins as the base64 of something does that is recognized.
    private static func base64Candidate(_ bytes: Span<UInt8>) -> Candidate? {
        guard bytes.count >= shortestBase64, let beginning = Base64Form.beginning(bytes, 0) else { return nil }
        switch (beginning >> 16, beginning >> 8 & 0xFF, beginning & 0xFF) {
        case (0x1F, 0x8B, 0x08), (0x28, 0xB5, 0x2F), (0x04, 0x22, 0x4D), (0xAC, 0xED, 0x00), (0x04, 0x08, _),
            (0x78, 0x01, _), (0x78, 0x5E, _), (0x78, 0x9C, _), (0x78, 0xDA, _), (0x80, 0x02...0x05, _),
            (0x81...0x8F, 0xA1...0xBF, _), (0x3C, 0x3F, 0x78), (0x3C, 0x21, 0x44), (0x3C, 0x68, 0x74),
            (0x61, 0x3A, 0x30...0x39), (0x4F, 0x3A, 0x30...0x39), (0x73, 0x3A, 0x30...0x39):
            return .encoded(.base64)
        case (0x7B, let second, _), (0x5B, let second, _):
            switch second {
            case 0x22, 0x7B, 0x7D, 0x5B, 0x5D, 0x20, 0x0A, 0x0D, 0x30...0x39: return .encoded(.base64)
            default: return nil
            }
        default: return nil
        }
    }
}

extension Masker {
    /// Opens a value that is recognized, and masks what is inside. False when it is to be masked as a whole.
    mutating func open(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard nesting.depth < Nesting.deepest else { return false }
        if Recognition.mayBeBSON(text, range), openDocument(.bson, nil, &text, range) { return true }
        switch Recognition.candidate(text.span.extracting(range)) {
        case nil: return false
        case .document(.msgpack):
            return openDocument(.msgpack, nil, &text, range, needsTextName: true)
                || openDocument(.cbor, nil, &text, range, needsTextName: true)
        case .document(let format):
            if openDocument(format, nil, &text, range, needsTextName: format == .cbor) { return true }
            // The mark of a pickle begins an empty map of MessagePack, which is no whole one then.
            return false
        case .encoded(.base64): return openRecognizedBase64(&text, range)
        case .encoded(let encoding):
            switch openEncoded(encoding, .detect, &text, range) {
            case .masked:
                codecs.add(encoding, isOpaque: false)
                return true
            case .unfit:
                codecs.add(encoding, isOpaque: true)
                maskWhole(&text, range)
                return true
            case .absent, .damaged: return false
            }
        }
    }

    /// Base64 is opened when there is something inside that is recognized.
    private mutating func openRecognizedBase64(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let form = Base64Form(text.span, range) else { return false }
        var plain = json.takeBuffer()
        defer { json.giveBack(plain) }
        form.decode(text.span, into: &plain)
        let outer = nesting
        defer { nesting = outer }
        nesting.depth += 1
        nesting.context.remove(.staysText)
        var span = plain.mutableSpan
        let all = 0..<span.count
        guard openDocument(.json, nil, &span, all) || open(&span, all) else { return false }
        form.encode(span.span, into: &text)
        openings += 1
        codecs.add(.base64, isOpaque: false)
        return true
    }
}

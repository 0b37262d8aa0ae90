import RedisDump

/// Where the chunks of a pair begin in their files.
struct PairPlace {
    var rawOffset: UInt64
    var offset: UInt64
}

/// Two strings at the same place of both files.
struct PairStrings: ~Copyable {
    private var finds: [Token.Find] = []
    var raw = ByteBuffer(capacity: 1 << 16)
    var sanitized = ByteBuffer(capacity: 1 << 16)
    var layers = LayerWalk()
    private var comparison = PackedComparison()

    /// The hash of the sanitized string.
    func hash(seed: UInt64) -> UInt64 { StringHash.of(sanitized.span, seed: seed) }

    /// The original as text.
    var rawText: String {
        let text = raw.span
        return String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    }

    /// Unpacks both.
    mutating func unpack(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ place: PairPlace
    ) throws {
        try unpackRaw(rawAtom, rawBytes, place)
        sanitized.removeAll()
        sanitized.shrink(toCapacity: 4 << 20)
        do throws(ReadError) {
            try atom.string.appendPlain(from: bytes, offset: place.offset, to: &sanitized)
        } catch {
            throw SanitizedError(error: error)
        }
    }

    /// Unpacks both and compares how they are stored; says what differs.
    mutating func compareForms(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ place: PairPlace
    ) throws -> String? {
        let (a, b) = (rawAtom.string, atom.string)
        // A string that packs less well than before may be stored raw: the server unpacks it all the same.
        guard a.encoding == b.encoding || a.encoding == .lzf && b.encoding == .raw else {
            return "a string is stored in another encoding"
        }
        try unpack(rawAtom, rawBytes, atom, bytes, place)
        guard raw.count == sanitized.count else { return "a string has another length" }
        guard Self.isInteger(raw.span) == Self.isInteger(sanitized.span) else {
            return "a string would become an integer on the server, or stop being one"
        }
        return nil
    }

    /// Compares what is inside, and collects masked tokens.
    mutating func compareContent(
        _ role: Role, _ place: PairPlace, _ findings: inout PairFindings
    ) throws -> (promise: Verification.Promise, message: String)? {
        findings.part.bytes += raw.count
        if raw.span.hasSameBytes(as: sanitized.span), role != .listpackHashWithExpiry {
            findings.part.unchangedStrings += 1
            findings.part.unchangedBytes += raw.count
            return nil
        }
        if role == .stringValue || role == .key, Self.isInteger(raw.span), !Self.isSameShare(raw.span, sanitized.span) {
            return (.everyShapeStays, "an integer that the server shares became one that it does not")
        }
        let problem: PackedComparison.Problem?
        do throws(ReadError) {
            problem = try comparison.compare(role, raw, sanitized)
        } catch {
            throw SanitizedError(error: error.moved(by: place.offset))
        }
        for distance in comparison.expiryDistances { findings.note(expiry: distance) }
        if let problem { return problem }
        collectTokens(&findings)
        return nil
    }

    // MARK: Tokens

    /// Notes what was masked: in the strings, and in all that is written inside of them.
    private mutating func collectTokens(_ findings: inout PairFindings) {
        let opened = layers.collect(raw, sanitized, into: &findings.tokens)
        findings.part.layers.add(opened)
    }

    /// Looks for masked tokens in the sanitized string, and in all that is written inside of it.
    mutating func search(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ place: PairPlace,
        _ filters: TokenFilters, _ key: UInt64, _ findings: inout PairFindings
    ) throws {
        sanitized.removeAll()
        sanitized.shrink(toCapacity: 4 << 20)
        try atom.string.appendPlain(from: bytes, offset: place.offset, to: &sanitized)
        finds.removeAll(keepingCapacity: true)
        Token.find(in: sanitized, filters, path: 0, into: &finds)
        if rawAtom.role == .functionCode { dropStubWords() }
        layers.search(sanitized, filters, into: &finds)
        if finds.isEmpty { return }
        // Only now is it of interest what stood there before.
        try unpackRaw(rawAtom, rawBytes, place)
        let offset = place.rawOffset + UInt64(rawAtom.start)
        let isSorted = rawAtom.role == .ziplistZset || rawAtom.role == .listpackZset
        layers.judge(
            finds, raw, sanitized, leakBits: filters.leakBits, isSorted: isSorted, key, offset, &findings)
    }

    /// Code that was replaced is replaced by code: these words of it say nothing.
    private mutating func dropStubWords() {
        finds = finds.filter { find in
            let text = sanitized.span
            return !["register", "function"].contains(String(decoding: find.range.map { text[$0] }, as: UTF8.self))
        }
    }

    private mutating func unpackRaw(_ atom: Atom, _ bytes: Span<UInt8>, _ place: PairPlace) throws {
        raw.removeAll()
        raw.shrink(toCapacity: 4 << 20)
        try atom.string.appendPlain(from: bytes, offset: place.rawOffset, to: &raw)
    }

    /// Whether masked tokens of the raw string are among the suspects; those are found again.
    mutating func confirm(_ suspects: Set<UInt64>, _ findings: inout PairFindings) {
        findings.tokens.removeAll(keepingCapacity: true)
        collectTokens(&findings)
        for token in findings.tokens where suspects.contains(token.token) {
            findings.confirmed.append(token.token)
        }
        findings.tokens.removeAll(keepingCapacity: true)
    }

    // MARK: Integers

    /// Whether Redis stores the string as an integer.
    private static func isInteger(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, text.count <= 20, text[0] == 0x2D || text[0] &- 0x30 < 10 else { return false }
        let string = String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        return Int64(string).map { String($0) == string } ?? false
    }

    /// Redis keeps one copy of each integer from 0 to 9999 for all keys.
    private static func isSameShare(_ raw: Span<UInt8>, _ sanitized: Span<UInt8>) -> Bool {
        let isShared = raw.count <= 4 && raw[0] != 0x2D
        return isShared == (sanitized.count <= 4 && sanitized[0] != 0x2D)
    }

}

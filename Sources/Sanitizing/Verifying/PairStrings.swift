import RedisDump

/// Where the chunks of a pair begin in their files.
struct PairPlace {
    var rawOffset: UInt64
    var offset: UInt64
}

/// Two strings at the same place of both files.
struct PairStrings: ~Copyable {
    /// Where a masked token seems to stand.
    private struct Find {
        var range: Range<Int>
        var hash: UInt64
    }

    private var finds: [Find] = []
    private var raw = ByteBuffer(capacity: 1 << 16)
    private var sanitized = ByteBuffer(capacity: 1 << 16)
    private var rawText = ByteBuffer(capacity: 1 << 12)
    private var sanitizedText = ByteBuffer(capacity: 1 << 12)
    private var comparison = PackedComparison()

    /// The hash of the sanitized string.
    func hash(seed: UInt64) -> UInt64 { StringHash.of(sanitized.span, seed: seed) }

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

    private mutating func collectTokens(_ findings: inout PairFindings) {
        Self.collectTokens(raw, sanitized, &findings)
        if JSONText.unescape(raw, into: &rawText), JSONText.unescape(sanitized, into: &sanitizedText),
            rawText.count == sanitizedText.count
        {
            Self.collectTokens(rawText, sanitizedText, &findings)
        }
    }

    /// Notes every run of the raw text that differs in the sanitized one.
    private static func collectTokens(
        _ rawBuffer: borrowing ByteBuffer, _ buffer: borrowing ByteBuffer, _ findings: inout PairFindings
    ) {
        let raw = rawBuffer.span
        let text = buffer.span
        var start = 0
        while start < raw.count {
            guard Token.isPart(raw[start]) else {
                start += 1
                continue
            }
            var end = start
            var difference: UInt8 = 0
            while end < raw.count, Token.isPart(raw[end]) {
                difference |= raw[end] ^ text[end]
                end += 1
            }
            if difference != 0, end - start >= Token.shortest {
                var window: UInt64 = 0
                for index in start..<start + Token.shortest { window = window << 8 | UInt64(raw[index]) }
                let hash = Token.hash(raw, start..<min(end, start + Token.longest))
                findings.tokens.append((hash, Token.prefixHash(window)))
            }
            start = end
        }
    }

    /// Looks for masked tokens in the sanitized string.
    mutating func search(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ place: PairPlace,
        _ filters: TokenFilters, _ key: UInt64, _ findings: inout PairFindings
    ) throws {
        sanitized.removeAll()
        sanitized.shrink(toCapacity: 4 << 20)
        try atom.string.appendPlain(from: bytes, offset: place.offset, to: &sanitized)
        finds.removeAll(keepingCapacity: true)
        Self.search(sanitized, filters, &finds)
        if rawAtom.role == .functionCode { dropStubWords() }
        let offset = place.rawOffset + UInt64(rawAtom.start)
        var hasRaw = false
        if !finds.isEmpty {
            // Only now is it of interest what stood there before.
            try unpackRaw(rawAtom, rawBytes, place)
            hasRaw = true
            Self.judge(finds, raw, sanitized, filters.leakBits, key, offset, &findings)
        }
        guard JSONText.unescape(sanitized, into: &sanitizedText) else { return }
        finds.removeAll(keepingCapacity: true)
        Self.search(sanitizedText, filters, &finds)
        if finds.isEmpty { return }
        if !hasRaw { try unpackRaw(rawAtom, rawBytes, place) }
        if JSONText.unescape(raw, into: &rawText), rawText.count == sanitizedText.count {
            Self.judge(finds, rawText, sanitizedText, filters.leakBits, key, offset, &findings)
        }
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

    private static func search(
        _ buffer: borrowing ByteBuffer, _ filters: TokenFilters, _ finds: inout [Find]
    ) {
        let text = buffer.span
        var index = 0
        var runStart = 0
        var window: UInt64 = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            guard Token.isPart(byte) else {
                runStart = index
                continue
            }
            window = window << 8 | UInt64(byte)
            guard index - runStart >= Token.shortest else { continue }
            if filters.mayContain(prefix: Token.prefixHash(window)) {
                tryLengths(text, index - Token.shortest, filters, &finds)
            }
        }
    }

    /// A token may begin here: tries every length.
    private static func tryLengths(_ text: Span<UInt8>, _ start: Int, _ filters: TokenFilters, _ finds: inout [Find]) {
        var end = start
        while end < text.count, end - start < Token.longest, Token.isPart(text[end]) {
            end += 1
            guard end - start >= Token.shortest else { continue }
            let hash = Token.hash(text, start..<end)
            if filters.mayContain(token: hash) { finds.append(Find(range: start..<end, hash: hash)) }
        }
    }

    /// Tells what stays in its place from what has come by chance, and both from what must not be there.
    private static func judge(
        _ finds: [Find], _ rawBuffer: borrowing ByteBuffer, _ buffer: borrowing ByteBuffer, _ leakBits: Double,
        _ key: UInt64, _ offset: UInt64, _ findings: inout PairFindings
    ) {
        let raw = rawBuffer.span
        let text = buffer.span
        guard raw.count == text.count else { return }
        for find in finds {
            if raw.extracting(find.range).hasSameBytes(as: text.extracting(find.range)) {
                findings.part.keptOccurrences += 1
            } else if Token.bits(text, find.range) >= leakBits {
                findings.suspects.append(.init(hash: find.hash, key: key, offset: offset))
            } else {
                findings.part.coincidences += 1
            }
        }
    }

    /// Whether masked tokens of the raw string are among the suspects; those are found again.
    mutating func confirm(_ suspects: Set<UInt64>, _ findings: inout PairFindings) {
        findings.tokens.removeAll(keepingCapacity: true)
        collectTokens(&findings)
        for token in findings.tokens where suspects.contains(token.token) {
            findings.suspects.append(.init(hash: token.token, key: 0, offset: 0))
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

import RedisDump

/// Two strings at the same place of both files.
struct PairStrings: ~Copyable {
    private var raw = ByteBuffer(capacity: 1 << 16)
    /// The string of the sanitized file.
    private(set) var sanitized = ByteBuffer(capacity: 1 << 16)
    private var rawText = ByteBuffer(capacity: 1 << 12)
    private var sanitizedText = ByteBuffer(capacity: 1 << 12)
    private var comparison = PackedComparison()

    /// Unpacks both.
    mutating func unpack(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ pair: PairChunk
    ) throws {
        raw.removeAll()
        sanitized.removeAll()
        raw.shrink(toCapacity: 4 << 20)
        sanitized.shrink(toCapacity: 4 << 20)
        try rawAtom.string.appendPlain(from: rawBytes, offset: pair.raw.offset, to: &raw)
        do throws(ReadError) {
            try atom.string.appendPlain(from: bytes, offset: pair.sanitized.offset, to: &sanitized)
        } catch {
            throw SanitizedError(error: error)
        }
    }

    /// Unpacks both and compares how they are stored; says what differs.
    mutating func compareForms(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ pair: PairChunk
    ) throws -> String? {
        let (a, b) = (rawAtom.string, atom.string)
        // A string that packs less well than before may be stored raw: the server unpacks it all the same.
        guard a.encoding == b.encoding || a.encoding == .lzf && b.encoding == .raw else {
            return "a string is stored in another encoding"
        }
        try unpack(rawAtom, rawBytes, atom, bytes, pair)
        guard raw.count == sanitized.count else { return "a string has another length" }
        guard Self.isInteger(raw.span) == Self.isInteger(sanitized.span) else {
            return "a string would become an integer on the server, or stop being one"
        }
        pair.part.strings += 1
        pair.part.bytes += raw.count
        return nil
    }

    /// Compares what is inside, and collects masked tokens.
    mutating func compareContent(
        _ role: Role, _ pair: PairChunk
    ) throws -> (promise: Verification.Promise, message: String)? {
        if Self.isEqual(raw.span, sanitized.span) {
            pair.part.unchangedStrings += 1
            pair.part.unchangedBytes += raw.count
            return nil
        }
        if role == .stringValue || role == .key, Self.isInteger(raw.span), !Self.isSameShare(raw.span, sanitized.span) {
            return (.everyShapeStays, "an integer that the server shares became one that it does not")
        }
        let problem: PackedComparison.Problem?
        do throws(ReadError) {
            problem = try comparison.compare(role, raw, sanitized)
        } catch {
            throw SanitizedError(error: error.moved(by: pair.sanitized.offset))
        }
        if let problem { return problem }
        collectTokens(pair)
        return nil
    }

    // MARK: Tokens

    private mutating func collectTokens(_ pair: PairChunk) {
        Self.forEachMaskedToken(raw.span, sanitized.span) { text, range in
            Self.note(text, range, pair)
        }
        if JSONText.unescape(raw, into: &rawText), JSONText.unescape(sanitized, into: &sanitizedText),
            rawText.count == sanitizedText.count
        {
            Self.forEachMaskedToken(rawText.span, sanitizedText.span) { text, range in Self.note(text, range, pair) }
        }
    }

    private static func note(_ text: Span<UInt8>, _ range: Range<Int>, _ pair: PairChunk) {
        var hash = Token.seed
        var prefix: UInt64 = 0
        for (place, index) in range.enumerated() {
            hash = Token.hash(hash, text[index])
            if place == Token.shortest - 1 { prefix = Token.spread(hash) }
        }
        pair.tokens.append((Token.spread(hash), prefix))
    }

    /// Calls `body` for every run of the raw text that differs in the sanitized one.
    private static func forEachMaskedToken(
        _ raw: Span<UInt8>, _ sanitized: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>) -> Void
    ) {
        var start = 0
        while start < raw.count {
            guard Token.isPart(raw[start]) else {
                start += 1
                continue
            }
            var end = start
            var isMasked = false
            while end < raw.count, Token.isPart(raw[end]) {
                if raw[end] != sanitized[end] { isMasked = true }
                end += 1
            }
            if isMasked, end - start >= Token.shortest { body(raw, start..<min(end, start + Token.longest)) }
            start = end
        }
    }

    /// Looks for masked tokens in the sanitized string.
    mutating func search(
        _ rawAtom: Atom, _ rawBytes: Span<UInt8>, _ tokens: TokenFilter, _ prefixes: TokenFilter, _ key: UInt64,
        _ pair: PairChunk
    ) throws {
        let offset = pair.raw.offset + UInt64(rawAtom.start)
        Self.search(raw.span, sanitized.span, tokens, prefixes, key, offset, pair)
        if JSONText.unescape(sanitized, into: &sanitizedText), JSONText.unescape(raw, into: &rawText),
            rawText.count == sanitizedText.count
        {
            Self.search(rawText.span, sanitizedText.span, tokens, prefixes, key, offset, pair)
        }
    }

    private static func search(
        _ raw: Span<UInt8>, _ text: Span<UInt8>, _ tokens: TokenFilter, _ prefixes: TokenFilter, _ key: UInt64,
        _ offset: UInt64, _ pair: PairChunk
    ) {
        var start = 0
        while start < text.count {
            guard Token.isPart(text[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < text.count, Token.isPart(text[end]) { end += 1 }
            if end - start >= Token.shortest {
                pair.windowCount += end - start - Token.shortest + 1
                for first in start...end - Token.shortest {
                    var hash = Token.seed
                    for index in first..<first + Token.shortest { hash = Token.hash(hash, text[index]) }
                    guard prefixes.mayContain(Token.spread(hash), probes: 1) else { continue }
                    found(raw, text, first..<end, hash, tokens, key, offset, pair)
                }
            }
            start = end
        }
    }

    /// A token may begin here: tries every length.
    private static func found(
        _ raw: Span<UInt8>, _ text: Span<UInt8>, _ run: Range<Int>, _ prefix: UInt64, _ tokens: TokenFilter,
        _ key: UInt64, _ offset: UInt64, _ pair: PairChunk
    ) {
        var hash = prefix
        var end = run.lowerBound + Token.shortest
        let last = min(run.upperBound, run.lowerBound + Token.longest)
        while true {
            let spread = Token.spread(hash)
            if tokens.mayContain(spread, probes: 3) {
                let range = run.lowerBound..<end
                if isEqual(raw, text, range) {
                    pair.part.keptOccurrences += 1
                } else if Token.bits(text, range) >= Token.leakBits {
                    pair.suspects.append((spread, key, offset))
                } else {
                    pair.part.coincidences += 1
                }
            }
            guard end < last else { return }
            hash = Token.hash(hash, text[end])
            end += 1
        }
    }

    /// Whether masked tokens of the raw string are among the suspects; those are put on the pair's list.
    mutating func confirm(_ rawAtom: Atom, _ suspects: Set<UInt64>, _ pair: PairChunk) throws {
        collectTokens(pair)
        for token in pair.tokens where suspects.contains(token.token) {
            pair.suspects.append((token.token, 0, 0))
        }
        pair.tokens.removeAll(keepingCapacity: true)
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

    private static func isEqual(_ a: Span<UInt8>, _ b: Span<UInt8>, _ range: Range<Int>? = nil) -> Bool {
        let range = range ?? 0..<a.count
        guard a.count == b.count else { return false }
        for index in range where a[index] != b[index] { return false }
        return true
    }
}

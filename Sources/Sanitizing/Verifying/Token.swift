import RedisDump

/// Tokens: runs of letters, digits and bytes of UTF-8, from six bytes on.
enum Token {
    /// Shorter runs are not looked for: they are everywhere.
    static let shortest = 6
    /// Of longer runs the first bytes are looked for.
    static let longest = 64
    /// Of tokens as long as this, so many bytes are looked for before any longer part is.
    static let long = 12
    /// Whether each byte is part of a token. Looked up, since letters and digits alternate in ways that no processor foresees.
    private static let parts: [Bool] = (0...UInt8.max).map { byte in
        byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    /// The hash of a token.
    @inline(__always)
    static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        StringHash.of(text.extracting(range), seed: 2)
    }

    /// The hash of the six bytes whose number, most significant first, is the low part of `window`.
    @inline(__always)
    static func prefixHash(_ window: UInt64) -> UInt64 {
        let product = (window & 0xFFFF_FFFF_FFFF) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }

    /// The hash of the first ``long`` bytes of a token, apart from those of tokens.
    @inline(__always)
    static func longPrefixHash(_ text: Span<UInt8>, _ start: Int) -> UInt64 {
        StringHash.of(text.extracting(start..<start + long), seed: 3)
    }

    /// What is noted of a masked token.
    struct Hashes {
        var token: UInt64
        var prefix: UInt64
        /// Of long ones only.
        var longPrefix: UInt64?
    }

    /// The bits a token can hold: how many tokens of its pattern there are. In a text as long as `raw`, bytes do not count that
    /// stood there before, three at least together: what a document keeps around its values is no secret, and much of it is
    /// the same everywhere. One or two may be equal by chance.
    static func bits(_ text: Span<UInt8>, _ range: Range<Int>, unlike raw: Span<UInt8>) -> Double {
        let isPaired = raw.count == text.count
        var bits = 0.0
        var index = range.lowerBound
        while index < range.upperBound {
            var end = index
            while isPaired, end < range.upperBound, raw[end] == text[end] { end += 1 }
            if end - index < 3 {
                end = max(end, index + 1)
                for place in index..<end { bits += Self.bits(text[place]) }
            }
            index = end
        }
        return bits
    }

    private static func bits(_ byte: UInt8) -> Double {
        switch byte {
        case 0x30...0x39: 3.3219
        case 0x80...0xFF: 3
        default: 4.7004
        }
    }

    // MARK: Collecting

    /// Notes every token of a raw text that differs in the sanitized one; all of them where the lengths differ, so that
    /// nothing can be said of places. Those that reach into a covered range are left out; the ranges ascend.
    static func collect(
        _ raw: Span<UInt8>, _ text: Span<UInt8>, outside covered: [Range<Int>],
        into tokens: inout [Hashes]
    ) {
        let isPaired = raw.count == text.count
        let parts = parts
        var start = 0
        var next = 0
        while start < raw.count {
            guard parts[Int(raw[start])] else {
                start += 1
                continue
            }
            var end = start
            var difference: UInt8 = isPaired ? 0 : 1
            while end < raw.count, parts[Int(raw[end])] {
                if isPaired { difference |= raw[end] ^ text[end] }
                end += 1
            }
            while next < covered.count, covered[next].upperBound <= start { next += 1 }
            let isCovered = next < covered.count && covered[next].lowerBound < end
            if difference != 0, !isCovered, end - start >= shortest {
                var window: UInt64 = 0
                for index in start..<start + shortest { window = window << 8 | UInt64(raw[index]) }
                tokens.append(
                    Hashes(
                        token: hash(raw, start..<min(end, start + longest)), prefix: prefixHash(window),
                        longPrefix: end - start >= long ? longPrefixHash(raw, start) : nil))
            }
            start = end
        }
    }

    // MARK: Finding

    /// Where a masked token seems to stand.
    struct Find {
        var range: Range<Int>
        var hash: UInt64
        /// The number of the layer whose text the range is in; 0 is the string itself.
        var path: Int
    }

    /// Finds what may be masked tokens, at every offset of a string.
    static func find(
        in string: borrowing ByteBuffer, _ filters: TokenFilters, path: Int, into finds: inout [Find]
    ) { find(in: string.span, filters, path: path, into: &finds) }

    /// Finds what may be masked tokens, at every offset of a text. A function of its own, so that profiles show it.
    @inline(never)
    static func find(in text: Span<UInt8>, _ filters: TokenFilters, path: Int, into finds: inout [Find]) {
        let parts = parts
        var index = 0
        var runStart = 0
        var window: UInt64 = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            guard parts[Int(byte)] else {
                runStart = index
                continue
            }
            window = window << 8 | UInt64(byte)
            guard index - runStart >= shortest else { continue }
            if filters.mayContain(prefix: prefixHash(window)) {
                tryLengths(text, index - shortest, parts, filters, path, &finds)
            }
        }
    }

    /// A token may begin here: tries every length.
    private static func tryLengths(
        _ text: Span<UInt8>, _ start: Int, _ parts: [Bool], _ filters: TokenFilters, _ path: Int,
        _ finds: inout [Find]
    ) {
        var end = start
        while end < text.count, end - start < longest, parts[Int(text[end])] {
            end += 1
            guard end - start >= shortest else { continue }
            if end - start == long, !filters.mayContain(token: longPrefixHash(text, start)) { return }
            let hash = hash(text, start..<end)
            if filters.mayContain(token: hash) { finds.append(Find(range: start..<end, hash: hash, path: path)) }
        }
    }
}

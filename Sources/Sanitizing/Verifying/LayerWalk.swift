public import Masking
import RedisDump

/// How much was opened, and what was not.
public struct LayerCounts: Sendable, Equatable {
    /// Texts that were found inside of others, by what they are written in.
    public internal(set) var opened: [Layer.Form: Int] = [:]
    /// Bytes of these.
    public internal(set) var bytes = 0
    /// Strings in which something was left unopened: too deep, too many, or too long.
    public internal(set) var cut = 0

    mutating func add(_ other: LayerCounts) {
        opened.merge(other.opened, uniquingKeysWith: +)
        bytes += other.bytes
        cut += other.cut
    }
}

/// Opens what is written inside of strings, layer in layer, in bounded memory.
///
/// What is covered by a layer that was opened is no token itself: the same bytes of an archive come out of what is kept.
///
/// Of a pair, a layer that opens at the same place of both to the same length is compared byte by byte. Any other was
/// masked as a whole, and all that is in it with it.
struct LayerWalk: ~Copyable {
    /// Deeper layers are not opened.
    static let deepest = 6
    /// All layers of a string together hold at most so many bytes, and twice those of the string.
    private static let largestByteCount = 64 << 20

    private var finders: [LayerFinder] = []
    private var buffers: [[UInt8]] = []
    /// The ways to the texts of the last search: which layer of which layer.
    private var paths: [[Layer]] = []
    private var path: [Layer] = []
    private var budget = 0
    private var counts = LayerCounts()
    private var isCut = false

    private mutating func begin(_ text: Span<UInt8>) {
        budget = Self.largestByteCount + 2 * text.count
        counts = LayerCounts()
        isCut = false
        path.removeAll(keepingCapacity: true)
        paths.removeAll(keepingCapacity: true)
        paths.append([])
    }

    // MARK: Collecting

    /// Notes what was masked: in two strings, and in all that is written inside of them.
    mutating func collect(
        _ raw: borrowing ByteBuffer, _ sanitized: borrowing ByteBuffer,
        into tokens: inout [Token.Hashes]
    ) -> LayerCounts {
        guard raw.count >= Token.shortest else { return LayerCounts() }
        begin(raw.span)
        collect(raw.span, sanitized.span, depth: 0, &tokens)
        counts.cut = isCut ? 1 : 0
        return counts
    }

    private mutating func collect(
        _ raw: Span<UInt8>, _ sanitized: Span<UInt8>, depth: Int, _ tokens: inout [Token.Hashes]
    ) {
        var finder = find(in: raw, depth)
        var covered: [Range<Int>] = []
        for layer in finder.layers {
            var plain = buffers.popLast() ?? []
            if let opened = open(layer, raw, into: &plain) {
                if !opened.covered.isEmpty { covered.append(opened.covered) }
                counts.opened[layer.form, default: 0] += 1
                counts.bytes += plain.count
                // With the same budget: both sides are as long as each other.
                var other = buffers.popLast() ?? []
                if LayerOpener.open(layer, in: sanitized, limit: plain.count + 1, into: &other) == nil {
                    other.removeAll(keepingCapacity: true)
                }
                collect(plain.span, other.span, depth: depth + 1, &tokens)
                giveBack(&other)
            }
            giveBack(&plain)
        }
        giveBack(&finder)
        covered.sort { $0.lowerBound < $1.lowerBound }
        Token.collect(raw, sanitized, outside: covered, into: &tokens)
    }

    // MARK: Searching

    /// Finds what may be masked tokens in all layers of a string.
    mutating func search(_ text: borrowing ByteBuffer, _ filters: TokenFilters, into finds: inout [Token.Find]) {
        guard text.count >= Token.shortest else { return }
        begin(text.span)
        search(text.span, filters, depth: 0, &finds)
    }

    private mutating func search(
        _ text: Span<UInt8>, _ filters: TokenFilters, depth: Int, _ finds: inout [Token.Find]
    ) {
        var finder = find(in: text, depth)
        for layer in finder.layers {
            var plain = buffers.popLast() ?? []
            if open(layer, text, into: &plain) != nil {
                path.append(layer)
                let count = finds.count
                Token.find(in: plain.span, filters, path: paths.count, into: &finds)
                if finds.count > count { paths.append(path) }
                search(plain.span, filters, depth: depth + 1, &finds)
                path.removeLast()
            }
            giveBack(&plain)
        }
        giveBack(&finder)
    }

    /// Visits all layers of a string, each with what it is written in.
    mutating func visit(_ text: borrowing ByteBuffer, _ body: (Span<UInt8>, [Layer]) -> Void) {
        begin(text.span)
        visit(text.span, depth: 0, body)
    }

    private mutating func visit(_ text: Span<UInt8>, depth: Int, _ body: (Span<UInt8>, [Layer]) -> Void) {
        var finder = find(in: text, depth)
        for layer in finder.layers {
            var plain = buffers.popLast() ?? []
            if open(layer, text, into: &plain) != nil {
                path.append(layer)
                body(plain.span, path)
                visit(plain.span, depth: depth + 1, body)
                path.removeLast()
            }
            giveBack(&plain)
        }
        giveBack(&finder)
    }

    // MARK: Judging

    /// Tells what stays in its place from what has come by chance, and both from what must not be there.
    ///
    /// Inside of layers, and where members of equal score change places, a token that the raw string has anywhere
    /// stays too: it was not in another string.
    mutating func judge(
        _ finds: [Token.Find], _ rawBuffer: borrowing ByteBuffer, _ sanitized: borrowing ByteBuffer, leakBits: Double,
        isSorted: Bool, _ key: UInt64, _ offset: UInt64, _ findings: inout PairFindings
    ) {
        let raw = rawBuffer.span
        var start = 0
        while start < finds.count {
            var end = start
            while end < finds.count, finds[end].path == finds[start].path { end += 1 }
            let way = paths[finds[start].path]
            var before = follow(way, raw)
            var after = follow(way, sanitized.span)
            for find in finds[start..<end] {
                let range = find.range
                if Self.isSame(before.span, after.span, range) {
                    findings.part.keptOccurrences += 1
                } else if Token.bits(after.span, range, unlike: before.span) < leakBits {
                    findings.part.coincidences += 1
                } else if !way.isEmpty || isSorted, contains(raw, after.span.extracting(range)) {
                    findings.part.keptOccurrences += 1
                } else {
                    findings.suspects.append(
                        .init(
                            hash: find.hash, key: key, offset: offset, text: range.map { after[$0] },
                            layers: way.map(\.form)))
                }
            }
            giveBack(&before)
            giveBack(&after)
            start = end
        }
    }

    private static func isSame(_ raw: Span<UInt8>, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        raw.count == text.count && raw.extracting(range).hasSameBytes(as: text.extracting(range))
    }

    /// The text at the end of a way, or nothing where it does not lead anywhere.
    private mutating func follow(_ way: [Layer], _ text: Span<UInt8>) -> [UInt8] {
        var plain = buffers.popLast() ?? []
        guard let first = way.first else {
            for index in text.indices { plain.append(text[index]) }
            return plain
        }
        let limit = Self.largestByteCount + 2 * text.count
        guard LayerOpener.open(first, in: text, limit: limit, into: &plain) != nil else { return [] }
        for layer in way.dropFirst() {
            var inner = buffers.popLast() ?? []
            guard LayerOpener.open(layer, in: plain.span, limit: limit, into: &inner) != nil else { return [] }
            swap(&plain, &inner)
            giveBack(&inner)
        }
        return plain
    }

    /// Whether a string or one of its layers has these bytes somewhere.
    private mutating func contains(_ text: Span<UInt8>, _ token: Span<UInt8>) -> Bool {
        if Self.contains(text, token) { return true }
        let wanted = token.indices.map { token[$0] }
        let (ways, way) = (paths, path)
        var isFound = false
        begin(text)
        visit(text, depth: 0) { plain, _ in isFound = isFound || Self.contains(plain, wanted.span) }
        (paths, path) = (ways, way)
        return isFound
    }

    private static func contains(_ text: Span<UInt8>, _ token: Span<UInt8>) -> Bool {
        guard token.count > 0, token.count <= text.count else { return false }
        for start in 0...text.count - token.count
        where text[start] == token[0] && text.extracting(start..<start + token.count).hasSameBytes(as: token) {
            return true
        }
        return false
    }

    // MARK: Opening

    private mutating func find(in text: Span<UInt8>, _ depth: Int) -> LayerFinder {
        var finder = finders.popLast() ?? LayerFinder()
        if !finder.find(in: text) { isCut = true }
        if depth >= Self.deepest {
            if !finder.layers.isEmpty { isCut = true }
            finder.removeAll()
        }
        return finder
    }

    /// Appends what a layer holds, within the budget of the string.
    private mutating func open(_ layer: Layer, _ text: Span<UInt8>, into plain: inout [UInt8]) -> LayerOpener.Opened? {
        if budget <= 0 {
            isCut = true
            return nil
        }
        guard let opened = LayerOpener.open(layer, in: text, limit: budget, into: &plain) else { return nil }
        budget -= plain.count
        return plain.isEmpty ? nil : opened
    }

    private mutating func giveBack(_ buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: buffer.capacity < 4 << 20)
        var given: [UInt8] = []
        swap(&given, &buffer)
        buffers.append(given)
    }

    private mutating func giveBack(_ finder: inout LayerFinder) {
        finders.append(finder)
        finder = LayerFinder()
    }
}

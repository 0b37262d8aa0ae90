import RedisDump

/// Compares what is inside two packed collections, and checks the order and the distinctness that Redis relies on.
struct PackedComparison {
    typealias Problem = (promise: Verification.Promise, message: String)

    private var members: [UInt64] = []
    /// How far the expiries of the fields moved that were compared last.
    private(set) var expiryDistances: [Int64] = []

    /// Says what differs, or nil.
    mutating func compare(
        _ role: Role, _ rawBuffer: borrowing ByteBuffer, _ buffer: borrowing ByteBuffer
    ) throws(ReadError) -> Problem? {
        let raw = rawBuffer.span
        let text = buffer.span
        expiryDistances.removeAll(keepingCapacity: true)
        switch role {
        case .intset: return try compareIntsets(raw, text)
        case .ziplistList: return try compare(.ziplist, raw, text, period: 1, member: nil, isSorted: false)
        case .quicklistPackedNode: return try compare(.listpack, raw, text, period: 1, member: nil, isSorted: false)
        case .listpackSet: return try compare(.listpack, raw, text, period: 1, member: 0, isSorted: false)
        case .ziplistHash: return try compare(.ziplist, raw, text, period: 2, member: 0, isSorted: false)
        case .listpackHash: return try compare(.listpack, raw, text, period: 2, member: 0, isSorted: false)
        case .listpackHashWithExpiry: return try compare(.listpack, raw, text, period: 3, member: 0, isSorted: false)
        case .ziplistZset: return try compare(.ziplist, raw, text, period: 2, member: 0, isSorted: true)
        case .listpackZset: return try compare(.listpack, raw, text, period: 2, member: 0, isSorted: true)
        case .streamNode: return try compareStreams(raw, text)
        case .zipmapHash: return try compareZipmaps(raw, text)
        default: return nil
        }
    }

    private mutating func compareIntsets(_ raw: Span<UInt8>, _ text: Span<UInt8>) throws(ReadError) -> Problem? {
        // Reading one checks that its integers ascend, and so that they differ.
        let (a, b) = (try Intset(raw), try Intset(text))
        return a == b ? nil : (.everyShapeStays, "an intset has another width or count")
    }

    /// `period` elements make one entry, of which the one numbered `member` must be distinct.
    private mutating func compare(
        _ format: PackedFormat, _ raw: Span<UInt8>, _ text: Span<UInt8>, period: Int, member: Int?, isSorted: Bool
    ) throws(ReadError) -> Problem? {
        members.removeAll(keepingCapacity: true)
        var rawWalk = try PackedWalk(format, raw)
        var walk = try PackedWalk(format, text)
        var previous: (member: PackedElement, score: PackedElement)?
        var current: PackedElement?
        while let element = try walk.next(text) {
            guard let rawElement = try rawWalk.next(raw) else { return (.everyShapeStays, "an element is too many") }
            let place = (walk.readCount - 1) % period
            if !isSorted, !Self.hasSameForm(rawElement, element) {
                return (.everyShapeStays, "an element is stored in another form")
            }
            if place == member { members.append(Self.hash(element, text)) }
            if isSorted {
                if place == 0 {
                    current = element
                } else if let member = current {
                    // Members of equal score may change places, so forms are compared by score only.
                    guard Self.isEqualScore(rawElement, raw, element, text) else {
                        return (.everyShapeStays, "a score of a sorted set differs or moved")
                    }
                    if let previous, Self.isEqualScore(previous.score, text, element, text),
                        Self.compare(previous.member, member, text) >= 0
                    {
                        return (.everyShapeStays, "members of equal score are not in order")
                    }
                    previous = (member, element)
                }
            } else if period == 3, place == 2 {
                guard (rawElement.integer == 0) == (element.integer == 0) else {
                    return (.everyClockStays, "a field has an expiry that had none, or lost one")
                }
                if element.integer != 0 { expiryDistances.append(element.integer &- rawElement.integer) }
            }
        }
        guard try rawWalk.next(raw) == nil else { return (.everyShapeStays, "an element is missing") }
        if member != nil, PairComparer.hasDuplicates(&members) {
            return (.distinctStaysDistinct, "two members or fields of the collection are equal")
        }
        return nil
    }

    private func compareStreams(_ raw: Span<UInt8>, _ text: Span<UInt8>) throws(ReadError) -> Problem? {
        var rawWalk = try StreamNodeWalk(raw)
        var walk = try StreamNodeWalk(text)
        while let (element, part) = try walk.next(text) {
            guard let (rawElement, _) = try rawWalk.next(raw), Self.hasSameForm(rawElement, element) else {
                return (.everyShapeStays, "a stream entry has another form")
            }
            if case .bookkeeping = part, element.integer != rawElement.integer {
                return (.everyClockStays, "a stream entry has another ID, flag or count")
            }
        }
        return nil
    }

    private mutating func compareZipmaps(_ raw: Span<UInt8>, _ text: Span<UInt8>) throws(ReadError) -> Problem? {
        members.removeAll(keepingCapacity: true)
        var at = 1
        while let pair = try Zipmap.pair(text, at: at) {
            guard let other = try Zipmap.pair(raw, at: at), other.field == pair.field, other.value == pair.value else {
                return (.everyShapeStays, "a field or value has another length")
            }
            members.append(StringHash.of(text.extracting(pair.field), seed: 1))
            at = pair.unused.upperBound
        }
        return PairComparer.hasDuplicates(&members) ? (.distinctStaysDistinct, "two fields of the hash are equal") : nil
    }

    // MARK: Elements

    private static func hasSameForm(_ a: PackedElement, _ b: PackedElement) -> Bool {
        a.start == b.start && a.end == b.end && a.isInteger == b.isInteger && a.payload == b.payload
    }

    private static func text(_ element: PackedElement, _ bytes: Span<UInt8>) -> [UInt8] {
        element.isInteger ? Array(String(element.integer).utf8) : element.payload.map { bytes[$0] }
    }

    private static func hash(_ element: PackedElement, _ bytes: Span<UInt8>) -> UInt64 {
        guard element.isInteger else { return StringHash.of(bytes.extracting(element.payload), seed: 1) }
        return StringHash.of(text(element, bytes).span, seed: 1)
    }

    private static func isEqual(
        _ a: PackedElement, _ aBytes: Span<UInt8>, _ b: PackedElement, _ bBytes: Span<UInt8>
    ) -> Bool {
        if a.isInteger || b.isInteger { return a.isInteger && b.isInteger && a.integer == b.integer }
        guard a.payload.count == b.payload.count else { return false }
        for place in 0..<a.payload.count
        where aBytes[a.payload.lowerBound + place] != bBytes[b.payload.lowerBound + place] { return false }
        return true
    }

    /// Equal scores are equal byte by byte, but for zero: 0 is an integer, -0 text, and Redis takes one for the other.
    private static func isEqualScore(
        _ a: PackedElement, _ aBytes: Span<UInt8>, _ b: PackedElement, _ bBytes: Span<UInt8>
    ) -> Bool {
        isZero(a, aBytes) ? isZero(b, bBytes) : isEqual(a, aBytes, b, bBytes)
    }

    private static func isZero(_ score: PackedElement, _ bytes: Span<UInt8>) -> Bool {
        score.isInteger ? score.integer == 0 : text(score, bytes) == Array("-0".utf8)
    }

    /// As Redis compares members: by bytes, the shorter first (`zzlCompareElements`).
    private static func compare(_ a: PackedElement, _ b: PackedElement, _ bytes: Span<UInt8>) -> Int {
        let (left, right) = (text(a, bytes), text(b, bytes))
        return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
}

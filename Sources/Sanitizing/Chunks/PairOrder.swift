import RedisDump

/// Sorts the members of a packed sorted set that have equal scores, as Redis does: by bytes, shorter first.
///
/// Scores stay where they are, since they do not change; only runs of equal scores are put in order. A server that loads
/// the set trusts its order: without it, `ZRANGEBYSCORE` and `ZRANK` would answer wrongly.
struct PairOrder {
    private struct Pair {
        var member: PackedElement
        var score: PackedElement
    }

    private var pairs: [Pair] = []
    private var moved: [UInt8] = []

    mutating func restore(_ format: PackedFormat, _ bytes: inout MutableSpan<UInt8>) throws(ReadError) {
        pairs.removeAll(keepingCapacity: true)
        var walk = try PackedWalk(format, bytes.span)
        while let member = try walk.next(bytes.span), let score = try walk.next(bytes.span) {
            pairs.append(Pair(member: member, score: score))
        }
        var hasMoved = false
        var start = 0
        while start < pairs.count {
            var end = start + 1
            while end < pairs.count, hasEqualScore(start, end, bytes.span) { end += 1 }
            if end - start > 1, sort(start..<end, &bytes) { hasMoved = true }
            start = end
        }
        if hasMoved, format == .ziplist { try Ziplist.restorePreviousLengths(&bytes) }
    }

    private func hasEqualScore(_ left: Int, _ right: Int, _ bytes: Span<UInt8>) -> Bool {
        let (a, b) = (pairs[left].score, pairs[right].score)
        if a.isInteger, b.isInteger { return a.integer == b.integer }
        if Self.isZero(a, bytes) { return Self.isZero(b, bytes) }
        return !a.isInteger && !b.isInteger && Self.compare(a, b, bytes) == 0
    }

    /// Zero is written in two ways: 0 as an integer, -0 as text. Redis takes them for equal; all other equal scores are
    /// equal byte by byte.
    private static func isZero(_ score: PackedElement, _ bytes: Span<UInt8>) -> Bool {
        if score.isInteger { return score.integer == 0 }
        let text = score.payload
        return text.count == 2 && bytes[text.lowerBound] == 0x2D && bytes[text.lowerBound + 1] == 0x30
    }

    /// Sorts the pairs of a run and writes their bytes in the new order; returns whether anything moved.
    private mutating func sort(_ run: Range<Int>, _ bytes: inout MutableSpan<UInt8>) -> Bool {
        var isSorted = true
        for index in run.dropFirst() where Self.compare(pairs[index - 1].member, pairs[index].member, bytes.span) > 0 {
            isSorted = false
        }
        if isSorted { return false }
        let first = pairs[run.lowerBound].member.start
        let sorted = run.sorted { Self.compare(pairs[$0].member, pairs[$1].member, bytes.span) < 0 }
        moved.removeAll(keepingCapacity: true)
        for index in sorted {
            for at in pairs[index].member.start..<pairs[index].score.end { moved.append(bytes[at]) }
        }
        for (place, byte) in moved.enumerated() { bytes[first + place] = byte }
        return true
    }

    /// `memcmp` over the shorter length, then by length; integers as decimal text (`zzlCompareElements`).
    private static func compare(_ left: PackedElement, _ right: PackedElement, _ bytes: Span<UInt8>) -> Int {
        if left.isInteger || right.isInteger {
            let (a, b) = (text(left, bytes), text(right, bytes))
            return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
        }
        let count = min(left.payload.count, right.payload.count)
        for place in 0..<count {
            let (a, b) = (bytes[left.payload.lowerBound + place], bytes[right.payload.lowerBound + place])
            if a != b { return a < b ? -1 : 1 }
        }
        return left.payload.count - right.payload.count
    }

    private static func text(_ element: PackedElement, _ bytes: Span<UInt8>) -> [UInt8] {
        element.isInteger ? Array(String(element.integer).utf8) : element.payload.map { bytes[$0] }
    }
}

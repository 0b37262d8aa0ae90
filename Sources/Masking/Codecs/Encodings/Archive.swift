/// A compressed value that was taken apart: what is around the compressed data, and how to pack other data into it.
///
/// Packing is a function of the data and the original's form alone, and what is packed is unpacked to the same data by
/// every reader of the format.
protocol Archive {
    /// Whether a value has the mark of the format at its beginning.
    func isMarked(_ packed: Span<UInt8>) -> Bool
    /// Unpacks a value into `plain`, up to `limit` bytes. False when it is damaged, longer, or goes on behind its end.
    mutating func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool
    /// Packs into exactly `count` bytes. False when that cannot be done; `packed` may hold anything then.
    func pack(_ plain: Span<UInt8>, count: Int, into packed: inout [UInt8]) -> Bool
}

extension Archive {
    fileprivate mutating func unpack(_ packed: [UInt8], limit: Int, into plain: inout [UInt8]) -> Bool {
        unpack(packed.span, limit: limit, into: &plain)
    }

    fileprivate func pack(_ plain: [UInt8], count: Int, into packed: inout [UInt8]) -> Bool {
        pack(plain.span, count: count, into: &packed)
    }
}

/// Scratch memory for archives.
struct PackingScratch {
    var plain: [UInt8] = []
    var masked: [UInt8] = []
    var packed: [UInt8] = []
    var best: [UInt8] = []
}

extension Masker {
    /// Larger values are not unpacked.
    private static let largestPlainCount = 64 << 20
    /// Nor are those that unpack to more than this many times their length.
    private static let largestRatio = 256

    /// Masks what is inside of an archive, and packs it into the same length again.
    ///
    /// Masked text packs less well than what was there. If it gets too long, leaves are filled from some number on (see
    /// ``Filling``): as few as will do, found by halving. What does not fit even then is masked as a whole.
    mutating func openArchive<Form: Archive>(
        _ archive: Form, _ encoding: Encoding, _ inner: Treatment, _ text: inout MutableSpan<UInt8>,
        _ range: Range<Int>
    ) -> Opened {
        guard archive.isMarked(text.span.extracting(range)) else { return .absent }
        var archive = archive
        var scratch = PackingScratch()
        swap(&scratch, &packing)
        defer { swap(&scratch, &packing) }
        scratch.plain.removeAll(keepingCapacity: scratch.plain.count < 1 << 20)
        let limit = min(Self.largestPlainCount, (1 << 20) + range.count * Self.largestRatio)
        guard archive.unpack(text.span.extracting(range), limit: limit, into: &scratch.plain) else { return .damaged }
        // An archive in an archive would be packed anew in every attempt to pack the outer one.
        if nesting.context.contains(.fills) { return .unfit }
        nesting.context.remove(.staysText)
        nesting.context.insert(.fills)
        guard fit(archive, inner, range.count, &scratch) else { return .unfit }
        // What was packed is taken out again, to be sure.
        scratch.plain.removeAll(keepingCapacity: true)
        guard archive.unpack(scratch.best, limit: limit, into: &scratch.plain),
            scratch.plain == scratch.masked
        else {
            return .unfit
        }
        for place in 0..<range.count { text[range.lowerBound + place] = scratch.best[place] }
        if filling.count > filling.limit { codecs.addFilled(encoding) }
        return .masked
    }

    /// Packs into a length with as few leaves filled as it takes; leaves what was packed in `masked` and `best`.
    private mutating func fit<Form: Archive>(
        _ archive: Form, _ inner: Treatment, _ count: Int, _ scratch: inout PackingScratch
    ) -> Bool {
        let counts = codecs
        func attempt(_ limit: Int, _ masker: inout Masker, _ scratch: inout PackingScratch) -> Bool {
            scratch.masked = scratch.plain
            masker.codecs = counts
            masker.filling = Filling(limit: limit)
            var span = scratch.masked.mutableSpan
            masker.mask(inner, &span, 0..<span.count)
            return archive.pack(scratch.masked, count: count, into: &scratch.packed)
        }
        if attempt(.max, &self, &scratch) {
            swap(&scratch.best, &scratch.packed)
            return true
        }
        let leafCount = filling.count
        var fitting: Int?
        var (low, high) = (0, leafCount)
        // Lengths do not fall with every leaf that is filled, and not every length can be padded: so it is tried.
        for limit in [0, 1, 2, leafCount / 8] where fitting == nil && limit < leafCount {
            if attempt(limit, &self, &scratch) { fitting = limit }
        }
        guard let first = fitting else {
            codecs = counts
            return false
        }
        swap(&scratch.best, &scratch.packed)
        low = first
        var isLatest = true
        let rounds = scratch.plain.count > 1 << 20 ? 2 : 10
        for _ in 0..<rounds where high - low > 1 {
            let middle = (low + high) / 2
            isLatest = attempt(middle, &self, &scratch)
            if isLatest {
                swap(&scratch.best, &scratch.packed)
                low = middle
            } else {
                high = middle
            }
        }
        return isLatest || attempt(low, &self, &scratch)
    }
}

public import RedisDump

/// Proves the promises of a sanitized snapshot by comparing it with the original, without trust in what wrote it.
///
/// Both files are read up to three times: once to compare them and to collect what was masked, once to look for that in the
/// result, and once more where something was found; once more for canaries. Memory: the chunks, eight bytes a key, eight a
/// member of the collection at hand, a filter of the masked tokens (two bits a byte of the snapshot, at most 256 MiB), and
/// for each thread what is written inside of the string at hand (see ``LayerWalk``).
public struct Verifier: Sendable {
    /// Opens the two files anew.
    public typealias Opener = @Sendable () throws -> (raw: any ByteSource, sanitized: any ByteSource)

    /// Threads that compare.
    public var jobs = 2
    /// Bytes of a chunk.
    public var chunkByteCount = SanitizeOptions.usualChunkByteCount
    /// Whether all expiries may have moved by one offset (`--rebase-ttl`).
    public var allowsMovedExpiries = false
    /// Where keys had to stay in a cluster; nil: they may be in any slot.
    public var keptSlots: KeptSlots?

    /// Strings that must not be in the result, however they are written.
    public var canaries: CanarySet?
    /// Whether a leak was reviewed and accepted.
    public var accepts: @Sendable (LeakFinding) -> Bool = { _ in false }

    /// A verifier with the usual settings.
    public init() {}

    /// Compares. Throws ``RedisDump/ReadError`` where the original itself is damaged.
    public func verify(
        opening open: Opener, progress: (_ pass: Int, _ byteCount: UInt64) throws -> Void = { _, _ in }
    ) throws -> Verification {
        var result = Verification()
        do {
            let tokens = try compare(open, &result) { try progress(1, $0) }
            if let canaries { try search(open, canaries, &result) { try progress(4, $0) } }
            guard result.holdsShapes else {
                result.unchecked.insert(.nothingLeaks)
                return result
            }
            guard result.maskedTokens > 0 else { return result }
            let suspects = try search(open, tokens, &result) { try progress(2, $0) }
            if !suspects.isEmpty { try confirm(open, suspects, &result) { try progress(3, $0) } }
        } catch let failure as SanitizedError {
            result.unchecked = Set(Verification.Promise.allCases)
            result.add(
                .init(
                    promise: .everyShapeStays, key: 0, offset: failure.error.offset,
                    message: "the sanitized file is damaged: \(failure.error)"))
        }
        return result
    }

    private func compare(
        _ open: Opener, _ result: inout Verification, _ progress: (UInt64) throws -> Void
    ) throws -> TokenFilters {
        let sources = try open()
        let byteCount = sources.raw.remainingCount ?? 1 << 28
        let reader = try PairReader(raw: sources.raw, sanitized: sources.sanitized, chunkByteCount: chunkByteCount)
        if reader.raw.header != reader.sanitized.header {
            result.add(.init(promise: .everyShapeStays, key: 0, offset: 0, message: "the headers differ"))
        }
        var filters = TokenFilters(byteCount: byteCount)
        var keyHashes: [UInt64] = []
        var open = PairFindings.OpenCollection(key: 0, hashes: [])
        var offsets: ClosedRange<Int64>?
        var merged = result
        var ledger = SlotLedger()
        try run(reader, .compare(keptSlots), progress) { pair in
            merged.merge(pair.findings.part)
            for step in pair.findings.slotSteps { ledger.take(step) }
            keyHashes.append(contentsOf: pair.findings.keyHashes)
            for token in pair.findings.tokens { filters.insert(token) }
            merged.maskedTokens += pair.findings.tokens.count
            for collection in pair.findings.openCollections {
                if collection.key != open.key { Self.close(&open, &merged) }
                open.key = collection.key
                open.hashes.append(contentsOf: collection.hashes)
            }
            if let more = pair.findings.expiryOffsets {
                let known = offsets ?? more
                offsets = min(known.lowerBound, more.lowerBound)...max(known.upperBound, more.upperBound)
            }
        }
        Self.close(&open, &merged)
        ledger.settle()
        merged.slots.add(ledger.counts)
        checkSlots(&merged)
        checkClocks(offsets, &merged)
        if PairComparer.hasDuplicates(&keyHashes) {
            merged.add(
                .init(promise: .distinctStaysDistinct, key: 0, offset: 0, message: "two keys of a database are equal"))
        }
        if !reader.sanitized.isFinished {
            merged.add(.init(promise: .everyKeyStays, key: 0, offset: 0, message: "the result goes on behind the end"))
        } else {
            let trailers = try reader.finish()
            if trailers.raw.checksum != trailers.sanitized.checksum {
                merged.add(.init(promise: .everyShapeStays, key: 0, offset: 0, message: "only one file has a checksum"))
            }
        }
        filters.settle(tokenCount: merged.maskedTokens, placeCount: merged.bytes + merged.layers.bytes)
        result = merged
        return filters
    }

    private func search(
        _ open: Opener, _ filters: TokenFilters, _ result: inout Verification, _ progress: (UInt64) throws -> Void
    ) throws -> [UInt64: PairFindings.Suspect] {
        let sources = try open()
        let reader = try PairReader(raw: sources.raw, sanitized: sources.sanitized, chunkByteCount: chunkByteCount)
        var suspects: [UInt64: PairFindings.Suspect] = [:]
        var merged = result
        try run(reader, .search(filters), progress) { pair in
            merged.keptOccurrences += pair.findings.part.keptOccurrences
            merged.coincidences += pair.findings.part.coincidences
            for suspect in pair.findings.suspects where suspects.count < 100_000 {
                suspects[suspect.hash] = suspects[suspect.hash] ?? suspect
            }
        }
        result = merged
        return suspects
    }

    private func confirm(
        _ open: Opener, _ suspects: [UInt64: PairFindings.Suspect], _ result: inout Verification,
        _ progress: (UInt64) throws -> Void
    ) throws {
        let sources = try open()
        let reader = try PairReader(raw: sources.raw, sanitized: sources.sanitized, chunkByteCount: chunkByteCount)
        var confirmed = Set<UInt64>()
        try run(reader, .confirm(suspects: Set(suspects.keys)), progress) { pair in
            confirmed.formUnion(pair.findings.confirmed)
        }
        for (hash, suspect) in suspects.sorted(by: { $0.value.offset < $1.value.offset })
        where confirmed.contains(hash) {
            note(LeakFinding(suspect), &result)
        }
    }

    /// Looks for canaries in both files: in the original too, to show that they would be found.
    private func search(
        _ open: Opener, _ canaries: CanarySet, _ result: inout Verification, _ progress: (UInt64) throws -> Void
    ) throws {
        let sources = try open()
        let reader = try PairReader(raw: sources.raw, sanitized: sources.sanitized, chunkByteCount: chunkByteCount)
        var planted = Set<Int>()
        var found: [Int: LeakFinding] = [:]
        try run(reader, .canaries(canaries), progress) { pair in
            planted.formUnion(pair.findings.planted)
            for (line, finding) in pair.findings.canaries where found[line] == nil { found[line] = finding }
        }
        result.canaries = CanaryCounts(wanted: canaries.count, inOriginal: planted.count, inResult: found.count)
        for (_, finding) in found.sorted(by: { $0.key < $1.key }) { note(finding, &result) }
    }

    private func note(_ finding: LeakFinding, _ result: inout Verification) {
        if accepts(finding) {
            result.acceptedFindings += 1
        } else {
            result.findings.append(finding)
            result.add(finding.violation)
        }
    }

    private func run(
        _ reader: PairReader, _ pass: PairComparer.Pass, _ progress: (UInt64) throws -> Void,
        _ consume: (PairChunk) throws -> Void
    ) throws {
        let chunkByteCount = chunkByteCount
        try OrderedPipeline.run(
            pool: (0..<jobs * 2 + 2).map { _ in PairChunk(chunkByteCount: chunkByteCount) }, jobs: jobs,
            fill: { try reader.fill($0) }, makeWorker: { PairWorker(pass) },
            consume: { pair in
                try consume(pair)
                try progress(pair.raw.offset + UInt64(pair.raw.end))
                pair.raw.release()
                pair.sanitized.release()
            })
    }

    private static func close(_ open: inout PairFindings.OpenCollection, _ result: inout Verification) {
        if PairComparer.hasDuplicates(&open.hashes) {
            result.add(
                .init(
                    promise: .distinctStaysDistinct, key: open.key, offset: 0,
                    message: "two members or fields of the collection are equal"))
        }
        open.hashes.removeAll()
    }

    private func checkSlots(_ result: inout Verification) {
        let untrue = result.slots.descriptions - result.slots.trueDescriptions
        guard keptSlots == .each, untrue > 0 else { return }
        result.add(
            .init(
                promise: .everyKeyStays, key: 0, offset: 0,
                message: "\(untrue) descriptions of slots count other keys or expiries than there are"))
    }

    private func checkClocks(_ offsets: ClosedRange<Int64>?, _ result: inout Verification) {
        guard let offsets, offsets != 0...0 else { return }
        result.expiryOffset = offsets.lowerBound
        // Expiries in whole seconds move by whole seconds.
        if !allowsMovedExpiries {
            result.add(
                .init(
                    promise: .everyClockStays, key: 0, offset: 0,
                    message: "expiries moved (by \(offsets.lowerBound) ms or more); give --rebased-ttl if that is meant"
                ))
        } else if offsets.upperBound - offsets.lowerBound >= 1000 {
            result.add(
                .init(promise: .everyClockStays, key: 0, offset: 0, message: "expiries moved by different distances"))
        }
    }
}

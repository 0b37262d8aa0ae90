import RedisDump

/// Compares a snapshot and its sanitized form, element by element.
///
/// Knows nothing of masking or rules: it looks at what lies in the files.
final class PairChecker: PipelineWorker {
    /// What is looked for.
    enum Pass: Sendable {
        /// Shapes, clocks and duplicates; masked tokens are collected.
        case compare
        /// Masked tokens in the result.
        case search(tokens: TokenFilter, prefixes: TokenFilter)
        /// Whether suspects are masked tokens indeed.
        case confirm(suspects: Set<UInt64>)
    }

    private let pass: Pass
    private var strings = PairStrings()
    private var walker = DumpWalker(family: .redis)
    private var sanitizedWalker = DumpWalker(family: .redis)
    private var key: UInt64 = 0
    private var database: UInt64 = 0
    private var members: [UInt64] = []
    private var collectsMembers = false
    private var isOpenAtStart = false

    init(_ pass: Pass) { self.pass = pass }

    func finish() {}

    func work(on pair: PairChunk) throws {
        pair.clearFindings()
        walker = pair.raw.walker
        sanitizedWalker = pair.sanitized.walker
        key = pair.raw.entry.keyNumber
        database = pair.raw.entry.database
        isOpenAtStart = !walker.isBetweenRecords
        collectsMembers = isOpenAtStart && Self.hasSeparateMembers(walker)
        members.removeAll(keepingCapacity: true)
        try run(pair.raw.input, pair.sanitized.input, pair)
        if collectsMembers { closeCollection(pair, isOpenAtEnd: true) }
    }

    private func run(
        _ raw: borrowing ByteBuffer, _ sanitized: borrowing ByteBuffer, _ pair: PairChunk
    ) throws {
        var rawCursor = ByteCursor(
            raw.span(0..<pair.raw.end), baseOffset: pair.raw.offset, position: pair.raw.headerCount)
        var cursor = ByteCursor(
            sanitized.span(0..<pair.sanitized.end), baseOffset: pair.sanitized.offset,
            position: pair.sanitized.headerCount)
        while !rawCursor.isAtEnd {
            let rawAtom = try walker.step(&rawCursor)
            let atom: Atom
            do throws(ReadError) { atom = try sanitizedWalker.step(&cursor) } catch { throw SanitizedError(error: error) }
            guard atom.role == rawAtom.role else {
                return broken(.everyShapeStays, pair, rawAtom, "the result has another structure from here on")
            }
            try compare(rawAtom, rawCursor.bytes, atom, cursor.bytes, pair)
            if collectsMembers, walker.isBetweenRecords { closeCollection(pair, isOpenAtEnd: false) }
        }
    }

    private func compare(
        _ raw: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ pair: PairChunk
    ) throws {
        switch raw.role {
        case .opcode:
            if raw.number != atom.number { broken(.everyShapeStays, pair, raw, "the value has another type or encoding") }
        case .database:
            database = raw.number
            if raw.number != atom.number { broken(.everyKeyStays, pair, raw, "the key is in another database") }
        case .key:
            key += 1
            pair.part.keys[database, default: 0] += 1
            collectsMembers = Self.hasSeparateMembers(walker)
            try compareStrings(raw, rawBytes, atom, bytes, pair)
        case .expiryMilliseconds, .minimumFieldExpiry, .fieldExpiryMilliseconds:
            noteExpiry(Int64(bitPattern: atom.number) &- Int64(bitPattern: raw.number), pair, raw)
        case .expirySeconds:
            noteExpiry((Int64(atom.number) - Int64(raw.number)) * 1000, pair, raw)
        case .fieldExpiry where walker.opcode == 22 && raw.number != 0:
            noteExpiry(Int64(bitPattern: atom.number &- raw.number), pair, raw)
        case .count, .moduleOpcode, .moduleID, .moduleInteger, .moduleFloat, .moduleEnd, .moduleWhen, .metadataClass:
            if raw.number != atom.number { broken(.everyShapeStays, pair, raw, "a count or number differs") }
        case .score:
            if !Self.isEqual(raw, rawBytes, atom, bytes) { broken(.everyShapeStays, pair, raw, "a score differs") }
        case .fieldExpiry, .frequency, .idle, .streamNumber, .streamTime, .pendingID, .slotNumber, .sizeHint:
            if !Self.isEqual(raw, rawBytes, atom, bytes) {
                broken(.everyClockStays, pair, raw, "an idle time, counter, ID or expiry differs")
            }
        case .streamNodeID:
            if !Self.isEqual(raw, rawBytes, atom, bytes) { broken(.everyClockStays, pair, raw, "a stream ID differs") }
        default: try compareStrings(raw, rawBytes, atom, bytes, pair)
        }
    }

    private func compareStrings(
        _ raw: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>, _ pair: PairChunk
    ) throws {
        if case .compare = pass {
            let problem = try strings.compareForms(raw, rawBytes, atom, bytes, pair)
            if let problem { return broken(.everyShapeStays, pair, raw, problem) }
            if raw.role == .key {
                pair.keyHashes.append(StringHash.of(strings.sanitized.span, seed: database))
            } else if collectsMembers, Self.isMember(raw.role) {
                members.append(StringHash.of(strings.sanitized.span, seed: 1))
            }
        } else {
            try strings.unpack(raw, rawBytes, atom, bytes, pair)
        }
        switch pass {
        case .compare:
            if let problem = try strings.compareContent(raw.role, pair) {
                broken(problem.promise, pair, raw, problem.message)
            }
        case .search(let tokens, let prefixes):
            try strings.search(raw, rawBytes, tokens, prefixes, key, pair)
        case .confirm(let suspects):
            try strings.confirm(raw, suspects, pair)
        }
    }

    private func noteExpiry(_ distance: Int64, _ pair: PairChunk, _ raw: Atom) {
        let known = pair.expiryOffsets ?? distance...distance
        pair.expiryOffsets = min(known.lowerBound, distance)...max(known.upperBound, distance)
    }

    private func broken(_ promise: Verification.Promise, _ pair: PairChunk, _ raw: Atom, _ message: String) {
        pair.part.add(
            .init(promise: promise, key: key, offset: pair.raw.offset + UInt64(raw.start), message: message))
    }

    // MARK: Collections

    /// Whether the value that is being read has its members as strings of their own, which must differ.
    private static func hasSeparateMembers(_ walker: DumpWalker) -> Bool { [2, 3, 4, 5, 22, 24].contains(walker.opcode) }

    private static func isMember(_ role: Role) -> Bool { role == .setMember || role == .zsetMember || role == .hashField }

    private func closeCollection(_ pair: PairChunk, isOpenAtEnd: Bool) {
        if isOpenAtStart || isOpenAtEnd {
            pair.openCollections.append(.init(key: key, hashes: members))
        } else if Self.hasDuplicates(&members) {
            pair.part.add(
                .init(
                    promise: .distinctStaysDistinct, key: key, offset: pair.raw.offset,
                    message: "two members or fields of the collection are equal"))
        }
        members.removeAll(keepingCapacity: true)
        collectsMembers = false
        isOpenAtStart = false
    }

    static func hasDuplicates(_ hashes: inout [UInt64]) -> Bool {
        guard hashes.count > 1 else { return false }
        hashes.sort()
        for index in 1..<hashes.count where hashes[index] == hashes[index - 1] { return true }
        return false
    }

    private static func isEqual(_ raw: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>) -> Bool {
        guard raw.end - raw.start == atom.end - atom.start else { return false }
        for place in 0..<raw.end - raw.start where rawBytes[raw.start + place] != bytes[atom.start + place] {
            return false
        }
        return true
    }
}

import RedisDump

/// Compares pairs of chunks on one thread.
final class PairWorker: PipelineWorker {
    private var comparer: PairComparer

    init(_ pass: PairComparer.Pass) { comparer = PairComparer(pass) }

    func work(on pair: PairChunk) throws { try comparer.compare(pair) }

    func finish() {}
}

/// Compares a snapshot and its sanitized form, element by element.
///
/// Knows nothing of masking or rules: it looks at what lies in the files.
struct PairComparer: ~Copyable {
    /// What is looked for.
    enum Pass: Sendable {
        /// Shapes, clocks and duplicates; masked tokens are collected.
        case compare(KeptSlots?)
        /// Masked tokens in the result.
        case search(TokenFilters)
        /// Whether suspects are masked tokens indeed.
        case confirm(suspects: Set<UInt64>)
        /// Strings that were planted.
        case canaries(CanarySet)
    }

    private let pass: Pass
    private var findings = PairFindings()
    private var rawOffset: UInt64 = 0
    private var offset: UInt64 = 0
    private var strings = PairStrings()
    private var walker = DumpWalker(family: .redis)
    private var sanitizedWalker = DumpWalker(family: .redis)
    private var key: UInt64 = 0
    private var database: UInt64 = 0
    private var members: [UInt64] = []
    private var collectsMembers = false
    private var isOpenAtStart = false
    private var expires = false
    private var description: [UInt64] = []
    private var isDescriptionNext = false

    init(_ pass: Pass) { self.pass = pass }

    /// Compares a pair, and leaves what was found with it.
    mutating func compare(_ pair: PairChunk) throws {
        findings.clear()
        rawOffset = pair.raw.offset
        offset = pair.sanitized.offset
        walker = pair.raw.walker
        sanitizedWalker = pair.sanitized.walker
        key = pair.raw.entry.keyNumber
        database = pair.raw.entry.database
        isOpenAtStart = !walker.isBetweenRecords
        collectsMembers = isOpenAtStart && Self.hasSeparateMembers(walker)
        members.removeAll(keepingCapacity: true)
        try run(pair.raw.input, pair.sanitized.input, pair)
        if collectsMembers { closeCollection(isOpenAtEnd: true) }
        swap(&pair.findings, &findings)
    }

    private mutating func run(
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
            do throws(ReadError) { atom = try sanitizedWalker.step(&cursor) } catch {
                throw SanitizedError(error: error)
            }
            guard atom.role == rawAtom.role else {
                return broken(.everyShapeStays, rawAtom, "the result has another structure from here on")
            }
            try compare(rawAtom, rawCursor.bytes, atom, cursor.bytes)
            if collectsMembers, walker.isBetweenRecords { closeCollection(isOpenAtEnd: false) }
        }
    }

    private mutating func compare(
        _ raw: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>
    ) throws {
        switch raw.role {
        case .opcode:
            if raw.number != atom.number { broken(.everyShapeStays, raw, "the value has another type or encoding") }
        case .database:
            database = raw.number
            if raw.number != atom.number { broken(.everyKeyStays, raw, "the key is in another database") }
        case .key:
            key += 1
            findings.part.keys[database, default: 0] += 1
            collectsMembers = Self.hasSeparateMembers(walker)
            try compareStrings(raw, rawBytes, atom, bytes)
            expires = false
        case .minimumFieldExpiry where !ByteCursor.isFieldExpiry(raw.number),
            .fieldExpiryMilliseconds where Int64(bitPattern: raw.number) < 0:
            if raw.number != atom.number { broken(.everyClockStays, raw, "a field has an expiry that had none") }
        case .expiryMilliseconds, .minimumFieldExpiry, .fieldExpiryMilliseconds:
            if raw.role == .expiryMilliseconds { expires = true }
            findings.note(expiry: Int64(bitPattern: atom.number) &- Int64(bitPattern: raw.number))
        case .expirySeconds:
            expires = true
            findings.note(expiry: (Int64(atom.number) - Int64(raw.number)) * 1000)
        case .fieldExpiry where walker.opcode == 22 && raw.number != 0:
            findings.note(expiry: Int64(bitPattern: atom.number &- raw.number))
        case .count, .moduleOpcode, .moduleID, .moduleInteger, .moduleFloat, .moduleEnd, .moduleWhen, .metadataClass:
            if raw.number != atom.number { broken(.everyShapeStays, raw, "a count or number differs") }
        case .score:
            if !Self.isEqual(raw, rawBytes, atom, bytes) { broken(.everyShapeStays, raw, "a score differs") }
        case .fieldExpiry, .frequency, .idle, .streamNumber, .streamTime, .pendingID, .slotNumber, .sizeHint:
            if raw.role == .slotNumber, walker.opcode == 244 { note(slotNumber: raw.number) }
            if !Self.isEqual(raw, rawBytes, atom, bytes) {
                broken(.everyClockStays, raw, "an idle time, counter, ID or expiry differs")
            }
        case .streamNodeID:
            if !Self.isEqual(raw, rawBytes, atom, bytes) { broken(.everyClockStays, raw, "a stream ID differs") }
        default: try compareStrings(raw, rawBytes, atom, bytes)
        }
    }

    private mutating func compareStrings(
        _ raw: Atom, _ rawBytes: Span<UInt8>, _ atom: Atom, _ bytes: Span<UInt8>
    ) throws {
        let place = PairPlace(rawOffset: rawOffset, offset: offset)
        switch pass {
        case .compare(let kept):
            if let problem = try strings.compareForms(raw, rawBytes, atom, bytes, place) {
                return broken(.everyShapeStays, raw, problem)
            }
            findings.part.strings += 1
            if raw.role == .key {
                findings.keyHashes.append(strings.hash(seed: database))
                compareSlots(raw, kept)
            } else if collectsMembers, Self.isMember(raw.role) {
                members.append(strings.hash(seed: 1))
            }
            if raw.role == .auxName || raw.role == .auxValue { noteAux(raw) }
            if let problem = try strings.compareContent(raw.role, place, &findings) {
                broken(problem.promise, raw, problem.message)
            }
        case .search(let filters):
            try strings.search(raw, rawBytes, atom, bytes, place, filters, key, &findings)
        case .confirm(let suspects):
            try strings.unpack(raw, rawBytes, atom, bytes, place)
            strings.confirm(suspects, &findings)
        case .canaries(let canaries):
            try strings.unpack(raw, rawBytes, atom, bytes, place)
            try strings.search(canaries, raw, place, key, &findings)
        }
    }

    // MARK: Slots

    private mutating func compareSlots(_ raw: Atom, _ kept: KeptSlots?) {
        let (before, after) = (HashSlot.of(strings.raw.span), HashSlot.of(strings.sanitized.span))
        findings.note(slot: before, after, expires: expires)
        guard let kept, !kept.holdTogether(before, after) else { return }
        findings.part.slots.keysElsewhere += 1
        broken(.everyKeyStays, raw, "the key is in another slot of the cluster")
    }

    /// Takes in a number of a slot's description, which has three.
    private mutating func note(slotNumber number: UInt64) {
        description.append(number)
        guard description.count == 3 else { return }
        findings.slotSteps.append(.init(claim: description))
        description.removeAll(keepingCapacity: true)
    }

    /// Valkey writes the description as an aux field: slot, keys, keys that expire, keys with fields that expire.
    private mutating func noteAux(_ raw: Atom) {
        if raw.role == .auxName {
            isDescriptionNext = strings.raw.span.hasSameBytes(as: Self.descriptionName.span)
        } else if isDescriptionNext {
            isDescriptionNext = false
            let numbers = strings.rawText.split(separator: ",").prefix(3).compactMap { UInt64($0) }
            if numbers.count == 3 { findings.slotSteps.append(.init(claim: numbers)) }
        }
    }

    private static let descriptionName = Array("slot-info".utf8)

    private mutating func broken(_ promise: Verification.Promise, _ raw: Atom, _ message: String) {
        findings.part.add(
            .init(promise: promise, key: key, offset: rawOffset + UInt64(raw.start), message: message))
    }

    // MARK: Collections

    /// Whether the value that is being read has its members as strings of their own, which must differ.
    private static func hasSeparateMembers(_ walker: DumpWalker) -> Bool {
        [2, 3, 4, 5, 22, 24].contains(walker.opcode)
    }

    private static func isMember(_ role: Role) -> Bool {
        role == .setMember || role == .zsetMember || role == .hashField
    }

    private mutating func closeCollection(isOpenAtEnd: Bool) {
        if isOpenAtStart || isOpenAtEnd {
            findings.openCollections.append(.init(key: key, hashes: members))
        } else if Self.hasDuplicates(&members) {
            findings.part.add(
                .init(
                    promise: .distinctStaysDistinct, key: key, offset: rawOffset,
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
        rawBytes.extracting(raw.start..<raw.end).hasSameBytes(as: bytes.extracting(atom.start..<atom.end))
    }
}

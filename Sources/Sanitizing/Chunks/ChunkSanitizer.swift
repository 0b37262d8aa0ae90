import Masking
import RedisDump
import Rules

/// Sanitizes chunks, one at a time; each worker thread has one.
///
/// Everything that stays is copied in runs; only the strings that change are written anew.
struct ChunkSanitizer: ~Copyable {
    let options: SanitizeOptions
    private let treatments: [KeyTreatment]
    private var keys: KeyMasker
    var values: ValueMasker
    var tally: Tally
    private let needsSize: Bool
    private let valueTypes: [ValueType?]

    // Where reading is in the chunk.
    private var entry = EntryState()
    private var walker: DumpWalker
    private var offset: UInt64 = 0
    /// Bytes of the chunk's input that have been written.
    private var written = 0
    /// The rule that took the current key.
    private var rule = KeyMatcher.unmatched
    /// What it says.
    var treatment = KeyTreatment()
    private var hasKeyMetadata = false
    /// Whether the current key is a record that the chunk has all of, so that it can be compared with others.
    private var isWholeRecord = false
    private var aux = AuxField.unknown
    private(set) var expiryOffset: Int64 = 0
    /// Where the string that is being masked lies in the file.
    private(set) var recordOffset: UInt64 = 0
    /// Where reading is in a module's value.
    var module: ModuleProgress { entry.module }

    init(_ options: SanitizeOptions, header: DumpHeader, tables: SmallDomainTables) {
        self.options = options
        treatments = options.rules.rules.map(\.treatment)
        keys = KeyMasker(options.rules, keeping: options.keptSlots)
        values = ValueMasker(options, tables: tables)
        tally = Tally(ruleCount: options.rules.rules.count)
        needsSize = options.rules.rules.contains { $0.conditions.size != 0...UInt64.max }
        valueTypes = (0...255).map { RecordLayout.row($0, in: header.family)?.value }
        walker = DumpWalker(family: header.family)
    }

    /// Writes the chunk's sanitized bytes to its output; `strings` is scratch memory.
    mutating func sanitize(_ chunk: Chunk, with strings: inout StringRewriter) throws {
        chunk.output.removeAll()
        entry = chunk.entry
        walker = chunk.walker
        offset = chunk.offset
        written = 0
        hasKeyMetadata = false
        setExpiryOffset()
        try run(chunk.input, chunk, &strings, into: &chunk.output)
        if !walker.isBetweenRecords { isWholeRecord = false }
        countValues()
        tally.codecs.add(values.masker.takeCodecCounts())
        var checksum = CRC64()
        checksum.update(chunk.output.span)
        chunk.outputChecksum = checksum.value
    }

    private mutating func run(
        _ input: borrowing ByteBuffer, _ chunk: Chunk, _ strings: inout StringRewriter, into output: inout ByteBuffer
    ) throws {
        let bytes = input.span(0..<chunk.end)
        let recordStarts = chunk.recordStarts
        var cursor = ByteCursor(bytes, baseOffset: offset, position: chunk.headerCount)
        var record = 0
        if !walker.isBetweenRecords {
            try resumeKey()
            if isPassedWhole { skipRecord(&cursor, recordStarts, &record) }
        }
        while !cursor.isAtEnd {
            let atom = try walker.step(&cursor)
            if atom.role == .key {
                try beginKey(atom, cursor, &strings, &output)
                if isPassedWhole { skipRecord(&cursor, recordStarts, &record) }
            } else {
                try handle(atom, bytes, &strings, &output)
            }
        }
        copy(bytes, to: bytes.count, &output)
    }

    /// Whether nothing in the current key's value changes; expiries of fields may, in values that are kept.
    private var isPassedWhole: Bool {
        treatment.keepsValue && (options.rebasesExpiriesTo == nil || !(22...25).contains(entry.valueType))
    }

    /// Moves to the next record without looking at the rest of this one.
    private mutating func skipRecord(_ cursor: inout ByteCursor, _ recordStarts: [Int], _ record: inout Int) {
        while record < recordStarts.count, recordStarts[record] < cursor.position { record += 1 }
        let end = record < recordStarts.count ? recordStarts[record] : cursor.bytes.count
        tally.keptBytes += end - cursor.position
        cursor.position = end
        walker.skipRecord()
        entry.expiry = nil
    }

    /// Copies what has not been written, up to an index.
    private mutating func copy(_ bytes: Span<UInt8>, to end: Int, _ output: inout ByteBuffer) {
        if end > written {
            output.append(bytes.extracting(written..<end))
            written = end
        }
    }

    // MARK: Keys

    private mutating func beginKey(
        _ atom: Atom, _ cursor: borrowing ByteCursor, _ strings: inout StringRewriter, _ output: inout ByteBuffer
    ) throws {
        countValues()
        let bytes = cursor.bytes
        let place = offset + UInt64(atom.start)
        entry.keyNumber += 1
        entry.valueType = walker.opcode
        try strings.unpack(atom.string, bytes, offset: offset)
        let facts = try facts(after: cursor, &strings)
        let found = try keys.rule(for: strings.plain.span, facts, at: place)
        try select(found, place)
        isWholeRecord = facts.type == .hash || facts.type == .string

        tally.keys[entry.database, default: 0] += 1
        if entry.expiry != nil { tally.expiringKeys += 1 }
        if hasKeyMetadata {
            guard treatment.keepsValue || options.modules == .keep else { throw Refusal.keyMetadata(place) }
            tally.add(.keyMetadataKept)
            hasKeyMetadata = false
        }
        if treatment.keepsValue, entry.valueType == 7 { tally.add(.moduleDataKept) }

        let nameCount = strings.plain.count
        var masked = 0
        if nameCount > 0 {
            var name = strings.plain.mutableSpan
            try keys.mask(&name, rule: rule, facts, with: &values.masker, at: place)
            masked = keys.maskedCount
        }
        if keys.hasWalked { tally.add(.keysWalked) }
        if nameCount > 0, keys.hasLeftSlot { tally.add(.keysLeftSlot) }
        tally.maskedBytes += masked
        tally.keptBytes += nameCount - masked
        if masked > 0 {
            copy(bytes, to: atom.start, &output)
            strings.write(atom.string, bytes, to: &output)
            written = atom.end
        }
    }

    /// The key that the chunk begins in the middle of.
    private mutating func resumeKey() throws {
        let facts = facts(size: entry.size, encoding: nil)
        let name = entry.keyName
        let found = try keys.rule(for: name.span, facts, at: offset)
        try select(found, offset, isNew: false)
        isWholeRecord = false
    }

    private mutating func select(_ found: Int, _ place: UInt64, isNew: Bool = true) throws {
        if found == KeyMatcher.unmatched, options.rules.unmatched == .refuse {
            throw SanitizeError(
                .unmatchedKey, at: place,
                "no rule takes key number \(entry.keyNumber) of the file, and the rules say `unmatched: refuse`")
        }
        if found >= 0, options.rules.rules[found].refuses {
            let refusing = options.rules.rules[found]
            throw SanitizeError(
                .refusedKey, at: place,
                "rule `\(refusing.id)` of the pack `\(refusing.pack)` refuses key number \(entry.keyNumber) of the file: "
                    + "\(refusing.because ?? "")")
        }
        if found != rule {
            treatment = found >= 0 ? treatments[found] : KeyTreatment()
            if treatment.keepsValue {
                treatment.fieldNames = .keep
                treatment.fields.other = .keep
            }
            rule = found
        }
        guard isNew else { return }
        if found >= 0 { tally.rules[found].keys += 1 } else { tally.unmatched.keys += 1 }
    }

    /// What rules can ask about the key whose name has just been read.
    private mutating func facts(
        after cursor: borrowing ByteCursor, _ strings: inout StringRewriter
    ) throws(ReadError) -> KeyFacts {
        guard !treatments.isEmpty else { return facts(size: 0, encoding: nil) }
        var ahead = walker
        var peek = ByteCursor(cursor.bytes, baseOffset: cursor.baseOffset, position: cursor.position)
        // What a chunk ends behind is not decided by its first element: a cut never lies between key and count.
        guard let atom = try? ahead.step(&peek) else { return facts(size: 0, encoding: nil) }
        entry.size = 0
        var encoding: KeyEncoding?
        if atom.role == .count {
            entry.size = atom.number
        } else if atom.role == .stringValue {
            (entry.size, encoding) = strings.sizeAndEncoding(atom.string, cursor.bytes)
        } else if needsSize, atom.role != .moduleID {
            let blob = atom.role == .minimumFieldExpiry ? (try? ahead.step(&peek)) ?? atom : atom
            entry.size = try strings.elementCount(blob, cursor.bytes, offset)
        }
        return facts(size: entry.size, encoding: encoding)
    }

    private func facts(size: UInt64, encoding: KeyEncoding?) -> KeyFacts {
        let type = valueTypes[Int(entry.valueType)] ?? ValueType(.string, .raw)
        let hasTriplets = entry.valueType == 23 && walker.family == .redis || entry.valueType == 25
        return KeyFacts(
            type: KeyType(type.kind), db: Int(clamping: entry.database),
            encoding: encoding ?? (hasTriplets ? .listpackex : KeyEncoding(type.encoding)),
            ttl: entry.expiry.map { $0 &- (takenAt ?? 0) &* 1000 }, size: size)
    }

    private var takenAt: Int64? { options.takenAt ?? entry.takenAt }

    private mutating func countValues() {
        let coarse = values.masker.coarse.take()
        if isWholeRecord, !coarse.isEmpty { tally.records.add(rule: rule, coarse.combination) }
        let counts = values.takeCounts()
        guard counts.values > 0 || counts.kept > 0 else { return }
        tally.maskedBytes += counts.masked
        tally.keptBytes += counts.kept
        if rule >= 0 {
            tally.rules[rule].values += counts.values
            tally.rules[rule].bytes += counts.masked
        } else {
            tally.unmatched.values += counts.values
            tally.unmatched.bytes += counts.masked
        }
    }

    // MARK: Elements

    private mutating func handle(
        _ atom: Atom, _ bytes: Span<UInt8>, _ strings: inout StringRewriter, _ output: inout ByteBuffer
    ) throws {
        switch atom.role {
        case .stringValue, .listElement, .setMember, .zsetMember, .hashField, .hashValue, .zipmapHash, .ziplistList,
            .ziplistZset, .ziplistHash, .intset, .listpackHash, .listpackZset, .listpackSet, .listpackHashWithExpiry,
            .quicklistPackedNode, .quicklistPlainNode, .streamNode, .groupName, .consumerName, .producerID,
            .slotImportJob, .functionCode, .auxValue, .moduleString:
            try rewrite(atom, bytes, &strings, &output)
        case .opcode: try beginRecord(atom)
        case .database: entry.database = atom.number
        case .score: tally.add(.scoresKept)
        case .expirySeconds:
            entry.expiry = Int64(Int32(truncatingIfNeeded: atom.number)) * 1000
            try moveExpiry(atom, by: expiryOffset / 1000, byteCount: 4, bytes, &output)
        case .expiryMilliseconds:
            entry.expiry = Int64(bitPattern: atom.number)
            try moveExpiry(atom, by: expiryOffset, byteCount: 8, bytes, &output)
        case .minimumFieldExpiry:
            if ByteCursor.isFieldExpiry(atom.number) {
                try moveExpiry(atom, by: expiryOffset, byteCount: 8, bytes, &output)
            }
        case .fieldExpiryMilliseconds:
            if Int64(bitPattern: atom.number) >= 0 {
                try moveExpiry(atom, by: expiryOffset, byteCount: 8, bytes, &output)
            }
        case .fieldExpiry:
            // Before Redis 7.4 was released the expiry was absolute; since then it counts from the smallest.
            if walker.opcode == 22, atom.number != 0, expiryOffset != 0 {
                let moved = try movedExpiry(atom, by: expiryOffset, byteCount: 8)
                copy(bytes, to: atom.start, &output)
                output.appendLength(moved)
                written = atom.end
            }
        case .auxName: aux = try strings.auxField(atom.string, bytes, offset)
        case .moduleID:
            entry.module = ModuleProgress()
            entry.module.typeID = atom.number
            try checkModule(atom)
        case .moduleInteger: entry.module.readNumber(atom.number)
        case .streamNodeID: tally.add(.streamIDsKept)
        default: break
        }
        if walker.isBetweenRecords, atom.role != .opcode, entry.valueType < 242 { entry.expiry = nil }
    }

    private mutating func beginRecord(_ atom: Atom) throws {
        let place = offset + UInt64(atom.start)
        entry.valueType = UInt8(truncatingIfNeeded: atom.number)
        guard entry.valueType >= 242 else { return }
        switch (entry.valueType, walker.family) {
        case (243, .redis): hasKeyMetadata = true
        case (244, _): tally.add(.slotInfoKept)
        case (246, _): throw Refusal.functionPreGA(place)
        case (247, _):
            guard options.modules == .keep else { throw Refusal.moduleAux(place) }
            tally.add(.moduleDataKept)
        default: break
        }
    }

    private mutating func checkModule(_ atom: Atom) throws {
        guard entry.valueType < 242, !entry.module.isKnown else { return }
        guard options.modules == .keep else {
            throw Refusal.module(ModuleType.name(atom.number), offset + UInt64(atom.start))
        }
        tally.add(.moduleDataKept)
    }

    private mutating func moveExpiry(
        _ atom: Atom, by distance: Int64, byteCount: Int, _ bytes: Span<UInt8>, _ output: inout ByteBuffer
    ) throws {
        guard options.rebasesExpiriesTo != nil else { return }
        guard takenAt != nil else { throw Refusal.noSnapshotTime(offset + UInt64(atom.start)) }
        let moved = try movedExpiry(atom, by: distance, byteCount: byteCount)
        copy(bytes, to: atom.start, &output)
        output.appendLittleEndian(moved, byteCount: byteCount)
        written = atom.end
    }

    /// Where an expiry is moved to: one that wraps round, or falls before 1970, would take the key with it.
    private func movedExpiry(_ atom: Atom, by distance: Int64, byteCount: Int) throws -> UInt64 {
        let (moved, overflows) = Int64(bitPattern: atom.number).addingReportingOverflow(distance)
        let isLost = moved < 0 && Int64(bitPattern: atom.number) >= 0
        guard !overflows, !isLost, byteCount == 8 || moved <= Int64(Int32.max) else {
            throw Refusal.expiryOutOfRange(offset + UInt64(atom.start))
        }
        return UInt64(bitPattern: moved)
    }

    private mutating func setExpiryOffset() {
        guard let now = options.rebasesExpiriesTo, let takenAt else {
            expiryOffset = 0
            return
        }
        // A moment that no clock shows moves every expiry out of range, which is refused where there is one.
        let (taken, overflows) = takenAt.multipliedReportingOverflow(by: 1000)
        expiryOffset = overflows ? (takenAt < 0 ? .max : .min) : now.subtractingReportingOverflow(taken).partialValue
    }

    /// Masks one string, in whatever form it lies in the file.
    private mutating func rewrite(
        _ atom: Atom, _ bytes: Span<UInt8>, _ strings: inout StringRewriter, _ output: inout ByteBuffer
    ) throws {
        // Strings of a module's data outside of values were passed or refused as a whole.
        if atom.role == .moduleString, entry.valueType != 7 { return }
        let part = atom.role == .moduleString ? entry.module.readString() : .unknown
        let role = MaskedRole(atom.role, part: part, aux: aux)
        if try isKept(role, atom) { return }
        recordOffset = offset + UInt64(atom.start)
        let form = atom.string
        if form.isInteger {
            let value = maskInteger(form.integer, role)
            copy(bytes, to: form.payloadStart, &output)
            output.appendLittleEndian(UInt64(bitPattern: value), byteCount: form.payload.count)
            written = form.end
            return
        }
        if form.plainCount == 0 { return }
        if form.encoding == .raw {
            copy(bytes, to: form.end, &output)
            var text = output.mutableSpan(output.count - form.plainCount..<output.count)
            do throws(ReadError) {
                try maskContent(&text, role)
            } catch {
                throw error.moved(by: offset + UInt64(form.payloadStart))
            }
        } else {
            try strings.unpack(form, bytes, offset: offset)
            var text = strings.plain.mutableSpan
            do throws(ReadError) {
                try maskContent(&text, role)
            } catch {
                // A place inside the unpacked text is none in the file: the packed string's own is.
                var moved = error
                moved.offset = offset + UInt64(form.payloadStart)
                throw moved
            }
            copy(bytes, to: form.start, &output)
            strings.write(form, bytes, to: &output)
            written = form.end
        }
    }

    /// Whether a string is passed on, and why.
    private mutating func isKept(_ role: MaskedRole, _ atom: Atom) throws -> Bool {
        switch role {
        case .kept:
            tally.add(.auxFieldsKept)
            if aux == .takenAt, atom.string.isInteger {
                entry.takenAt = atom.string.integer
                setExpiryOffset()
            }
            return true
        case .extra(.auxFieldsMasked) where options.identifiers == .keep,
            .extra(.slotImportsMasked) where options.identifiers == .keep:
            tally.add(.auxFieldsKept)
            return true
        case .library, .script:
            if options.code == .refuse { throw Refusal.code(offset + UInt64(atom.start)) }
            guard options.code == .keep else { return false }
            tally.add(role == .library ? .functionsKept : .scriptsKept)
            return true
        case .module(.unknown), .module(.projectionMatrix): return true
        case .value(let role) where treatment.keepsValue: return role != .listpackHashWithExpiry
        default: return false
        }
    }
}

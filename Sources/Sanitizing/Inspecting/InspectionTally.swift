import Masking
import RedisDump

/// Counts the records of a snapshot, chunk after chunk, in the order of the file.
struct InspectionTally: ~Copyable {
    /// The key whose attributes, name or value are being read.
    struct CurrentKey {
        var number: UInt64 = 0
        var start: UInt64 = 0
        var hasBegun = false
        var isNamed = false
        var expiry: Int64?
        var elements: UInt64 = 0
        /// The row of ``types`` for it.
        var typeRow = 0
        /// The row of ``templates`` for its name.
        var template = TemplateTable.other
        var expiringFields = 0
        /// Since which time the expiries of its fields count.
        var minimumFieldExpiry: Int64 = 0
        /// Numbers of the stream's or module's value read so far.
        var numberCount = 0
        var isPastConsumer = false
    }

    let options: InspectOptions
    let header: DumpHeader
    let records: RecordFacts
    private var walker: DumpWalker
    /// The file's offset of the first byte of the chunk.
    private(set) var offset: UInt64 = 0

    var result: Inspection
    var key = CurrentKey()
    var record = (start: UInt64(0), opcode: UInt8(0))
    /// The plain name of the current key, aux field or library.
    var text = ByteBuffer(capacity: 1 << 12)
    var packed = PackedCount()
    var describer = NameTemplate()
    var templates: TemplateTable
    var largest: LargestKeys
    var types: [Inspection.TypeCount]
    var databases: [UInt64: Int] = [:]
    /// The row of `result.databases` for the database that was selected.
    var databaseRow: Int?
    var database: UInt64 = 0
    var modules: [UInt64: Int] = [:]
    var moduleID: UInt64 = 0
    /// The name of the aux field whose value comes next; empty when it is long.
    var field = ""
    private var longestCount = -1

    init(_ header: DumpHeader, _ options: InspectOptions) {
        self.options = options
        self.header = header
        records = RecordFacts(header.family)
        walker = DumpWalker(family: header.family)
        types = records.typeRows
        templates = TemplateTable(limit: options.templateLimit)
        largest = LargestKeys(limit: options.largestCount)
        result = Inspection(header, now: options.now)
    }

    /// Counts the next chunk.
    mutating func add(_ chunk: Chunk) throws(ReadError) {
        offset = chunk.offset
        try walk(chunk.input, from: chunk.headerCount, to: chunk.end)
    }

    private mutating func walk(_ input: borrowing ByteBuffer, from start: Int, to end: Int) throws(ReadError) {
        var cursor = ByteCursor(input.span(0..<end), baseOffset: offset, position: start)
        while !cursor.isAtEnd {
            let atom = try walker.step(&cursor)
            try note(atom, cursor.bytes)
            if atom.string.end > 0, result.strings.add(atom.string, &longestCount) { noteLongest(atom) }
            if walker.isBetweenRecords { endRecord(offset + UInt64(cursor.position)) }
        }
    }

    private mutating func noteLongest(_ atom: Atom) {
        let isOfKey = key.hasBegun
        result.strings.longest = StringCounts.Longest(
            plainBytes: atom.string.plainCount, bytes: atom.string.end - atom.string.start, role: atom.role,
            keyNumber: isOfKey ? key.number : nil,
            template: isOfKey && key.isNamed ? String(decoding: describer.bytes, as: UTF8.self) : nil)
    }

    @inline(__always)
    private mutating func note(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        switch atom.role {
        case .listElement, .setMember, .zsetMember, .hashField, .hashValue, .score, .pendingID, .streamTime,
            .streamNode, .streamNodeID:
            if atom.role == .pendingID, !key.isPastConsumer { result.streams.pending += 1 }
        case .opcode: beginRecord(atom)
        case .key: try beginKey(atom.string, bytes)
        case .count: if records.countsElements(record.opcode) { key.elements = atom.number }
        default: try noteOther(atom, bytes)
        }
    }

    @inline(never)
    private mutating func noteOther(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        switch atom.role {
        case .stringValue:
            key.elements = 1
            key.typeRow = records.stringRow(atom.string.encoding)
        case .quicklistPlainNode: key.elements += 1
        case .ziplistList, .ziplistZset, .ziplistHash, .quicklistPackedNode, .listpackSet, .listpackZset,
            .listpackHash, .intset, .zipmapHash:
            key.elements &+= try packed.elements(atom.role, atom.string, bytes, offset)
        case .listpackHashWithExpiry: try readFieldExpiries(atom.string, bytes)
        case .minimumFieldExpiry, .fieldExpiry, .fieldExpiryMilliseconds: noteFieldExpiry(atom)
        case .expirySeconds: key.expiry = Int64(Int32(truncatingIfNeeded: atom.number)) * 1000
        case .expiryMilliseconds: key.expiry = Int64(bitPattern: atom.number)
        case .database: select(atom.number)
        case .auxName, .auxValue, .functionCode, .functionPreGA: try noteText(atom, bytes)
        case .moduleID: noteModule(atom.number)
        case .moduleInteger, .streamNumber: noteNumber(atom)
        case .groupName:
            result.streams.groups += 1
            key.isPastConsumer = false
        case .consumerName:
            result.streams.consumers += 1
            key.isPastConsumer = true
        default: break
        }
    }

    // MARK: Records

    private mutating func beginRecord(_ atom: Atom) {
        let opcode = UInt8(truncatingIfNeeded: atom.number)
        let place = offset + UInt64(atom.start)
        record = (place, opcode)
        if records.belongsToKey(opcode) {
            if !key.hasBegun { beginAttributes(place) }
            switch opcode {
            case 248: result.keysWithIdleTime += 1
            case 249: result.keysWithFrequency += 1
            case 243: result.keysWithMetadata += 1
            default: key.typeRow = Int(opcode)
            }
        } else if opcode == 244 {
            result.slotCount += 1
        } else if opcode == 243 {
            result.slotImportCount += 1
        }
    }

    private mutating func beginAttributes(_ place: UInt64) {
        let number = key.number
        key = CurrentKey()
        key.number = number + 1
        key.start = place
        key.hasBegun = true
    }

    private mutating func endRecord(_ end: UInt64) {
        guard key.hasBegun else { return endOther(end) }
        guard records.isKey(record.opcode) else { return }
        endKey(end)
        key.hasBegun = false
    }
}

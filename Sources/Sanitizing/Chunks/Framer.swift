import RedisDump

/// Cuts a snapshot into chunks, by walking over its elements without looking into them.
///
/// Chunks end between records, or between the elements of a collection, so that neither a large file nor a large
/// collection has to be held as a whole. The largest single string has.
struct Framer: ~Copyable {
    private let source: DumpSource
    /// How many bytes a chunk has, about.
    let chunkByteCount: Int
    /// The file's header.
    let header: DumpHeader
    private var walker: DumpWalker
    private var entry = EntryState()
    private var carry: ByteBuffer
    private var offset: UInt64 = 0
    private var isFirst = true
    private var elementCount = 0
    /// How many elements the chunk shall have; nil: as many as fill it.
    private var elementLimit: Int?
    private var checksum = CRC64()
    private var isAtEndOfInput = false
    /// Where the key whose value is being read has its name, in the chunk's input.
    private var keyForm: StringForm?
    private var isTakenAtNext = false

    /// Reads the header.
    init(_ source: DumpSource, chunkByteCount: Int) throws {
        self.source = source
        self.chunkByteCount = max(chunkByteCount, 64)
        var head = ByteBuffer(capacity: chunkByteCount)
        while head.count < DumpHeader.byteCount, !isAtEndOfInput {
            isAtEndOfInput = try source.read(into: &head, upTo: DumpHeader.byteCount - head.count) == 0
        }
        header = try DumpHeader(of: head)
        carry = head
        walker = DumpWalker(family: header.family)
    }

    /// Whether the EOF opcode has been read.
    var isFinished: Bool { walker.isFinished }

    /// Bytes of the RDB file read so far, trailer not counted before ``finish()``.
    var byteCount: UInt64 { offset }

    /// When the snapshot was taken, Unix seconds, where it says so.
    var takenAt: Int64? { entry.takenAt }

    /// Fills a chunk with the next elements; with a limit, with just as many.
    ///
    /// Chunks of a limit may end where a worker cannot begin: they are for comparing two snapshots element by element.
    mutating func fill(_ chunk: Chunk, elementCount limit: Int? = nil) throws {
        elementLimit = limit
        chunk.offset = offset
        chunk.walker = walker
        chunk.entry = entry
        chunk.headerCount = isFirst ? DumpHeader.byteCount : 0
        isFirst = false
        elementCount = 0
        chunk.recordStarts.removeAll(keepingCapacity: true)
        chunk.input.removeAll()
        chunk.input.append(carry.span)
        carry.removeAll()
        keyForm = nil

        var position = chunk.headerCount
        // What a large string left over is used up first: otherwise more would be read in each round than is cut off.
        if chunk.input.count < chunkByteCount + chunkByteCount / 16 { try readMore(into: chunk) }
        while true {
            do throws(ReadError) {
                try walk(chunk.input, &chunk.recordStarts, &position)
                break
            } catch {
                guard error.code == .truncated, !isAtEndOfInput else { throw error }
                // A claim beyond the end of the input is refused before it is waited for.
                if let left = source.remainingCount, let missing = error.found, missing > left { throw error }
            }
            try readMore(into: chunk)
        }
        chunk.end = position
        chunk.elementCount = elementCount
        carry.append(chunk.input.span(position..<chunk.input.count))
        checksum.update(chunk.input.span(0..<position))
        if !walker.isBetweenRecords, let keyForm { entry.keyName = try plainBytes(of: keyForm, in: chunk) }
        if walker.isBetweenRecords { entry.keyName = [] }
        offset += UInt64(position)
    }

    /// Checks what follows the EOF opcode.
    mutating func finish() throws -> DumpTrailer {
        let fixedCount = 8 + DumpTrailer.markCount
        while carry.count < fixedCount, !isAtEndOfInput {
            isAtEndOfInput = try source.read(into: &carry, upTo: fixedCount - carry.count) == 0
        }
        var trailer = try DumpTrailer(
            carry.span, offset: offset, header: header, computed: checksum.value, endMark: source.endMark)
        while !isAtEndOfInput {
            offset += UInt64(carry.count)
            carry.removeAll()
            isAtEndOfInput = try source.read(into: &carry, upTo: chunkByteCount) == 0
            try trailer.addPadding(carry.span, offset: offset)
        }
        offset += UInt64(carry.count)
        return trailer
    }

    private mutating func readMore(into chunk: Chunk) throws {
        // The first read brings a chunk; an element that is larger brings more, half as much again each time.
        let wanted = max(chunkByteCount + chunkByteCount / 16 - chunk.input.count, chunk.input.count / 2, 4096)
        var got = 0
        while got < wanted, !isAtEndOfInput {
            let count = try source.read(into: &chunk.input, upTo: wanted - got)
            isAtEndOfInput = count == 0
            got += count
        }
    }

    /// Walks until a place to cut at, beyond the chunk's size, or the end.
    private mutating func walk(
        _ input: borrowing ByteBuffer, _ recordStarts: inout [Int], _ position: inout Int
    ) throws(ReadError) {
        var cursor = ByteCursor(input.span, baseOffset: offset, position: position)
        while !walker.isFinished {
            if let elementLimit {
                if elementCount == elementLimit { return }
            } else if cursor.position >= chunkByteCount, mayCut {
                return
            }
            let isRecord = walker.isBetweenRecords
            let atom = try walker.step(&cursor)
            elementCount += 1
            if isRecord { recordStarts.append(atom.start) }
            position = cursor.position
            note(atom, cursor.bytes)
        }
    }

    /// Whether a worker can begin here with what it is told.
    private var mayCut: Bool {
        if walker.isBetweenRecords { return !entry.hasPendingAttributes }
        return entry.valueType < 242 && lastRole.endsElement
    }

    private var lastRole = Role.opcode

    private mutating func note(_ atom: Atom, _ bytes: Span<UInt8>) {
        lastRole = atom.role
        switch atom.role {
        case .opcode:
            entry.valueType = UInt8(truncatingIfNeeded: atom.number)
            if atom.number < 242 {
                entry.hasPendingAttributes = false
                keyForm = nil
            } else if [243, 248, 249, 252, 253].contains(atom.number) {
                // Under VALKEY, 243 is the description of a slot import, which stands alone.
                entry.hasPendingAttributes = atom.number != 243 || walker.family == .redis
            }
        case .key:
            keyForm = atom.string
            entry.keyNumber += 1
            entry.size = 0
        case .count: if entry.size == 0 { entry.size = atom.number }
        case .database: entry.database = atom.number
        case .expirySeconds: entry.expiry = Int64(Int32(truncatingIfNeeded: atom.number)) * 1000
        case .expiryMilliseconds: entry.expiry = Int64(bitPattern: atom.number)
        case .auxName: isTakenAtNext = isTakenAt(atom.string, bytes)
        case .auxValue: if isTakenAtNext { entry.takenAt = Self.integer(atom.string, bytes) }
        case .moduleID:
            entry.module = ModuleProgress()
            entry.module.typeID = atom.number
        case .moduleInteger: entry.module.readNumber(atom.number)
        case .moduleString: _ = entry.module.readString()
        default: break
        }
        if walker.isBetweenRecords, atom.role != .opcode, entry.valueType < 242 { entry.expiry = nil }
    }

    private func isTakenAt(_ form: StringForm, _ bytes: Span<UInt8>) -> Bool {
        let name = Array("ctime".utf8)
        guard form.encoding == .raw, form.payload.count == name.count else { return false }
        return name.indices.allSatisfy { bytes[form.payloadStart + $0] == name[$0] }
    }

    private static func integer(_ form: StringForm, _ bytes: Span<UInt8>) -> Int64? {
        if form.isInteger { return form.integer }
        guard form.encoding == .raw else { return nil }
        return Int64(String(decoding: form.payload.map { bytes[$0] }, as: UTF8.self))
    }

    private func plainBytes(of form: StringForm, in chunk: Chunk) throws -> [UInt8] {
        var plain = ByteBuffer(capacity: max(form.plainCount, 32))
        try Self.append(form, from: chunk.input, offset: offset, to: &plain)
        let span = plain.span
        return span.indices.map { span[$0] }
    }

    private static func append(
        _ form: StringForm, from input: borrowing ByteBuffer, offset: UInt64, to plain: inout ByteBuffer
    ) throws(ReadError) {
        try form.appendPlain(from: input.span, offset: offset, to: &plain)
    }
}

extension Role {
    /// Whether a collection may be cut behind this element.
    fileprivate var endsElement: Bool {
        switch self {
        case .opcode, .count, .hashField, .fieldExpiry, .auxName, .zsetMember, .streamNodeID, .metadataClass, .key,
            .moduleID, .minimumFieldExpiry, .groupName, .functionPreGA:
            false
        default: true
        }
    }
}

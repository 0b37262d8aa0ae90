import RedisDump

/// Reads an RDB file one whole record at a time, and leaves its bytes as they are.
///
/// Memory is that of the largest value: a server takes a value in one piece, so it has to be had in one piece.
struct RecordReader: ~Copyable {
    /// The file's header.
    let header: DumpHeader
    /// The bytes that the ranges below are of.
    private(set) var bytes: ByteBuffer
    /// The opcode or value type of the record.
    private(set) var opcode: UInt8 = 0
    /// The name of the record's key, if it has one.
    private(set) var key: StringForm?
    /// The bytes of the value, behind type and name.
    private(set) var body = 0..<0
    /// The first string of a record that is none of a key: code of functions, name of an aux field.
    private(set) var text: StringForm?
    /// What was said before about the key that comes next.
    private(set) var attributes = KeyAttributes()
    /// The database that keys are in.
    private(set) var database: UInt64 = 0
    /// Bytes of the file up to the end of the record.
    private(set) var byteCount: UInt64 = 0

    private let source: DumpSource
    private var walker: DumpWalker
    private var checksum = CRC64()
    private var position = 0
    /// Offset in the file of the first byte held.
    private var baseOffset: UInt64 = 0
    private var spare: ByteBuffer
    private var isAtEndOfInput = false
    private var attributesAreUsed = false

    private static let chunkByteCount = 1 << 18

    /// Reads the header.
    init(_ source: any ByteSource) throws {
        let dump = try DumpSource.unwrapping(source)
        var head = ByteBuffer(capacity: Self.chunkByteCount * 2)
        while head.count < DumpHeader.byteCount {
            guard try dump.read(into: &head, upTo: DumpHeader.byteCount - head.count) > 0 else { break }
        }
        let header = try DumpHeader(of: head)
        // Nothing throws from here on.
        self.source = dump
        self.header = header
        walker = DumpWalker(family: header.family)
        spare = ByteBuffer()
        position = DumpHeader.byteCount
        Self.update(&checksum, head, 0..<position)
        byteCount = UInt64(position)
        bytes = head
    }

    /// The key's name, whatever its form in the file.
    func appendKeyName(to output: inout ByteBuffer) throws(ReadError) { try append(key, to: &output) }

    /// The record's first string, whatever its form in the file.
    func appendText(to output: inout ByteBuffer) throws(ReadError) { try append(text, to: &output) }

    private func append(_ form: StringForm?, to output: inout ByteBuffer) throws(ReadError) {
        guard let form else { return }
        try form.appendPlain(from: bytes.span, offset: baseOffset, to: &output)
    }

    /// Reads the next record; false when it is the end.
    mutating func next() throws -> Bool {
        dropUsedBytes()
        if attributesAreUsed { attributes = KeyAttributes() }
        key = nil
        text = nil
        let start = position
        var bodyStart = start
        repeat {
            let atom = try step()
            take(atom, &bodyStart)
        } while !walker.isBetweenRecords
        body = bodyStart..<position
        attributesAreUsed = key != nil
        Self.update(&checksum, bytes, start..<position)
        byteCount += UInt64(position - start)
        return !walker.isFinished
    }

    /// Checks what follows the end.
    mutating func finish() throws -> DumpTrailer {
        dropUsedBytes()
        while bytes.count - position < 8 + DumpTrailer.markCount, !isAtEndOfInput { try readMore() }
        var trailer = try DumpTrailer(
            bytes.span(position..<bytes.count), offset: byteCount, header: header, computed: checksum.value,
            endMark: source.endMark)
        while !isAtEndOfInput {
            byteCount += UInt64(bytes.count - position)
            bytes.removeAll()
            position = 0
            try readMore()
            try trailer.addPadding(bytes.span, offset: byteCount)
        }
        return trailer
    }

    private mutating func step() throws -> Atom {
        while true {
            do throws(ReadError) {
                return try Self.step(&walker, bytes, baseOffset, &position)
            } catch {
                guard error.code == .truncated, !isAtEndOfInput else { throw error }
                if let left = source.remainingCount, let missing = error.found, missing > left { throw error }
            }
            try readMore()
        }
    }

    private static func step(
        _ walker: inout DumpWalker, _ bytes: borrowing ByteBuffer, _ baseOffset: UInt64, _ position: inout Int
    ) throws(ReadError) -> Atom {
        var cursor = ByteCursor(bytes.span, baseOffset: baseOffset, position: position)
        let atom = try walker.step(&cursor)
        position = cursor.position
        return atom
    }

    private static func update(_ checksum: inout CRC64, _ bytes: borrowing ByteBuffer, _ range: Range<Int>) {
        checksum.update(bytes.span(range))
    }

    private static func append(_ bytes: borrowing ByteBuffer, _ range: Range<Int>, to output: inout ByteBuffer) {
        output.append(bytes.span(range))
    }

    private mutating func take(_ atom: Atom, _ bodyStart: inout Int) {
        switch atom.role {
        case .opcode: opcode = UInt8(truncatingIfNeeded: atom.number)
        case .key:
            key = atom.string
            bodyStart = atom.end
        case .database: database = atom.number
        case .expirySeconds: attributes.expiry = Int64(Int32(truncatingIfNeeded: atom.number)) * 1000
        case .expiryMilliseconds: attributes.expiry = Int64(bitPattern: atom.number)
        case .idle: attributes.idleSeconds = atom.number
        case .frequency: attributes.frequency = UInt8(truncatingIfNeeded: atom.number)
        case .metadataClass: attributes.hasMetadata = true
        case .functionCode, .auxName: text = atom.string
        default: break
        }
    }

    private mutating func readMore() throws {
        let wanted = max(Self.chunkByteCount, bytes.count / 2)
        isAtEndOfInput = try source.read(into: &bytes, upTo: wanted) == 0
    }

    /// Drops what earlier records used, when that is much, and the memory that a large one took.
    private mutating func dropUsedBytes() {
        guard position > Self.chunkByteCount else { return }
        spare.removeAll()
        Self.append(bytes, position..<bytes.count, to: &spare)
        swap(&spare, &bytes)
        spare.removeAll()
        spare.shrink(toCapacity: Self.chunkByteCount * 2)
        bytes.shrink(toCapacity: max(bytes.count, Self.chunkByteCount * 2))
        baseOffset += UInt64(position)
        position = 0
    }
}

/// What a file says of a key before its name.
struct KeyAttributes: Equatable {
    /// When it expires, Unix ms.
    var expiry: Int64?
    /// Seconds since it was used.
    var idleSeconds: UInt64?
    /// Its LFU counter.
    var frequency: UInt8?
    /// Whether a module attached something to it.
    var hasMetadata = false
}

@testable import RedisDump

/// An atom as it compares: everything that must not depend on where reading stopped in between.
struct AtomShape: Equatable {
    var role: Role
    var range: Range<Int>
    var number: UInt64
    var encoding: StringForm.Encoding
    var payload: Range<Int>
    var plainCount: Int
    var integer: Int64

    init(_ atom: Atom) {
        role = atom.role
        range = atom.start..<atom.end
        number = atom.number
        encoding = atom.string.encoding
        payload = atom.string.payload
        plainCount = atom.string.plainCount
        integer = atom.string.integer
    }
}

/// A whole snapshot, read from header to trailer.
struct SnapshotWalk {
    private(set) var header: DumpHeader
    private(set) var trailer: DumpTrailer
    private(set) var atoms: [AtomShape] = []
    private(set) var keyCounts: [Int: Int] = [:]
    private(set) var recordCounts: [UInt8: Int] = [:]

    /// Reads everything, and each packed collection too when `unpacksBlobs`.
    init(_ bytes: [UInt8], endMark: [UInt8] = [], unpacksBlobs: Bool = false) throws(ReadError) {
        var cursor = ByteCursor(bytes.span)
        header = try DumpHeader(&cursor)
        var walker = DumpWalker(family: header.family)
        var database = 0
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            atoms.append(AtomShape(atom))
            switch atom.role {
            case .database: database = Int(truncatingIfNeeded: atom.number)
            case .key: keyCounts[database, default: 0] += 1
            case .opcode: recordCounts[UInt8(truncatingIfNeeded: atom.number), default: 0] += 1
            default: break
            }
            if unpacksBlobs { _ = try BlobWalk(atom, in: bytes.span) }
        }
        var checksum = CRC64()
        checksum.update(bytes.span.extracting(0..<cursor.position))
        trailer = try DumpTrailer(
            bytes.span.extracting(cursor.position..<bytes.count), offset: cursor.offset, header: header,
            computed: checksum.value, endMark: endMark)
    }
}

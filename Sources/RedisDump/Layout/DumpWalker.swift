/// One element of an RDB file.
public struct Atom: Sendable {
    /// What it is for.
    public var role: Role
    /// Index of its first byte, in the cursor's span.
    public var start: Int
    /// Index after its last byte.
    public var end: Int
    /// The number it holds: opcode, count, length, or fixed bytes read least significant first (up to 8).
    public var number: UInt64
    /// Its form, when it is a string.
    public var string: StringForm
}

/// Walks the records of an RDB file, one element at a time.
///
/// The state is a small value: reading can stop after any element and go on later, in another buffer or on another
/// thread. A step that throws leaves state and cursor as they were, so that a reader may fetch more bytes and ask
/// again. The header is read before (``DumpHeader``), what follows the end after (``DumpTrailer``).
public struct DumpWalker: Sendable {
    /// Whose files are read.
    public let family: DumpFamily
    /// The record that is being read.
    public private(set) var opcode: UInt8 = 0
    /// Whether the EOF opcode has been read.
    public private(set) var isFinished = false

    /// The program, held here so that a step need not look for it.
    private let instructions = LayoutProgram.all.instructions
    private var next = 0
    private var depth = 0
    private var remaining: InlineArray<4, UInt64> = [0, 0, 0, 0]

    /// Whether the next element begins a record.
    public var isBetweenRecords: Bool { next == 0 }

    /// A walker at the first record.
    public init(family: DumpFamily) { self.family = family }

    /// Reads the next element.
    ///
    /// Throws ``ReadError/Code/truncated`` when the cursor's bytes end inside it.
    public mutating func step(_ cursor: inout ByteCursor) throws(ReadError) -> Atom {
        let start = cursor.position
        do throws(ReadError) {
            return try advance(&cursor)
        } catch {
            cursor.position = start
            throw error
        }
    }

    /// Leaves the record that is being read; the caller has moved the cursor to the next one.
    public mutating func skipRecord() {
        next = 0
        depth = 0
    }

    private mutating func advance(_ cursor: inout ByteCursor) throws(ReadError) -> Atom {
        if next == 0 { return try beginRecord(&cursor) }
        let start = cursor.position
        let instruction = instructions[next]
        var number: UInt64 = 0
        var role = instruction.role
        var string = StringForm.none
        switch instruction.code {
        case .string:
            string = try cursor.readString("string")
        case .number:
            number = try cursor.readLength("number")
        case .bytes:
            let count = Int(instruction.operand)
            if count <= 8 {
                number = try cursor.readLittleEndian(count, "fixed bytes")
            } else {
                try cursor.skip(count, "fixed bytes")
            }
        case .doubleText:
            let length = try cursor.readByte("score")
            if length < 253 { try cursor.skip(Int(length), "score") }
        case .quicklistNode:
            number = try cursor.readLength("quicklist container")
            guard number == 1 || number == 2 else {
                throw ReadError(
                    .badStructure, at: cursor.offset, reading: "quicklist node", expected: "container 1 or 2",
                    found: number)
            }
            role = number == 1 ? .quicklistPlainNode : .quicklistPackedNode
            string = try cursor.readString("quicklist node")
        case .beginTimes:
            number = try cursor.readLength("count")
            if number == 0 {
                next = Int(instruction.operand)
            } else {
                remaining[depth] = number
                depth += 1
                next += 1
            }
            closeLoops()
            return Atom(role: .count, start: start, end: cursor.position, number: number, string: string)
        case .moduleStream:
            return try stepModule(&cursor, start)
        case .endTimes, .end:
            preconditionFailure("loops and records are closed as soon as their last element has been read")
        }
        next += 1
        closeLoops()
        return Atom(role: role, start: start, end: cursor.position, number: number, string: string)
    }

    private mutating func beginRecord(_ cursor: inout ByteCursor) throws(ReadError) -> Atom {
        let start = cursor.position
        let byte = try cursor.readByte("opcode")
        let entry = LayoutProgram.all.entries[Int(family.rawValue) * 256 + Int(byte)]
        guard entry != 0 else {
            throw ReadError(
                .unsupportedType, at: cursor.baseOffset + UInt64(start), reading: "record",
                expected: byte == 6
                    ? "a type that can be read without its module (MODULE_PRE_GA cannot)"
                    : "a known value type or opcode",
                found: UInt64(byte))
        }
        opcode = byte
        next = Int(entry)
        if byte == 255 { isFinished = true }
        closeLoops()
        return Atom(role: .opcode, start: start, end: cursor.position, number: UInt64(byte), string: StringForm.none)
    }

    /// Goes back to the beginning of a loop that is not done, and leaves loops and the record that are.
    private mutating func closeLoops() {
        while true {
            let instruction = instructions[next]
            switch instruction.code {
            case .endTimes:
                remaining[depth - 1] -= 1
                if remaining[depth - 1] > 0 {
                    next = Int(instruction.operand)
                    return
                }
                depth -= 1
                next += 1
            case .end:
                next = 0
                return
            default: return
            }
        }
    }

    /// Module values: opcode, operand; 0 ends (`module.c`, `RDB_MODULE_OPCODE_EOF` and following).
    private mutating func stepModule(_ cursor: inout ByteCursor, _ start: Int) throws(ReadError) -> Atom {
        var number = try cursor.readLength("module opcode")
        var string = StringForm.none
        let role: Role
        switch number {
        case 0:
            role = .moduleEnd
            next += 1
            closeLoops()
        case 1, 2:
            role = .moduleInteger
            number = try cursor.readLength("module integer")
        case 3:
            role = .moduleFloat
            number = try cursor.readLittleEndian(4, "module float")
        case 4:
            role = .moduleFloat
            number = try cursor.readLittleEndian(8, "module double")
        case 5:
            role = .moduleString
            string = try cursor.readString("module string")
        default:
            throw ReadError(
                .unsupportedType, at: cursor.baseOffset + UInt64(start), reading: "module value",
                expected: "a module opcode from 0 to 5", found: number)
        }
        return Atom(role: role, start: start, end: cursor.position, number: number, string: string)
    }
}

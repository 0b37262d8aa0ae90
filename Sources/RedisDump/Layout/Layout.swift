/// The two families of RDB files; some type bytes mean different things in each.
public enum DumpFamily: UInt8, Sendable {
    /// Magic `REDIS`.
    case redis
    /// Magic `VALKEY`.
    case valkey
}

/// One step of a record's layout, as it is written in the tables.
indirect enum LayoutStep: Sendable {
    /// A string in any of the five encodings.
    case string(Role)
    /// A length used as a number.
    case number(Role)
    /// Bytes of a fixed count.
    case bytes(Int, Role)
    /// A double as text, behind a one-byte length (253 NaN, 254 +inf, 255 −inf).
    case doubleText
    /// A quicklist 2 node: its container (1 plain, 2 packed), then a string.
    case quicklistNode
    /// A count, then the steps that often.
    case times([LayoutStep])
    /// A module's value: opcodes with operands up to the opcode 0.
    case moduleStream
}

/// The layouts as one flat program, so that reading can stop and go on at any element.
struct LayoutProgram: Sendable {
    enum Code: UInt8, Sendable {
        case string, number, bytes, doubleText, quicklistNode, beginTimes, endTimes, moduleStream, end
    }

    struct Instruction: Sendable {
        var code: Code
        var role: Role
        /// Byte count of `.bytes`; the index to jump to of `.beginTimes` and `.endTimes`.
        var operand: UInt16
    }

    private(set) var instructions: [Instruction] = []
    /// Index of a record's first instruction by family and opcode; 0 means that the record is unknown.
    private(set) var entries = [UInt16](repeating: 0, count: 512)

    /// The program of all rows of ``RecordLayout``.
    static let all = LayoutProgram(RecordLayout.all)

    init(_ rows: [RecordLayout]) {
        instructions.append(Instruction(code: .end, role: .opcode, operand: 0))
        for row in rows {
            let start = UInt16(instructions.count)
            if row.isKey { append(.string(.key)) }
            for step in row.steps { append(step) }
            instructions.append(Instruction(code: .end, role: .opcode, operand: 0))
            for family in row.families { entries[Int(family.rawValue) * 256 + Int(row.opcode)] = start }
        }
    }

    private mutating func append(_ step: LayoutStep) {
        func add(_ code: Code, _ role: Role = .opcode, _ operand: Int = 0) {
            instructions.append(Instruction(code: code, role: role, operand: UInt16(operand)))
        }
        switch step {
        case .string(let role): add(.string, role)
        case .number(let role): add(.number, role)
        case .bytes(let count, let role): add(.bytes, role, count)
        case .doubleText: add(.doubleText, .score)
        case .quicklistNode: add(.quicklistNode, .quicklistPackedNode)
        case .moduleStream: add(.moduleStream, .moduleOpcode)
        case .times(let steps):
            let begin = instructions.count
            add(.beginTimes, .count)
            for step in steps { append(step) }
            add(.endTimes, .count, begin + 1)
            instructions[begin].operand = UInt16(instructions.count)
        }
    }
}

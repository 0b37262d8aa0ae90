import RedisDump

/// What counting has to know of records, by opcode.
struct RecordFacts: Sendable {
    /// A row for each type byte, and behind them one for each encoding of strings.
    let typeRows: [Inspection.TypeCount]
    private let flags: [UInt8]
    private let kinds: [UInt8]

    init(_ family: DumpFamily) {
        var rows = (0...255).map { (number: UInt8) in
            let layout = RecordLayout.row(number, in: family)
            return Inspection.TypeCount(
                number: number, name: layout?.name ?? "", type: layout?.value?.kind.name ?? "",
                encoding: layout?.value?.encoding.name ?? "")
        }
        for encoding in [StringForm.Encoding.raw, .int8, .int16, .int32, .lzf] {
            rows.append(.init(number: 0, name: "STRING", type: "string", encoding: encoding.name))
        }
        typeRows = rows
        kinds = (0...255).map { RecordLayout.row($0, in: family)?.value?.kind.rawValue ?? 0 }
        flags = (0...255).map { (number: UInt8) in
            guard let layout = RecordLayout.row(number, in: family) else { return 0 }
            guard let value = layout.value else {
                let isAttribute = [248, 249, 252, 253].contains(number) || number == 243 && family == .redis
                return isAttribute ? Self.attribute : 0
            }
            // Of these, the first count is that of the elements; of others, of nodes.
            let isCounted = [.linkedlist, .hashtable, .skiplist].contains(value.encoding)
            return Self.key | (isCounted ? Self.counted : 0)
        }
    }

    /// Whether a record is a key with its value.
    @inline(__always)
    func isKey(_ opcode: UInt8) -> Bool { flags[Int(opcode)] & Self.key != 0 }

    /// Whether a record is a key, or says something of the next one.
    func belongsToKey(_ opcode: UInt8) -> Bool { flags[Int(opcode)] & (Self.key | Self.attribute) != 0 }

    /// Whether the count in the record is that of the key's elements.
    @inline(__always)
    func countsElements(_ opcode: UInt8) -> Bool { flags[Int(opcode)] & Self.counted != 0 }

    /// The raw value of a key's `ValueType.Kind`.
    func kind(_ opcode: UInt8) -> UInt8 { kinds[Int(opcode)] }

    /// The row for strings with an encoding.
    func stringRow(_ encoding: StringForm.Encoding) -> Int { 256 + Int(encoding.rawValue) }

    private static let key: UInt8 = 1
    private static let attribute: UInt8 = 2
    private static let counted: UInt8 = 4
}

extension ValueType.Kind {
    /// As `TYPE` says it.
    var name: String { String(describing: self) }
}

extension ValueType.Encoding {
    var name: String { String(describing: self) }
}

extension StringForm.Encoding {
    var name: String { String(describing: self) }
}

import RedisDump

/// Everything that is no key: aux fields, functions, modules' data; and the numbers inside streams and modules' values.
extension InspectionTally {
    /// Names and values of aux fields that are known are not longer.
    private static let longestField = 64

    // MARK: Aux fields and code

    mutating func noteText(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        let form = atom.string
        switch atom.role {
        case .auxName: field = form.plainCount <= Self.longestField ? try shortString(form, bytes) : ""
        case .auxValue: try noteAuxValue(form, bytes)
        case .functionCode:
            result.functions.count += 1
            result.functions.bytes += UInt64(form.plainCount)
            guard options.showsNames else { return }
            try readText(form, bytes)
            listFunction(PrintableName.ofLibrary(text.span))
        default:
            // Name, engine, perhaps a description, code.
            result.functions.bytes += UInt64(form.plainCount)
            guard offset + UInt64(form.start) == record.start + 1 else { return }
            result.functions.count += 1
            guard options.showsNames else { return }
            try readText(form, bytes)
            listFunction(PrintableName.text(text.span))
        }
    }

    private mutating func noteAuxValue(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) {
        switch field {
        case "lua":
            result.scripts.count += 1
            result.scripts.bytes += UInt64(form.plainCount)
        case "slot-info": result.slotCount += 1
        default:
            let value = form.plainCount <= Self.longestField ? try shortString(form, bytes) : ""
            result.server.note(field, value)
        }
    }

    private mutating func shortString(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) -> String {
        try readText(form, bytes)
        let span = text.span
        return String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
    }

    private mutating func listFunction(_ name: String) {
        if result.functions.names.count < Inspection.CodeCount.longestList { result.functions.names.append(name) }
    }

    // MARK: Modules and streams

    mutating func noteModule(_ id: UInt64) {
        moduleID = id
        if modules[id] == nil {
            modules[id] = result.modules.count
            result.modules.append(.init(name: ModuleType.name(id), version: Int(id & 1023)))
        }
    }

    /// A vector set begins with dimensions and size (`vset.c` of Redis 8); a stream's nodes are followed by its length.
    mutating func noteNumber(_ atom: Atom) {
        defer { key.numberCount += 1 }
        if atom.role == .streamNumber {
            guard key.numberCount == 0 else { return }
            key.elements = atom.number
            result.streams.streams += 1
            result.streams.entries &+= atom.number
        } else if record.opcode == 7, key.numberCount == 1, isVectorSet {
            key.elements = atom.number
        }
    }

    /// Whether the last module's type is that of vector sets; their version may change.
    var isVectorSet: Bool { moduleID >> 10 == Self.vectorSetID }

    /// `vectorset` in characters of six bits.
    private static let vectorSetID: UInt64 = {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        return "vectorset".utf8.reduce(0) { $0 << 6 | UInt64(alphabet.firstIndex(of: $1) ?? 0) }
    }()

    // MARK: Sums

    /// Counts the bytes of a record that is no key.
    mutating func endOther(_ end: UInt64) {
        let byteCount = end - record.start
        result.otherBytes += byteCount
        if record.opcode == 247, let row = modules[moduleID] {
            result.modules[row].auxRecords += 1
            result.modules[row].bytes += byteCount
        }
    }

    /// Everything that was counted, sorted.
    consuming func inspection(
        envelope: DumpSource.Envelope, trailer: DumpTrailer, byteCount: UInt64
    ) -> Inspection {
        var result = result
        result.envelope = envelope
        result.checksum = trailer.checksum
        result.paddingCount = trailer.paddingCount
        result.byteCount = byteCount
        result.lifetimesFrom = lifetimesFrom
        result.databases.sort { $0.number < $1.number }
        for database in result.databases { result.keys += database.count }
        result.types = types.filter { $0.count.keys > 0 }
            .sorted { ($0.number, $0.encoding) < ($1.number, $1.encoding) }
        result.modules.sort { ($0.name, $0.version) < ($1.name, $1.version) }
        result.largestKeys = largest.keys
        result.otherTemplates = templates.rows[TemplateTable.other].count
        result.templates = (1..<templates.rows.count).map { number in
            let row = templates.rows[number]
            let types = ValueType.Kind.allCases.filter { row.types & 1 << UInt16($0.rawValue) != 0 }
            return Inspection.TemplateCount(
                template: templates.text(of: number), count: row.count, types: types.map(\.name).sorted())
        }
        .sorted { ($1.count.keys, $0.template) < ($0.count.keys, $1.template) }
        return result
    }
}

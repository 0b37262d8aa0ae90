import Masking
import RedisDump

/// Keys: their names, databases, types, expiries.
extension InspectionTally {
    mutating func beginKey(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) {
        try readText(form, bytes)
        Self.describe(&text, with: &describer)
        key.template = templates.row(of: describer.bytes)
        key.isNamed = true
    }

    private static func describe(_ name: inout ByteBuffer, with describer: inout NameTemplate) {
        let span = name.mutableSpan
        describer.describe(span)
    }

    /// Puts the plain bytes of a string into `text`.
    mutating func readText(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) {
        text.removeAll()
        text.shrink(toCapacity: 4 << 20)
        try form.appendPlain(from: bytes, offset: offset, to: &text)
    }

    mutating func select(_ number: UInt64) {
        database = number
        databaseRow = databases[number]
    }

    /// Counts the key whose value ended.
    mutating func endKey(_ end: UInt64) {
        let byteCount = end - key.start
        let expires = key.expiry != nil
        let row = databaseRow ?? addDatabase()
        result.databases[row].count.add(byteCount, expires: expires)
        types[key.typeRow].count.add(byteCount, expires: expires)
        types[key.typeRow].elements &+= key.elements
        templates.add(byteCount, expires: expires, type: records.kind(record.opcode), to: key.template)
        if let expiry = key.expiry {
            result.lifetimes.add(expiry: expiry, from: lifetimesFrom)
        } else {
            result.lifetimes.addWithoutExpiry()
        }
        if key.expiringFields > 0 { result.hashesWithFieldLifetimes += 1 }
        if record.opcode == 7, let row = modules[moduleID] {
            result.modules[row].keys += 1
            result.modules[row].bytes += byteCount
        }
        if largest.isLargeEnough(byteCount) { insertLargest(byteCount) }
    }

    /// Unix ms that lifetimes count from.
    var lifetimesFrom: Int64 { result.server.takenAt.map { $0 &* 1000 } ?? options.now }

    private mutating func addDatabase() -> Int {
        let row = result.databases.count
        result.databases.append(.init(number: database))
        databases[database] = row
        databaseRow = row
        return row
    }

    private mutating func insertLargest(_ byteCount: UInt64) {
        let type = types[key.typeRow]
        let hasElements = record.opcode != 7 || isVectorSet
        largest.insert(
            .init(
                number: key.number, database: database, template: String(decoding: describer.bytes, as: UTF8.self),
                name: options.showsNames ? PrintableName.text(text.span) : nil, type: type.type,
                encoding: type.encoding, elements: hasElements ? key.elements : nil, bytes: byteCount))
    }

    // MARK: Expiries of fields

    mutating func noteFieldExpiry(_ atom: Atom) {
        let number = Int64(bitPattern: atom.number)
        switch atom.role {
        case .minimumFieldExpiry: key.minimumFieldExpiry = number
        case .fieldExpiryMilliseconds: addFieldExpiry(number < 0 ? nil : number)
        default:
            // Before Redis 7.4 was released the expiry was absolute; since then it counts from the smallest, plus one.
            let start = record.opcode == 22 ? 0 : key.minimumFieldExpiry &- 1
            addFieldExpiry(number == 0 ? nil : start &+ number)
        }
    }

    mutating func readFieldExpiries(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) {
        try packed.readFieldExpiries(form, bytes, offset)
        key.elements = UInt64(packed.fieldExpiries.count)
        for number in packed.fieldExpiries.indices {
            let expiry = packed.fieldExpiries[number]
            addFieldExpiry(expiry == 0 ? nil : expiry)
        }
    }

    private mutating func addFieldExpiry(_ expiry: Int64?) {
        guard let expiry else { return result.fieldLifetimes.addWithoutExpiry() }
        key.expiringFields += 1
        result.fieldLifetimes.add(expiry: expiry, from: lifetimesFrom)
    }
}

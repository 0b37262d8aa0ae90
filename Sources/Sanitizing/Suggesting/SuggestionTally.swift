import Masking
import RedisDump

/// Looks at the records of a snapshot, chunk after chunk, and keeps what a pack of rules needs to know.
struct SuggestionTally: ~Copyable {
    /// What an element of a packed collection is.
    private enum Shape {
        case members
        /// Members with something behind each that is not looked at.
        case scoredMembers
        /// Fields and values, and perhaps an expiry.
        case fields(period: Int)
    }

    private let records: RecordFacts
    private var walker: DumpWalker
    private var offset: UInt64 = 0
    private var table: DraftTable
    private var describer = NameTemplate.coded()
    private var probe = ValueProbe()
    private let scanner = TokenScanner()
    private var text = ByteBuffer(capacity: 1 << 12)
    /// The name of the field whose value comes next.
    private var field: [UInt8] = []
    private var masterFields: [[UInt8]] = []
    private var expires = false
    private var row: Int?
    private(set) var keyCount = 0

    init(_ header: DumpHeader, templateLimit: Int) {
        records = RecordFacts(header.family)
        walker = DumpWalker(family: header.family)
        table = DraftTable(limit: templateLimit)
    }

    /// What was found.
    var drafts: [RuleDraft] { table.drafts }
    var otherKeys: Int { table.otherKeys }

    mutating func add(_ chunk: Chunk) throws(ReadError) {
        offset = chunk.offset
        try walk(chunk.input, from: chunk.headerCount, to: chunk.end)
    }

    private mutating func walk(_ input: borrowing ByteBuffer, from start: Int, to end: Int) throws(ReadError) {
        var cursor = ByteCursor(input.span(0..<end), baseOffset: offset, position: start)
        while !cursor.isAtEnd {
            let atom = try walker.step(&cursor)
            try note(atom, cursor.bytes)
        }
    }

    private mutating func note(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        switch atom.role {
        case .expirySeconds, .expiryMilliseconds: expires = true
        case .key: try beginKey(atom.string, bytes)
        case .stringValue: try noteString(atom, bytes)
        case .listElement, .quicklistPlainNode, .setMember, .zsetMember: try noteMember(atom, bytes)
        case .hashField:
            guard try read(atom, bytes) else { return }
            Self.copy(text, to: &field)
        case .hashValue: if try read(atom, bytes) { noteField(Self.bytes(text)) }
        case .quicklistPackedNode, .listpackSet: try notePacked(atom, bytes, .listpack, .members)
        case .ziplistList: try notePacked(atom, bytes, .ziplist, .members)
        case .listpackZset: try notePacked(atom, bytes, .listpack, .scoredMembers)
        case .ziplistZset: try notePacked(atom, bytes, .ziplist, .scoredMembers)
        case .listpackHash: try notePacked(atom, bytes, .listpack, .fields(period: 2))
        case .listpackHashWithExpiry: try notePacked(atom, bytes, .listpack, .fields(period: 3))
        case .ziplistHash: try notePacked(atom, bytes, .ziplist, .fields(period: 2))
        case .streamNode: try noteStream(atom, bytes)
        case .zipmapHash: try noteZipmap(atom, bytes)
        case .intset: try noteIntset(atom, bytes)
        default: break
        }
    }

    // MARK: Keys

    private mutating func beginKey(_ form: StringForm, _ bytes: Span<UInt8>) throws(ReadError) {
        text.removeAll()
        try form.appendPlain(from: bytes, offset: offset, to: &text)
        Self.describe(&text, with: &describer)
        let type = ValueType.Kind(rawValue: records.kind(walker.opcode)) ?? .string
        row = table.row(describer.bytes, type)
        keyCount += 1
        if let row {
            let expires = expires
            table.update(row) {
                $0.keys += 1
                if expires { $0.expiring += 1 }
            }
        }
        expires = false
    }

    private static func describe(_ name: inout ByteBuffer, with describer: inout NameTemplate) {
        let span = name.mutableSpan
        describer.describe(span)
    }

    private static func copy(_ text: borrowing ByteBuffer, to bytes: inout [UInt8]) {
        let span = text.span
        bytes.removeAll(keepingCapacity: true)
        for index in span.indices { bytes.append(span[index]) }
    }

    // MARK: Values

    /// Unpacks a string; false when enough is known of its template already.
    private mutating func read(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) -> Bool {
        guard let row, !table.drafts[row].isSated else { return false }
        text.removeAll()
        text.shrink(toCapacity: 4 << 20)
        try atom.string.appendPlain(from: bytes, offset: offset, to: &text)
        return true
    }

    private mutating func noteString(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        guard try read(atom, bytes), let row else { return }
        let kind = noteValue(Self.bytes(text), row)
        if kind == .json, table.drafts[row].documentCount < RuleDraft.documentLimit { noteDocument(row) }
    }

    private mutating func noteMember(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        guard try read(atom, bytes), let row else { return }
        _ = noteValue(Self.bytes(text), row)
    }

    private static func bytes(_ text: borrowing ByteBuffer) -> [UInt8] {
        let span = text.span
        return span.indices.map { span[$0] }
    }

    /// What a value is as a whole, and what is found in it.
    private struct Look {
        var kind: Kind
        var codec: String?
        var findings: [Finding]

        func note(in facts: inout ValueFacts) { facts.add(kind: kind, codec: codec, findings) }
    }

    private mutating func look(at value: Span<UInt8>, named name: Span<UInt8>?) -> Look {
        var findings: [Finding] = []
        if let name {
            scanner.scan(value, named: name, into: &findings)
        } else {
            scanner.scan(value, into: &findings)
        }
        return Look(kind: probe.kind(of: value), codec: probe.codec(of: value), findings: findings)
    }

    /// Looks at a string, an element or a member.
    private mutating func noteValue(_ value: [UInt8], _ row: Int) -> Kind {
        let look = look(at: value.span, named: nil)
        table.update(row) {
            $0.valueCount += 1
            look.note(in: &$0.values)
        }
        return look.kind
    }

    /// Looks at the value of ``field``.
    private mutating func noteField(_ value: [UInt8]) {
        guard let row else { return }
        let field = field
        let look = look(at: value.span, named: field.span)
        let name = probe.isStructural(field.span) ? String(decoding: field, as: UTF8.self) : "*"
        table.update(row) { draft in
            draft.valueCount += 1
            draft.addField(name, look.note)
        }
    }

    private mutating func noteDocument(_ row: Int) {
        let document = Self.bytes(text)
        table.update(row) { $0.documentCount += 1 }
        for leaf in DocumentOutline(document.span, probe).leaves {
            let name = document.span.extracting(leaf.name)
            let look = look(at: document.span.extracting(leaf.range), named: name)
            table.update(row) { $0.addPath(leaf.path, look.note) }
        }
    }

    // MARK: Packed collections

    private mutating func notePacked(
        _ atom: Atom, _ bytes: Span<UInt8>, _ format: PackedFormat, _ shape: Shape
    ) throws(ReadError) {
        guard try read(atom, bytes) else { return }
        let plain = Self.bytes(text)
        var walk = try PackedWalk(format, plain.span)
        var place = 0
        while let element = try walk.next(plain.span) {
            let value = element.isInteger ? Array(String(element.integer).utf8) : Array(plain[element.payload])
            note(value, at: place, shape)
            place += 1
        }
    }

    private mutating func note(_ value: [UInt8], at place: Int, _ shape: Shape) {
        guard let row, !table.drafts[row].isSated else { return }
        switch shape {
        case .members: _ = noteValue(value, row)
        case .scoredMembers: if place % 2 == 0 { _ = noteValue(value, row) }
        case .fields(let period):
            if place % period == 0 { field = value } else if place % period == 1 { noteField(value) }
        }
    }

    private mutating func noteIntset(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        guard try read(atom, bytes), let row else { return }
        let plain = Self.bytes(text)
        let set = try Intset(plain.span)
        for index in 0..<set.count where !table.drafts[row].isSated {
            _ = noteValue(Array(String(set[index, plain.span]).utf8), row)
        }
    }

    private mutating func noteZipmap(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        guard try read(atom, bytes) else { return }
        let plain = Self.bytes(text)
        var at = 1
        while let pair = try Zipmap.pair(plain.span, at: at) {
            field = Array(plain[pair.field])
            noteField(Array(plain[pair.value]))
            at = pair.unused.upperBound
        }
    }

    private mutating func noteStream(_ atom: Atom, _ bytes: Span<UInt8>) throws(ReadError) {
        guard try read(atom, bytes) else { return }
        let plain = Self.bytes(text)
        masterFields.removeAll(keepingCapacity: true)
        var walk = try StreamNodeWalk(plain.span)
        while let (element, part) = try walk.next(plain.span) {
            let value = element.isInteger ? Array(String(element.integer).utf8) : Array(plain[element.payload])
            switch part {
            case .masterField: masterFields.append(value)
            case .entryField: field = value
            case .value(let index):
                if let index, index < masterFields.count { field = masterFields[index] }
                noteField(value)
            case .bookkeeping: break
            }
        }
    }
}

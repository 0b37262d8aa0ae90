import RedisDump

/// An RDB file taken apart: every atom with its plain bytes, and what lies inside packed collections.
struct SnapshotView {
    /// An element of a packed collection.
    enum Packed: Hashable {
        case text([UInt8])
        case integer(Int64)

        /// The text of either.
        var plain: [UInt8] {
            switch self {
            case .text(let text): text
            case .integer(let value): Array(String(value).utf8)
            }
        }
    }

    /// One element of the file.
    struct Item {
        var atom: Atom
        /// A string, unpacked; integers as text.
        var plain: [UInt8]
        /// The elements, where the string is a packed collection.
        var packed: [Packed]
    }

    /// A key with its value.
    struct Key {
        var database: UInt64
        var name: [UInt8]
        var nameForm: StringForm
        var type: UInt8
        var items: [Item]

        /// Strings and integers of the value, one by one, wherever they lie. Scores and bookkeeping are not among them,
        /// but in packed sorted sets and streams they are.
        var elements: [[UInt8]] { items.flatMap { $0.packed.isEmpty ? [$0.plain] : $0.packed.map(\.plain) } }
    }

    /// Every string outside keys and their values.
    var others: [Item] = []
    var keys: [Key] = []

    init(_ bytes: [UInt8]) throws {
        var cursor = ByteCursor(bytes.span)
        let header = try DumpHeader(&cursor)
        var walker = DumpWalker(family: header.family)
        var database: UInt64 = 0
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            if atom.role == .opcode { continue }
            if atom.role == .database { database = atom.number }
            let item = try Self.item(atom, bytes)
            if atom.role == .key {
                keys.append(
                    Key(database: database, name: item.plain, nameForm: atom.string, type: walker.opcode, items: []))
            } else if walker.opcode < 242 {
                if Self.isString(atom) { keys[keys.count - 1].items.append(item) }
            } else if Self.isString(atom) {
                others.append(item)
            }
        }
    }

    /// Whether an atom is a string.
    static func isString(_ atom: Atom) -> Bool { atom.string.end > 0 }

    private static func item(_ atom: Atom, _ bytes: [UInt8]) throws -> Item {
        guard isString(atom) else { return Item(atom: atom, plain: [], packed: []) }
        var buffer = ByteBuffer(capacity: 64)
        try atom.string.appendPlain(from: bytes.span, offset: 0, to: &buffer)
        let plain = Array(copying: buffer.span)
        return Item(atom: atom, plain: plain, packed: try packed(atom.role, plain))
    }

    private static func packed(_ role: Role, _ plain: [UInt8]) throws -> [Packed] {
        switch role {
        case .ziplistList, .ziplistZset, .ziplistHash: return try walk(.ziplist, plain)
        case .listpackHash, .listpackZset, .listpackSet, .listpackHashWithExpiry, .quicklistPackedNode, .streamNode:
            return try walk(.listpack, plain)
        case .intset:
            let set = try Intset(plain.span)
            return (0..<set.count).map { .integer(set[$0, plain.span]) }
        case .zipmapHash:
            var found: [Packed] = []
            var at = 1
            while let pair = try Zipmap.pair(plain.span, at: at) {
                found += [.text(Array(plain[pair.field])), .text(Array(plain[pair.value]))]
                at = pair.unused.upperBound
            }
            return found
        default: return []
        }
    }

    private static func walk(_ format: PackedFormat, _ plain: [UInt8]) throws -> [Packed] {
        var walk = try PackedWalk(format, plain.span)
        var found: [Packed] = []
        while let element = try walk.next(plain.span) {
            found.append(element.isInteger ? .integer(element.integer) : .text(Array(plain[element.payload])))
        }
        return found
    }
}

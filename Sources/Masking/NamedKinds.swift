/// Kinds by the names of fields and members, however a name is written: `card_number`, `cardNumber`, `CARD-NUMBER`.
///
/// Where a value would be masked as what it is found to be, its name can say what it is. Names are compared without regard
/// to case and without `_`, `-`, `.` and spaces. A look-up allocates nothing.
public struct NamedKinds: Sendable, Equatable {
    /// One name.
    public struct Entry: Sendable, Equatable {
        /// The name as it is compared.
        public let name: [UInt8]
        /// What values of that name are masked as.
        public let kind: Kind
    }

    /// No names.
    public static let none = NamedKinds([])

    /// Longer names are not in the table.
    private static let longest = 64

    /// Every name, in the order in which they were given.
    public let entries: [Entry]
    /// Numbers of entries counted from one, by hash; zero is none.
    private let slots: [UInt32]

    /// A table of names; the first one of those that are compared alike counts.
    public init(_ names: [(name: String, kind: Kind)]) {
        var entries: [Entry] = []
        var seen: Set<[UInt8]> = []
        for (name, kind) in names {
            let compared = Self.compared(name)
            guard !compared.isEmpty, compared.count <= Self.longest, seen.insert(compared).inserted else { continue }
            entries.append(Entry(name: compared, kind: kind))
        }
        var capacity = 16
        while capacity < entries.count * 4 { capacity *= 2 }
        var slots = [UInt32](repeating: 0, count: capacity)
        for (number, entry) in entries.enumerated() {
            var slot = Self.slot(Self.hash(entry.name.span), capacity)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = UInt32(number + 1)
        }
        self.entries = entries
        self.slots = slots
    }

    /// Whether there are no names.
    public var isEmpty: Bool { entries.isEmpty }

    /// A name as it is compared.
    public static func compared(_ name: String) -> [UInt8] { name.utf8.compactMap(letter) }

    /// The kind of values with this name, or nil.
    public func kind(of name: Span<UInt8>) -> Kind? {
        guard !entries.isEmpty, name.count <= Self.longest else { return nil }
        var slot = Self.slot(Self.hash(name), slots.count)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if Self.isSame(entry.name, name) { return entry.kind }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The byte that stands for one of a name; nil for a separator.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x5F, 0x2D, 0x2E, 0x20: nil
        default: byte
        }
    }

    /// FNV-1a over the bytes that are compared.
    private static func hash(_ name: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in name.indices {
            if let byte = letter(name[index]) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }

    private static func slot(_ hash: UInt64, _ capacity: Int) -> Int {
        Int(truncatingIfNeeded: hash ^ hash >> 32) & (capacity - 1)
    }

    private static func isSame(_ compared: [UInt8], _ name: Span<UInt8>) -> Bool {
        var place = 0
        for index in name.indices {
            guard let byte = letter(name[index]) else { continue }
            guard place < compared.count, compared[place] == byte else { return false }
            place += 1
        }
        return place == compared.count
    }
}

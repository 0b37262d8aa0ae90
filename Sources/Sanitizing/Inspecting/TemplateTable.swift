/// Counts templates, up to a number of different ones; the first that are met are kept.
///
/// Open addressing over one array of bytes: counting a template that is known allocates nothing.
struct TemplateTable {
    /// A template with its keys.
    struct Row {
        fileprivate var hash: UInt64
        fileprivate var text: Range<Int>
        var count = Inspection.KeyCount()
        /// A bit for each type of key.
        var types: UInt16 = 0
    }

    /// The number of the row for what comes when the table is full.
    static let other = 0

    private(set) var rows = [Row(hash: 0, text: 0..<0)]
    private var texts: [UInt8] = []
    private var slots: [Int32]
    private let limit: Int

    /// A table for a number of templates.
    init(limit: Int) {
        self.limit = min(max(limit, 0), 1 << 24)
        var width = 16
        while width < self.limit * 2 { width *= 2 }
        slots = [Int32](repeating: 0, count: width)
    }

    /// The number of a template's row; a new one while there is room, else ``other``.
    mutating func row(of template: [UInt8]) -> Int {
        let hash = Self.hash(template)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let row = Int(slots[slot])
            if rows[row].hash == hash, isText(of: row, template) { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard rows.count <= limit else { return Self.other }
        slots[slot] = Int32(rows.count)
        rows.append(Row(hash: hash, text: texts.count..<texts.count + template.count))
        texts += template
        return rows.count - 1
    }

    /// Counts a key.
    mutating func add(_ byteCount: UInt64, expires: Bool, type: UInt8, to row: Int) {
        rows[row].count.add(byteCount, expires: expires)
        rows[row].types |= 1 << UInt16(type)
    }

    /// The template of a row.
    func text(of row: Int) -> String { String(decoding: texts[rows[row].text], as: UTF8.self) }

    private func isText(of row: Int, _ template: [UInt8]) -> Bool {
        let text = rows[row].text
        guard text.count == template.count else { return false }
        for index in 0..<text.count where texts[text.lowerBound + index] != template[index] { return false }
        return true
    }

    /// FNV-1a, its high bits folded into the low ones.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 32
    }
}

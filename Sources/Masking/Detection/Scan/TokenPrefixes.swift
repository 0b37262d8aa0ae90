/// Which rows of ``TokenForm/all`` can begin at a place: a filter of one bit for each three bytes, then the rows.
struct TokenPrefixes: Sendable {
    private static let filterWidth = 12

    private var filter = [UInt64](repeating: 0, count: 1 << (filterWidth - 6))
    /// Rows by the hash of their first three bytes.
    private var rows: [(key: UInt32, index: UInt8)] = []

    init() {
        for (index, form) in TokenForm.all.enumerated() {
            precondition(form.prefix.count >= 2, "a prefix has two bytes at least")
            // A prefix of two bytes goes on with any byte of its alphabet.
            let thirds = form.prefix.count > 2 ? [form.prefix[2]] : (0...255).filter { form.alphabet.contains($0) }
            for third in thirds {
                let key = Self.key(form.prefix[0], form.prefix[1], third)
                rows.append((key, UInt8(index)))
                admit(key)
            }
        }
        // A JSON web token begins with {" in base64.
        admit(Self.key(0x65, 0x79, 0x4A))
    }

    private mutating func admit(_ key: UInt32) {
        let bit = Self.bit(key)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Whether a row may begin with the three bytes at a place.
    @inline(__always)
    func mayBegin(_ text: Span<UInt8>, at start: Int) -> Bool {
        guard start <= text.count - 3 else { return false }
        let bit = Self.bit(Self.key(text[start], text[start + 1], text[start + 2]))
        return filter[bit >> 6] >> UInt64(bit & 63) & 1 != 0
    }

    /// The token at a place, by the first row that it has the form of.
    func token(_ text: ScanText, at start: Int) -> Finding? {
        guard start + 3 <= text.count else { return nil }
        let key = Self.key(text[start], text[start + 1], text[start + 2])
        for row in rows where row.key == key {
            if let finding = TokenForm.all[Int(row.index)].match(text, at: start, row: row.index) { return finding }
        }
        return nil
    }

    @inline(__always)
    private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    @inline(__always)
    private static func bit(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> UInt32(32 - filterWidth)) }
}

/// A word of at most fifteen ASCII letters and digits, lower-cased, in sixteen bytes.
///
/// ```
/// byte    0 … 14                     15
///        ┌────────────────────────┬────────┐
///        │ the word, then zeros   │ border │
///        └────────────────────────┴────────┘
/// ```
/// The border is zero for a word, and the length of the first half for a pair.
struct PackedWord: Equatable {
    /// The most bytes a word or a pair has.
    static let longest = 15

    /// Bytes 0 to 7.
    private(set) var low: UInt64 = 0
    /// Bytes 8 to 15.
    private(set) var high: UInt64 = 0
    /// How many bytes were appended; more than ``longest`` means that the word is too long to be in any table.
    private(set) var length = 0

    /// Whether the word can be looked up.
    var isWhole: Bool { length > 0 && length <= Self.longest }

    /// Adds a lower-case letter or a digit.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if length < 8 {
            low |= UInt64(byte) &<< UInt64(truncatingIfNeeded: 8 &* length)
        } else if length < Self.longest {
            high |= UInt64(byte) &<< UInt64(truncatingIfNeeded: 8 &* (length &- 8))
        }
        length += 1
    }

    /// Takes the last byte away, of a word that is whole.
    @inline(__always)
    mutating func removeLast() {
        length -= 1
        if length < 8 {
            low &= (1 &<< UInt64(truncatingIfNeeded: 8 * length)) - 1
            high = 0
        } else {
            high &= (1 &<< UInt64(truncatingIfNeeded: 8 * (length - 8))) - 1
        }
    }

    /// The pair of this word and the next one; nil when it is too long.
    func joined(to next: PackedWord) -> PackedWord? {
        guard isWhole, next.isWhole, length + next.length <= Self.longest else { return nil }
        let second = UInt128(next.high) << 64 | UInt128(next.low)
        let shifted = second << UInt128(truncatingIfNeeded: 8 * length)
        var pair = self
        pair.low |= UInt64(truncatingIfNeeded: shifted)
        pair.high |= UInt64(truncatingIfNeeded: shifted >> 64) | UInt64(length) << 56
        pair.length = length + next.length
        return pair
    }
}

/// A set of packed words: open addressing, never changed once it is made, one or two probes a question.
struct WordTable: Sendable {
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0

        /// A word has letters from its first byte on, so zeros are none.
        var isEmpty: Bool { low == 0 }
    }

    private var slots: [Slot]
    private let shift: UInt64

    /// Makes room for a number of words, at less than half of the table.
    init(capacity: Int) {
        var width = 4
        while 1 << width < 2 * capacity { width += 1 }
        slots = [Slot](repeating: Slot(), count: 1 << width)
        shift = UInt64(64 - width)
    }

    /// Adds a word; a second time is no error. No more words may be added than there is room for.
    mutating func insert(_ word: PackedWord) {
        precondition(word.isWhole, "a word of the table has 1 to 15 bytes")
        guard !contains(word) else { return }
        var slot = firstSlot(word)
        while !slots[slot].isEmpty { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Slot(low: word.low, high: word.high)
    }

    /// Whether the word is in the table.
    @inline(__always)
    func contains(_ word: PackedWord) -> Bool {
        guard word.isWhole else { return false }
        var slot = firstSlot(word)
        while !slots[slot].isEmpty {
            if slots[slot].low == word.low, slots[slot].high == word.high { return true }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return false
    }

    @inline(__always)
    private func firstSlot(_ word: PackedWord) -> Int {
        let low = word.low &* 0x9E37_79B9_7F4A_7C15
        let high = word.high &* 0xC2B2_AE3D_27D4_EB4F
        let mixed = ((low ^ (low >> 29)) &+ high) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> shift)
    }
}

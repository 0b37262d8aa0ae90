/// What the words of ``ScanKeywords`` say: a filter of one bit for the beginning and the length of a word, and an open
/// hash table behind it.
struct KeywordTable: Sendable {
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var topics: ScanTopics = []
    }

    private static let filterWidth = 13
    private static let slotWidth = 11

    private var filter = [UInt64](repeating: 0, count: 1 << (filterWidth - 6))
    private var slots = [Slot](repeating: Slot(), count: 1 << slotWidth)

    /// The words of ``ScanKeywords``.
    init() {
        for (words, topics) in ScanKeywords.topics {
            for word in words.utf8.split(whereSeparator: { !$0.isAlphanumeric }) { insert(Array(word), topics) }
        }
    }

    /// A word of several lists has the topics of all.
    private mutating func insert(_ word: [UInt8], _ topics: ScanTopics) {
        let packed = Self.packed(word.span, 0..<word.count)
        precondition(packed.isWhole && word.count > 1, "a keyword has 2 to 15 letters")
        let bit = Self.filterBit(word[0], word[1], word.count)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
        var slot = Self.firstSlot(packed)
        while slots[slot].low != 0, slots[slot].low != packed.low || slots[slot].high != packed.high {
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot].low = packed.low
        slots[slot].high = packed.high
        slots[slot].topics.formUnion(topics)
    }

    /// What a run of letters says; nothing for a word that is not known. Case does not matter.
    @inline(__always)
    func topics(of text: Span<UInt8>, _ range: Range<Int>) -> ScanTopics {
        guard range.count > 1, range.count <= PackedWord.longest else { return [] }
        let bit = Self.filterBit(text[range.lowerBound] | 0x20, text[range.lowerBound + 1] | 0x20, range.count)
        guard filter[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { return [] }
        return found(Self.packed(text, range))
    }

    private func found(_ word: PackedWord) -> ScanTopics {
        var slot = Self.firstSlot(word)
        while slots[slot].low != 0 {
            if slots[slot].low == word.low, slots[slot].high == word.high { return slots[slot].topics }
            slot = (slot + 1) & (slots.count - 1)
        }
        return []
    }

    private static func packed(_ text: Span<UInt8>, _ range: Range<Int>) -> PackedWord {
        var word = PackedWord()
        for index in range { word.append(text[index] | 0x20) }
        return word
    }

    @inline(__always)
    private static func filterBit(_ first: UInt8, _ second: UInt8, _ count: Int) -> Int {
        Int(first & 31) << 8 ^ Int(second & 31) << 4 ^ count & 15
    }

    private static func firstSlot(_ word: PackedWord) -> Int {
        let mixed = (word.low ^ (word.high &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> UInt64(64 - slotWidth))
    }
}

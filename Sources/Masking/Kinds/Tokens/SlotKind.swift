/// Characters of a string that are drawn anew, each from a run of bytes; all others stay.
struct SlotScratch {
    struct Slot {
        var position: Int
        var lower: UInt8
        var size: UInt8
    }

    var slots: [Slot] = []
}

extension Masker {
    /// Empties the list of characters that are drawn anew.
    mutating func removeSlots() { slots.slots.removeAll(keepingCapacity: true) }

    /// Adds a letter or digit to the characters that are drawn anew, by its class; others stay.
    mutating func addSlot(_ text: borrowing MutableSpan<UInt8>, _ index: Int) {
        switch text[index] {
        case 0x30...0x39: addSlot(index, lower: 0x30, size: 10)
        case 0x41...0x5A: addSlot(index, lower: 0x41, size: 26)
        case 0x61...0x7A: addSlot(index, lower: 0x61, size: 26)
        default: break
        }
    }

    mutating func addSlot(_ index: Int, lower: UInt8, size: UInt8) {
        slots.slots.append(.init(position: index, lower: lower, size: size))
    }

    /// Permutes the listed characters of a range together, or draws them from a keystream under a tag of the range where
    /// 128 bits do not hold their rank.
    mutating func maskSlots(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64) {
        var rank = MixedRank()
        for slot in slots.slots {
            guard rank.append(UInt64(text[slot.position] &- slot.lower), below: UInt64(slot.size)) else {
                return redrawSlots(&text, range)
            }
        }
        rank.permute(by: identifiers, tweak: tweak)
        for slot in slots.slots.reversed() {
            text[slot.position] = slot.lower + UInt8(truncatingIfNeeded: rank.removeLast(below: UInt64(slot.size)))
        }
    }

    private mutating func redrawSlots(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        fillKeystream(for: text, range, byteCount: slots.slots.count)
        for (place, slot) in slots.slots.enumerated() {
            let value = (UInt16(letters.blocks[place]) * UInt16(slot.size)) >> 8
            text[slot.position] = slot.lower + UInt8(truncatingIfNeeded: value)
        }
    }

    /// Draws letters and digits of a range anew, each from all 62; others stay.
    mutating func maskBase62(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, tweak: UInt64) {
        var rank = MixedRank()
        for index in range {
            guard let value = Base64Kind.alphanumeric(text[index]) else { continue }
            guard rank.append(UInt64(value), below: 62) else { return redrawBase62(&text, range) }
        }
        rank.permute(by: identifiers, tweak: tweak)
        for index in range.reversed() where Base64Kind.alphanumeric(text[index]) != nil {
            text[index] = Base64Kind.character(UInt8(truncatingIfNeeded: rank.removeLast(below: 62)))
        }
    }

    private mutating func redrawBase62(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        fillKeystream(for: text, range, byteCount: range.count)
        for index in range where Base64Kind.alphanumeric(text[index]) != nil {
            let random = UInt16(letters.blocks[index - range.lowerBound])
            text[index] = Base64Kind.character(UInt8(truncatingIfNeeded: (random * 62) >> 8))
        }
    }
}

/// UUIDs as text: `8-4-4-4-12` hexadecimal digits of one case.
enum UUIDKind {
    static func isOne(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        // One without a letter counts as lower case.
        guard range.count == 36,
            classes.isSubset(of: [.digit, .hexLower, .dash]) || classes.isSubset(of: [.digit, .hexUpper, .dash])
        else { return false }
        for place in 0..<36 {
            let isDash = place == 8 || place == 13 || place == 18 || place == 23
            guard (text[range.lowerBound + place] == 0x2D) == isDash else { return false }
        }
        return true
    }
}

extension Masker {
    /// A UUID of RFC 9562: version and variant stay, and with versions 1, 6 and 7 the order in time.
    mutating func maskUUID(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let isUpper = HexDigit.hasUpper(text, range)
        var all = UInt128(0)
        for index in range where text[index] != 0x2D { all = all << 4 | UInt128(HexDigit.nibble(text[index])) }
        // 48 bits, version, 12 bits, variant, 62 bits.
        let high = UInt64(truncatingIfNeeded: all >> 64)
        let low = UInt64(truncatingIfNeeded: all)
        switch (high >> 12 & 15, low >> 62) {
        // In upper case a letter must stay, which may be one of the time: there all bits are permuted.
        case (1, 2) where !isUpper:
            let time = (high & 0xFFF) << 48 | (high >> 16 & 0xFFFF) << 32 | high >> 32
            let moved = shifted(time, bits: 60, perSecond: 10_000_000)
            let left = (moved & 0xFFFF_FFFF) << 32 | (moved >> 32 & 0xFFFF) << 16 | 0x1000 | moved >> 48
            all = UInt128(left) << 64 | UInt128(permuteNode(low, time))
        case (6, 2) where !isUpper:
            let time = (high >> 16) << 12 | high & 0xFFF
            let moved = shifted(time, bits: 60, perSecond: 10_000_000)
            all = UInt128((moved >> 12) << 16 | 0x6000 | moved & 0xFFF) << 64 | UInt128(permuteNode(low, time))
        case (7, 2) where !isUpper:
            let time = high >> 16
            let moved = shifted(time, bits: 48, perSecond: 1000)
            let random = UInt128(high & 0xFFF) << 62 | UInt128(low & ~(3 << 62))
            let permuted = bits.permuted(random, bits: 74, tweak: Kind.uuid.tweak ^ time)
            let left = moved << 16 | 0x7000 | UInt64(truncatingIfNeeded: permuted >> 62)
            all = UInt128(left) << 64 | UInt128(2 << 62 | UInt64(truncatingIfNeeded: permuted) & ~(3 << 62))
        default: permuteUUID(&all, needsLetter: isUpper)
        }
        let start = range.lowerBound
        HexDigit.store(all >> 96, into: &text, start..<start + 8, isUpper)
        HexDigit.store(all >> 80, into: &text, start + 9..<start + 13, isUpper)
        HexDigit.store(all >> 64, into: &text, start + 14..<start + 18, isUpper)
        HexDigit.store(all >> 48, into: &text, start + 19..<start + 23, isUpper)
        HexDigit.store(all, into: &text, start + 24..<start + 36, isUpper)
    }

    /// Clock sequence and node are permuted under the time: whose machine it was, nobody can tell. The node keeps no bit,
    /// as two nodes would become one if its multicast bit were set in all of them.
    private func permuteNode(_ low: UInt64, _ time: UInt64) -> UInt64 {
        2 << 62 | bits.permuted(low & ~(3 << 62), below: 1 << 62, tweak: Kind.uuid.tweak ^ time)
    }

    private func shifted(_ time: UInt64, bits: Int, perSecond: UInt64) -> UInt64 {
        let distance = timeShift.units(perSecond: perSecond)
        return UInt64(truncatingIfNeeded: TimeShift.moved(UInt128(time), by: distance, below: 1 << UInt128(bits)))
    }

    private func permuteUUID(_ all: inout UInt128, needsLetter: Bool) {
        let (high, low) = (UInt64(truncatingIfNeeded: all >> 64), UInt64(truncatingIfNeeded: all))
        var rank = UInt128(high >> 16) << 74 | UInt128(high & 0xFFF) << 62 | UInt128(low & ~(3 << 62))
        repeat {
            rank = bits.permuted(rank, bits: 122)
            let left = UInt64(truncatingIfNeeded: rank >> 74) << 16 | high & 0xF000
            all =
                UInt128(left | UInt64(truncatingIfNeeded: rank >> 62) & 0xFFF) << 64
                | UInt128(low & 3 << 62 | UInt64(truncatingIfNeeded: rank) & ~(3 << 62))
        } while needsLetter && !HexDigit.hasLetter(all)
    }
}

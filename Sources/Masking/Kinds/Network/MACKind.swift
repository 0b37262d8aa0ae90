/// Hardware addresses (IEEE 802, EUI-48): `00:1b:44:11:3a:b7`, with dashes, or as `001b.4411.3ab7`, of one case.
enum MACKind {
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let (period, separators): (Int, ClosedRange<UInt8>)
        switch range.count {
        case 17: (period, separators) = (3, 0x2D...0x3A)
        case 14: (period, separators) = (5, 0x2E...0x2E)
        default: return false
        }
        let separator = text[range.lowerBound + period - 1]
        guard separators.contains(separator), range.count == 14 || separator == 0x2D || separator == 0x3A else {
            return false
        }
        var (hasLower, hasUpper) = (false, false)
        for (place, index) in range.enumerated() {
            if place % period == period - 1 {
                guard text[index] == separator else { return false }
                continue
            }
            guard HexDigit.value(text[index]) != nil else { return false }
            hasLower = hasLower || text[index] >= 0x61
            hasUpper = hasUpper || 0x41...0x46 ~= text[index]
        }
        return !(hasLower && hasUpper)
    }
}

extension Masker {
    /// All bits but two are permuted: whether the address is of a group and whether it was assigned locally. The maker's
    /// part goes too, since few devices of a maker tell on somebody. The zero and the broadcast address stay.
    mutating func maskMAC(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var value: UInt64 = 0
        for index in range {
            if let digit = HexDigit.value(text[index]) { value = value << 4 | UInt64(digit) }
        }
        if value == 0 || value == 0xFFFF_FFFF_FFFF { return }
        let isUpper = HexDigit.hasUpper(text, range)
        let kept = value >> 40 & 3
        repeat {
            let rank = (value >> 42) << 40 | value & 0xFF_FFFF_FFFF
            let permuted = identifiers.permuted(rank, below: 1 << 46, tweak: Kind.mac.tweak ^ kept)
            value = (permuted >> 40) << 42 | kept << 40 | permuted & 0xFF_FFFF_FFFF
        } while value == 0 || value == 0xFFFF_FFFF_FFFF || isUpper && !HexDigit.hasLetter(UInt128(value))
        let characters = HexDigit.characters(isUpper)
        for index in range.reversed() where HexDigit.value(text[index]) != nil {
            text[index] = characters[Int(value & 15)]
            value >>= 4
        }
    }
}

/// Domains already masked: the same few come again and again.
struct DomainScratch {
    struct Entry {
        var domain: [UInt8] = []
        var masked: [UInt8] = []
        var tweak: UInt64 = 0
    }

    var entries = [Entry](repeating: Entry(), count: 64)
}

/// E-mail addresses, `local@domain`.
enum EmailKind {
    /// Whether a string is one address: a local part of letters, digits and `._%+-'`, a domain name with a dot, and at
    /// least four bytes of domain, the shortest that a reserved name of the same length can be given to.
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let at = position(of: 0x40, text, range), at > range.lowerBound, range.upperBound - at > 4 else {
            return false
        }
        for index in range.lowerBound..<at {
            switch text[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x27: continue
            default: return false
            }
        }
        var labelCount = 0
        var labelStart = at + 1
        for index in at + 1...range.upperBound {
            if index < range.upperBound, text[index] != 0x2E {
                switch text[index] {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: continue
                default: return false
                }
            }
            guard index > labelStart else { return false }
            if index == range.upperBound, index - labelStart < 2 || text[index - 1] < 0x41 { return false }
            labelCount += 1
            labelStart = index + 1
        }
        return labelCount >= 2
    }

    static func position(of byte: UInt8, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int? {
        for index in range where text[index] == byte { return index }
        return nil
    }

    /// A domain of the same length that nobody can own: a label under `.test` (RFC 2606), or under `.zz` or `.zzz`,
    /// where five bytes do not fit: ZZ is for users to assign in ISO 3166, so neither will be delegated.
    static func reserved(count: Int, drawing random: [UInt8]) -> [UInt8] {
        let suffix: [UInt8] =
            count >= 6 ? Array(".test".utf8) : count == 5 ? Array(".zzz".utf8) : Array(".zz".utf8)
        let label = (0..<count - suffix.count).map { place in 0x61 + UInt8(UInt16(random[place % random.count]) * 26 >> 8) }
        return label + suffix
    }
}

extension Masker {
    /// The domain becomes a reserved one, the same for the same domain; the local part is permuted under the domain.
    mutating func maskEmail(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let at = EmailKind.position(of: 0x40, text, range) else { return }
        let slot = domainSlot(text, at + 1..<range.upperBound)
        _ = maskOpaque(&text, range.lowerBound..<at, tweak: domains.entries[slot].tweak)
        for (place, byte) in domains.entries[slot].masked.enumerated() { text[at + 1 + place] = byte }
    }

    private mutating func domainSlot(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(text[index] | 0x20)) &* 0x100_0000_01B3 }
        let slot = Int(hash >> 58)
        if domains.entries[slot].domain.count == range.count {
            var isSame = true
            for (place, index) in range.enumerated() where domains.entries[slot].domain[place] != text[index] {
                isSame = false
            }
            if isSame { return slot }
        }
        // Names are the same in any case (RFC 1035), but two keys that differ in case only must stay two.
        var domain: [UInt8] = []
        for index in range { domain.append(text[index]) }
        let tweak = prf.tag(of: domain.span).high | 1
        let name = domain.map { $0 | 0x20 }
        // A label longer than one block of random bytes goes on with the next blocks.
        var random: [UInt8] = []
        var next = prf.tag(of: name.span)
        while random.count < domain.count {
            next = stream.encrypted(next)
            random += next.bytes
        }
        domains.entries[slot] = .init(
            domain: domain, masked: EmailKind.reserved(count: domain.count, drawing: random), tweak: tweak)
        return slot
    }
}

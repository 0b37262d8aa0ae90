/// Domains already masked: the same few come again and again.
struct DomainScratch {
    struct Entry {
        var domain: [UInt8] = []
        var masked: [UInt8] = []
        var tweak: UInt64 = 0
    }

    /// As many as a power of two.
    var entries = [Entry](repeating: Entry(), count: 256)
}

/// E-mail addresses, `local@domain`.
enum EmailKind {
    /// Bytes of the shortest domain that is taken for one. There are too few reserved names for shorter ones: two such
    /// domains would often become one, and so their addresses might.
    private static let shortestDomain = 6

    /// Whether a string is one address: a local part of letters, digits and `._%+-'`, and a domain name with a dot that
    /// ends in two letters at least.
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let at = position(of: 0x40, text, range), at > range.lowerBound, range.upperBound - at > shortestDomain
        else {
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
            if index == range.upperBound, !isTopLevel(text, labelStart..<index) { return false }
            labelCount += 1
            labelStart = index + 1
        }
        return labelCount >= 2
    }

    private static func isTopLevel(_ text: borrowing MutableSpan<UInt8>, _ label: Range<Int>) -> Bool {
        label.count >= 2 && text[label.lowerBound] >= 0x41 && text[label.upperBound - 1] >= 0x41
    }

    static func position(of byte: UInt8, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int? {
        for index in range where text[index] == byte { return index }
        return nil
    }

    /// What a reserved domain ends in: `.test` (RFC 2606), or `.zz` where that would leave less than three letters, so
    /// that two short domains seldom meet: ZZ is for users to assign in ISO 3166, and will not be delegated.
    static func suffix(count: Int) -> [UInt8] { count >= 8 ? Array(".test".utf8) : Array(".zz".utf8) }

    /// The characters of a reserved domain's label.
    static let labelCharacters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}

extension Masker {
    /// The domain becomes a reserved one, the same for the same domain; the local part is permuted under the domain.
    mutating func maskEmail(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let at = EmailKind.position(of: 0x40, text, range) else { return }
        let slot = domainSlot(text, at + 1..<range.upperBound)
        _ = maskOpaque(&text, range.lowerBound..<at, tweak: domains.entries[slot].tweak)
        let count = range.upperBound - at - 1
        for place in 0..<count { text[at + 1 + place] = domains.entries[slot].masked[place] }
    }

    /// Writes the reserved domain of a host over it.
    mutating func storeReservedDomain(_ text: inout MutableSpan<UInt8>, _ host: Range<Int>) {
        let slot = domainSlot(text, host)
        for place in 0..<host.count { text[host.lowerBound + place] = domains.entries[slot].masked[place] }
    }

    private mutating func domainSlot(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        let slot = Int(truncatingIfNeeded: hash >> 32) & (domains.entries.count - 1)
        if isDomain(text, range, inSlot: slot) { return slot }
        domains.entries[slot] = reservedDomain(text, range)
        return slot
    }

    private func isDomain(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, inSlot slot: Int) -> Bool {
        guard domains.entries[slot].domain.count == range.count else { return false }
        for place in 0..<range.count where domains.entries[slot].domain[place] != text[range.lowerBound + place] {
            return false
        }
        return true
    }

    /// A domain that differs in case only is another one: names are told apart by their bytes.
    private func reservedDomain(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> DomainScratch.Entry {
        let tag = prf.tag(of: text.span.extracting(range))
        var entry = DomainScratch.Entry(tweak: tag.high | 1)
        for index in range { entry.domain.append(text[index]) }
        let suffix = EmailKind.suffix(count: range.count)
        var random = tag
        while entry.masked.count < range.count - suffix.count {
            random = stream.encrypted(random)
            for byte in random.bytes where entry.masked.count < range.count - suffix.count {
                entry.masked.append(EmailKind.labelCharacters[(Int(byte) * EmailKind.labelCharacters.count) >> 8])
            }
        }
        entry.masked += suffix
        return entry
    }
}

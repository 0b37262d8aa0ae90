/// Addresses of networks and devices, from their first group.
enum AddressScan {
    // MARK: IPv4

    /// Four numbers up to 255 without leading zeros; not part of a longer row, nor of a product's version.
    static func ipv4(_ text: ScanText, at start: Int, _ topics: ScanTopics) -> Finding? {
        guard let (address, end) = quad(text, at: start) else { return nil }
        let next = text[end]
        guard !next.isAlphanumeric, !(next == 0x2E && text[end + 1].isDigit) else { return nil }
        guard !topics.contains(.version), !isProductVersion(text, start) else { return nil }
        return Finding(.ipv4, start..<end, confidence(ofIPv4: address), .form)
    }

    /// The number of a dotted quad, and where it ends.
    private static func quad(_ text: ScanText, at start: Int) -> (address: UInt32, end: Int)? {
        var address: UInt32 = 0
        var index = start
        for part in 0..<4 {
            var octet: UInt32 = 0
            let first = index
            while text[index].isDigit, index - first < 3 {
                octet = octet * 10 + UInt32(text[index] - 0x30)
                index += 1
            }
            guard index > first, octet < 256, index - first == 1 || text[first] != 0x30 else { return nil }
            address = address << 8 | octet
            if part < 3 {
                guard text[index] == 0x2E else { return nil }
                index += 1
            }
        }
        return text[index].isDigit ? nil : (address, index)
    }

    /// `Chrome/1.2.3.4`, `lib-1.2.3.4.jar`
    private static func isProductVersion(_ text: ScanText, _ start: Int) -> Bool {
        switch text[start - 1] {
        case 0x2D: return text[start - 2].isLetter
        case 0x2F:
            guard text[start - 2].isLetter else { return false }
            var index = start - 2
            while index > 0, start - index < 32, text[index - 1].isAlphanumeric { index -= 1 }
            return text[index].isUpper
        default: return false
        }
    }

    /// Loopback, "this host", masks, documentation (RFC 5737) and the big public resolvers are nobody's.
    private static func confidence(ofIPv4 address: UInt32) -> Confidence {
        switch address >> 24 {
        case 0, 127, 255: return .publicTest
        case 10: return .medium
        default: break
        }
        switch address >> 8 {
        case 0xC00002, 0xC63364, 0xCB0071: return .publicTest
        default: break
        }
        switch address {
        case 0x0808_0808, 0x0808_0404, 0x0101_0101, 0x0100_0001: return .publicTest
        default: break
        }
        // All four below 64: one address of 256, and most versions and object identifiers.
        if address & 0xC0C0_C0C0 == 0 { return .low }
        return address >> 16 == 0xC0A8 || address >> 20 == 0xAC1 ? .medium : .high
    }

    // MARK: IPv6

    /// Eight groups, or fewer with one `::`, which must then begin as an address that is in use: C++ and cache names have
    /// double colons too. The last two groups can be a dotted quad.
    static func ipv6(_ text: ScanText, at start: Int) -> Finding? {
        var index = start
        var groupCount = 0
        var gap: Int?
        var first: UInt32 = 0
        if text[index] == 0x3A {
            guard text[index + 1] == 0x3A else { return nil }
            gap = 0
            index += 2
        }
        var end = index
        while groupCount < 8 {
            if groupCount >= 1 || gap != nil, let quad = quad(text, at: index) {
                groupCount += 2
                end = quad.end
                break
            }
            let groupStart = index
            var group: UInt32 = 0
            while text[index].isHexDigit, index - groupStart < 5 {
                group = group << 4 | UInt32(nibble(text[index]))
                index += 1
            }
            guard index > groupStart else { break }
            guard index - groupStart <= 4 else { return nil }
            if groupCount == 0, gap == nil { first = group }
            groupCount += 1
            end = index
            guard text[index] == 0x3A else { break }
            if text[index + 1] == 0x3A {
                guard gap == nil else { return nil }
                gap = groupCount
                index += 2
                end = index
            } else {
                index += 1
            }
        }
        guard gap == nil ? groupCount == 8 : (groupCount < 8 && groupCount > 0) else { return nil }
        // `[::2]` is a step of Python.
        guard gap != 0 || groupCount > 1 || text.has("::1", at: start) else { return nil }
        guard isFree(text, start, end), gap == nil || isInUse(first, gap) else { return nil }
        if gap == nil, isBehindGroup(text, start) { return nil }
        return Finding(.ipv6, start..<end, isNobodys(text, start..<end) ? .publicTest : .high, .form)
    }

    private static func isFree(_ text: ScanText, _ start: Int, _ end: Int) -> Bool {
        let next = text[end]
        return !next.isAlphanumeric && next != 0x5F
            && !(next == 0x3A && (text[end + 1].isHexDigit || text[end + 1] == 0x3A))
    }

    /// Whether the first group is the last one of a longer row.
    private static func isBehindGroup(_ text: ScanText, _ start: Int) -> Bool {
        guard text[start - 1] == 0x3A else { return false }
        var index = start - 1
        while index > 0, start - index < 6, text[index - 1].isHexDigit { index -= 1 }
        return start - 1 - index <= 4 && index < start - 1 && !text[index - 1].isAlphanumeric
    }

    /// Global unicast 2000::/3, NAT64, unique local, link local, multicast; `::` at the beginning.
    private static func isInUse(_ first: UInt32, _ gap: Int?) -> Bool {
        gap == 0 || first >> 13 == 1 || first == 0x64 || first >> 9 == 0x7E || first >> 6 == 0x3FA || first >> 8 == 0xFF
    }

    /// Loopback, and what is for documentation (RFC 3849).
    private static func isNobodys(_ text: ScanText, _ range: Range<Int>) -> Bool {
        (range.count == 3 && text.has("::1", at: range.lowerBound)) || text.distinctCount(range) == 2
            || text.has("2001:db8:", at: range.lowerBound)
            || text.has("2001:0db8:", at: range.lowerBound)
    }

    // MARK: Hardware addresses

    /// Six groups of two hexadecimal digits with colons or dashes, or three of four with dots.
    static func hardware(_ text: ScanText, at start: Int) -> Finding? {
        let width = text[start + 2].isHexDigit ? 4 : 2
        let separator = text[start + width]
        guard width == 2 ? separator == 0x3A || separator == 0x2D : separator == 0x2E else { return nil }
        let end = start + (width == 2 ? 17 : 14)
        var hasLetter = false
        for index in start..<end {
            let byte = text[index]
            if (index - start) % (width + 1) == width {
                guard byte == separator else { return nil }
            } else {
                guard byte.isHexDigit else { return nil }
                hasLetter = hasLetter || byte.isLetter
            }
        }
        guard width == 2 || hasLetter, !text[end].isAlphanumeric else { return nil }
        guard !(text[end] == separator && text[end + 1].isHexDigit) else { return nil }
        guard !(text[start - 1] == separator && text[start - 2].isHexDigit) else { return nil }
        // All zeros or all ones belong to no device.
        let isNobodys = text.distinctCount(start..<end) == 2 && (text[start] == 0x30 || text[start] | 0x20 == 0x66)
        return Finding(.mac, start..<end, isNobodys ? .publicTest : .high, .form)
    }

    private static func nibble(_ byte: UInt8) -> UInt8 { byte.isDigit ? byte & 15 : (byte & 15) &+ 9 }
}

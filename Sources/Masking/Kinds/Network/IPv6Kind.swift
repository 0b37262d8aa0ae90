/// IPv6 addresses as text (RFC 4291, section 2.2), of one case, perhaps with an IPv4 address as the last part and a
/// zone (RFC 4007): a number of up to three digits, or the name of an interface.
enum IPv6Kind {
    /// What kind of network an address belongs to, by RFC 4291 and the registries of IANA; it stays.
    enum Scope: UInt64 {
        case other, loopback, global, linkLocal, uniqueLocal, multicast, documentation

        /// How many of the significant digits, from the first, name the scope.
        var keptDigits: Int {
            switch self {
            case .linkLocal, .multicast: 4
            case .uniqueLocal: 2
            case .documentation: 7
            case .other, .loopback, .global: 0
            }
        }
    }

    /// The parts of an address.
    struct Form {
        /// Its hexadecimal groups end here; behind them comes an IPv4 address, a zone, or nothing.
        var groupsEnd: Int
        /// The IPv4 address at its end.
        var ipv4: Range<Int>
        var groupCount: Int
        var hasUpper: Bool
        var scope: Scope
    }

    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        guard range.count >= 3, range.count <= 64 else { return nil }
        var end = range.upperBound
        for index in range where text[index] == 0x25 {
            // The name of an interface; what is left over is no address.
            guard isZone(text, index + 1..<range.upperBound) else { return nil }
            end = index
            break
        }
        var form = Form(groupsEnd: end, ipv4: end..<end, groupCount: 0, hasUpper: false, scope: .other)
        var (hasLower, gap) = (false, false)
        var index = range.lowerBound
        if index + 1 < end, text[index] == 0x3A, text[index + 1] == 0x3A {
            gap = true
            index += 2
        }
        while index < end {
            let start = index
            while index < end, index - start < 4, let digit = HexDigit.value(text[index]) {
                if digit > 9 { if text[index] >= 0x61 { hasLower = true } else { form.hasUpper = true } }
                index += 1
            }
            if index < end, text[index] == 0x2E {
                guard IPv4Kind.parse(text, start..<end) != nil, start > range.lowerBound else { return nil }
                (form.groupsEnd, form.ipv4) = (start, start..<end)
                form.groupCount += 2
                break
            }
            guard index > start else { return nil }
            form.groupCount += 1
            if index == end { break }
            guard text[index] == 0x3A, index + 1 < end else { return nil }
            index += 1
            if text[index] == 0x3A {
                if gap { return nil }
                gap = true
                index += 1
            }
        }
        guard gap ? form.groupCount >= 1 && form.groupCount < 8 : form.groupCount == 8, !(hasLower && form.hasUpper)
        else { return nil }
        form.scope = scope(text, range.lowerBound..<form.groupsEnd, form)
        return form
    }

    /// Whether a range is the number or the name of a network interface, as Linux, BSD and macOS give them: nothing else may
    /// stay behind an address.
    private static func isZone(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var letters: [UInt8] = []
        while index < range.upperBound, letters.count < 8, text[index] &- 0x61 < 26 {
            letters.append(text[index])
            index += 1
        }
        let digitCount = range.upperBound - index
        for place in index..<range.upperBound where text[place] &- 0x30 >= 10 { return false }
        if letters.isEmpty { return (1...3).contains(digitCount) }
        return digitCount <= 4 && interfaces.contains(String(decoding: letters, as: UTF8.self))
    }

    private static let interfaces: Set<String> = [
        "bond", "br", "bridge", "docker", "dummy", "em", "en", "eno", "enp", "ens", "eth", "ib", "lo", "ppp", "tap",
        "tun", "utun", "veth", "virbr", "vlan", "wg", "wl", "wlan", "wlp",
    ]

    /// The scope that the groups of a range show.
    static func scope(_ text: borrowing MutableSpan<UInt8>, _ groups: Range<Int>, _ form: Form) -> Scope {
        if text[groups.lowerBound] == 0x3A {
            let isOne =
                form.groupCount == 1 && groups.count > 2
                && HexDigit.number(text, groups.lowerBound + 2..<groups.upperBound) == 1
            return isOne ? .loopback : .other
        }
        guard let first = group(text, groups.lowerBound, groups.upperBound) else { return .other }
        switch first.value {
        case 0xFE80...0xFEBF: return .linkLocal
        case 0xFC00...0xFDFF: return .uniqueLocal
        case 0xFF00...0xFFFF: return .multicast
        case 0x2000...0x3FFF:
            let second = group(text, first.end + 1, groups.upperBound)
            return first.value == 0x2001 && second?.value == 0xDB8 ? .documentation : .global
        default: return .other
        }
    }

    private static func group(
        _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int
    ) -> (value: UInt32, end: Int)? {
        var value: UInt32 = 0
        var index = start
        while index < end, let digit = HexDigit.value(text[index]) {
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return index > start ? (value, index) : nil
    }
}

extension Masker {
    /// Colons, leading zeros, case, zone and scope stay; the significant digits of all groups are permuted together, and
    /// an IPv4 address at the end as it would be by itself, so that the two are found to be one.
    mutating func maskIPv6(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = IPv6Kind.parse(text, range), form.scope != .loopback else { return }
        if !form.ipv4.isEmpty { maskIPv4(&text, form.ipv4) }
        let groups = range.lowerBound..<form.groupsEnd
        var tweak = Kind.ipv6.tweak ^ form.scope.rawValue
        var place = 0
        Self.forEachDigit(text, groups) { digit, _, _ in
            if place < form.scope.keptDigits { tweak = tweak &* 31 &+ UInt64(digit) }
            place += 1
        }
        // ::ffff:192.0.2.1 and the like: the groups say how the address is carried.
        if !form.ipv4.isEmpty { return }
        repeat {
            permuteGroups(&text, groups, form, tweak)
        } while IPv6Kind.scope(text, groups, form) != form.scope
            || form.hasUpper && !HexDigit.hasUpper(text, groups)
    }

    private func permuteGroups(
        _ text: inout MutableSpan<UInt8>, _ groups: Range<Int>, _ form: IPv6Kind.Form, _ tweak: UInt64
    ) {
        var rank = MixedRank()
        var symbols = InlineArray<32, (index: UInt8, lower: UInt8, size: UInt8)>(repeating: (0, 0, 1))
        var count = 0
        var place = 0
        Self.forEachDigit(text, groups) { digit, isFirst, index in
            defer { place += 1 }
            if place < form.scope.keptDigits { return }
            // A global address begins with 2 or 3; the first digit of any other group is not zero.
            let isGlobal = form.scope == .global && place == 0
            let lower: UInt8 = isGlobal ? 2 : isFirst ? 1 : 0
            let size: UInt8 = isGlobal ? 2 : 16 - lower
            guard rank.append(UInt64(digit - lower), below: UInt64(size)) else { return }
            symbols[count] = (UInt8(truncatingIfNeeded: index - groups.lowerBound), lower, size)
            count += 1
        }
        rank.permute(by: identifiers, tweak: tweak)
        let characters = HexDigit.characters(form.hasUpper)
        while count > 0 {
            count -= 1
            let symbol = symbols[count]
            let digit = rank.removeLast(below: UInt64(symbol.size)) + UInt64(symbol.lower)
            text[groups.lowerBound + Int(symbol.index)] = characters[Int(digit)]
        }
    }

    /// Calls with each digit of each group behind its leading zeros, whether it is the first there, and where it is.
    private static func forEachDigit(
        _ text: borrowing MutableSpan<UInt8>, _ groups: Range<Int>, _ body: (UInt8, Bool, Int) -> Void
    ) {
        var isSignificant = false
        for index in groups {
            guard let digit = HexDigit.value(text[index]) else {
                isSignificant = false
                continue
            }
            if digit == 0, !isSignificant { continue }
            body(digit, !isSignificant, index)
            isSignificant = true
        }
    }
}

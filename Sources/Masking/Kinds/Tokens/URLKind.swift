/// URLs with an authority (RFC 3986): `scheme://user:password@host:port/path?name=value#fragment`.
enum URLKind {
    struct Form {
        /// Empty where there is none.
        var user: Range<Int>
        var host: Range<Int>
        /// What follows host and port: path, query and fragment.
        var rest: Range<Int>
    }

    /// Hosts from this length on become reserved ones; there are too few shorter ones, so these are masked by class.
    static let shortestReserved = 12

    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        guard range.count >= 6, isLetter(text[range.lowerBound]) else { return nil }
        var index = range.lowerBound
        while index < range.upperBound, isScheme(text[index]) { index += 1 }
        guard index - range.lowerBound >= 2, index + 3 < range.upperBound, text[index] == 0x3A, text[index + 1] == 0x2F,
            text[index + 2] == 0x2F
        else { return nil }
        for index in range where !isAllowed(text[index]) { return nil }
        let start = index + 3
        var end = start
        var at: Int?
        while end < range.upperBound, text[end] != 0x2F, text[end] != 0x3F, text[end] != 0x23 {
            if text[end] == 0x40 { at = end }
            end += 1
        }
        let hostStart = at.map { $0 + 1 } ?? start
        var hostEnd = end
        var portStart = end
        while portStart > hostStart, text[portStart - 1] &- 0x30 < 10 { portStart -= 1 }
        if portStart > hostStart, text[portStart - 1] == 0x3A { hostEnd = portStart - 1 }
        guard hostEnd > hostStart, isHost(text, hostStart..<hostEnd) else { return nil }
        return Form(user: start..<(at ?? start), host: hostStart..<hostEnd, rest: end..<range.upperBound)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isScheme(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E
    }

    /// Printable ASCII but `"`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `|`, `}`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D: false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private static func isHost(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        if text[range.lowerBound] == 0x5B {
            return text[range.upperBound - 1] == 0x5D && range.count > 2
                && IPv6Kind.parse(text, range.lowerBound + 1..<range.upperBound - 1) != nil
        }
        return ByteClass.of(text, range).isSubset(of: [.alphanumeric, .dot, .dash, .underscore])
    }

    /// Whether a host is a name with a dot, long enough to become a reserved one.
    static func isNamed(_ text: borrowing MutableSpan<UInt8>, _ host: Range<Int>) -> Bool {
        host.count >= shortestReserved && ByteClass.of(text, host).contains(.dot)
    }

    static func hasPercent(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0x25 { return true }
        return false
    }
}

extension Masker {
    /// Scheme and port stay; the host becomes a reserved one of its length, the same for the same host; user and
    /// password are masked; of path, query and fragment what is structural stays, as in a name.
    mutating func maskURL(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = URLKind.parse(text, range) else { return }
        maskPercentEncoded(&text, form.user)
        maskHost(&text, form.host)
        var start = form.rest.lowerBound
        for index in form.rest where NameSeparators.contains(text[index]) {
            maskURLSegment(&text, start..<index)
            start = index + 1
        }
        maskURLSegment(&text, start..<form.rest.upperBound)
    }

    private mutating func maskHost(_ text: inout MutableSpan<UInt8>, _ host: Range<Int>) {
        if text[host.lowerBound] == 0x5B { return maskIPv6(&text, host.lowerBound + 1..<host.upperBound - 1) }
        if IPv4Kind.parse(text, host) != nil { return maskIPv4(&text, host) }
        guard URLKind.isNamed(text, host) else { return maskName(&text, host) }
        storeReservedDomain(&text, host)
    }

    private mutating func maskURLSegment(_ text: inout MutableSpan<UInt8>, _ segment: Range<Int>) {
        if URLKind.hasPercent(text, segment) {
            maskPercentEncoded(&text, segment)
        } else {
            maskName(&text, segment)
        }
    }

    /// Class by class, and hexadecimal digits behind a percent sign as such.
    private mutating func maskPercentEncoded(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        removeSlots()
        var percent = range.lowerBound - 3
        for index in range {
            if text[index] == 0x25 { percent = index }
            let isEscape = index > percent && index - percent <= 2
            switch text[index] {
            case 0x41...0x46 where isEscape: addSlot(index, lower: 0x41, size: 6)
            case 0x61...0x66 where isEscape: addSlot(index, lower: 0x61, size: 6)
            default: addSlot(text, index)
            }
        }
        maskSlots(&text, range, tweak: Kind.url.tweak)
    }
}

/// Recognizes values that begin with a name: sessions of PHP (`cart|a:1:{…}`) and forms of two fields or more
/// (`name=Ada&mail=ada%40x`). A single `name=value` may be anything.
enum NamedValues {
    /// The longest first name that is looked for.
    private static let longestName = 40
    /// The shortest value that is one: `a=b&c=d`.
    private static let shortest = 7

    /// Whether a value may be one, by its first name and what is behind that: most values end within a few bytes.
    @inline(__always)
    static func mayBegin(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let first = text[range.lowerBound]
        guard range.count >= shortest, (first | 0x20) &- 0x61 < 26 || first == 0x5F else { return false }
        var index = range.lowerBound + 1
        let end = min(range.upperBound - 3, index + longestName)
        while index < end {
            let byte = text[index]
            if byte == 0x3D { return true }
            if byte == 0x7C { return isPHPType(text[index + 1], text[index + 2]) }
            guard isInName(byte) else { return false }
            index += 1
        }
        return false
    }

    /// What bytes are, by their names: a whole form, or what may be a session of PHP.
    static func format(_ bytes: Span<UInt8>) -> DocumentFormat? {
        guard bytes.count >= shortest, (bytes[0] | 0x20) &- 0x61 < 26 || bytes[0] == 0x5F else { return nil }
        var index = 1
        let end = min(bytes.count - 3, 1 + longestName)
        while index < end, isInName(bytes[index]) { index += 1 }
        guard index < end else { return nil }
        switch bytes[index] {
        case 0x3D: return isForm(bytes) ? .form : nil
        case 0x7C: return isPHPType(bytes[index + 1], bytes[index + 2]) ? .php : nil
        default: return nil
        }
    }

    /// `a:`, `b:`, `d:`, `i:`, `s:`, `O:`, `C:`, or `N;`.
    private static func isPHPType(_ type: UInt8, _ sign: UInt8) -> Bool {
        switch type {
        case 0x61, 0x62, 0x64, 0x69, 0x73, 0x4F, 0x43: sign == 0x3A
        case 0x4E: sign == 0x3B
        default: false
        }
    }

    /// Two fields or more, each a name, `=`, and what a form may hold.
    private static func isForm(_ bytes: Span<UInt8>) -> Bool {
        var fields = 0
        var start = 0
        while start < bytes.count {
            var index = start
            while index < bytes.count, isInName(bytes[index]) { index += 1 }
            guard index > start, index < bytes.count, bytes[index] == 0x3D else { return false }
            index += 1
            while index < bytes.count, bytes[index] != 0x26 {
                guard isInValue(bytes[index]) else { return false }
                index += 1
            }
            fields += 1
            // A form ends with a field, and not with the sign before one.
            guard index != bytes.count - 1 else { return false }
            start = index + 1
        }
        return fields >= 2
    }

    /// Letters, digits, `_ . - [ ] %`.
    @inline(__always)
    private static func isInName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2E || byte == 0x2D || byte == 0x5B
            || byte == 0x5D || byte == 0x25
    }

    /// What stands unencoded in values of forms, and in those of careless programs: letters, digits, `_ . - ~ % + * @ / : ,`.
    private static func isInValue(_ byte: UInt8) -> Bool {
        isInName(byte) && byte != 0x5B && byte != 0x5D || byte == 0x7E || byte == 0x2B || byte == 0x2A || byte == 0x40
            || byte == 0x2F || byte == 0x3A || byte == 0x2C
    }
}

/// User and password in the authority of a URL (RFC 3986, section 3.2.1), from the colon behind the scheme.
enum URLScan {
    private static let longestAuthority = 512

    /// What stands before the `@`, if a password is part of it.
    static func credentials(_ text: ScanText, atColon colon: Int) -> Finding? {
        guard text[colon + 1] == 0x2F, text[colon + 2] == 0x2F, text[colon - 1].isAlphanumeric else { return nil }
        let start = colon + 3
        var index = start
        var at: Int?
        var separator: Int?
        scan: while index - start < longestAuthority {
            switch text[index] {
            case 0x40: at = index
            case 0x3A: if separator == nil { separator = index }
            case 0...0x20, 0x22, 0x23, 0x27, 0x2F, 0x3C, 0x3E, 0x3F, 0x5C, 0x60: break scan
            default: break
            }
            index += 1
        }
        guard let at, let separator, separator + 1 < at, !isPlaceholder(text, separator + 1..<at),
            !isPlaceholder(text, start..<separator)
        else { return nil }
        let isKnown = isExample(text, start, separator, at) || EmailScan.isReserved(text, host: at + 1)
        return Finding(.urlCredentials, start..<at, isKnown ? .publicTest : .high, .form)
    }

    /// `${PASSWORD}`, `{password}`, `%s`, `***`
    private static func isPlaceholder(_ text: ScanText, _ password: Range<Int>) -> Bool {
        if password.isEmpty { return false }
        switch text[password.lowerBound] {
        case 0x24, 0x7B, 0x5B: return true
        case 0x25: return password.count == 2
        default: return password.count > 2 && text.distinctCount(password) == 1
        }
    }

    /// `user:pass`, `user:password`, `username:password`
    private static func isExample(_ text: ScanText, _ start: Int, _ separator: Int, _ end: Int) -> Bool {
        guard text.has("user", at: start) else { return false }
        let password = separator + 1
        return (text.has("password", at: password) && end - password == 8)
            || (text.has("pass", at: password) && end - password == 4)
    }
}

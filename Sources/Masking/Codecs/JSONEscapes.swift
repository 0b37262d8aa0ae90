/// Escapes in JSON strings (RFC 8259, section 7), written back exactly as they were found.
enum JSONEscapes {
    /// What stands for half a surrogate pair (U+FFFD): three bytes that no kind changes.
    private static let replacement: UInt32 = 0xFFFD

    /// The bytes of an escape that begins at an index, nil when it is damaged.
    static func byteCount(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard start + 1 < end else { return nil }
        if text[start + 1] == 0x75 { return hex(text, start, end) == nil ? nil : 6 }
        return shortEscape(text[start + 1]) == nil ? nil : 2
    }

    /// Appends the characters that an escaped string stands for, which has no damaged escape.
    static func unescape(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] == 0x5C, index + 1 < range.upperBound {
                if let byte = shortEscape(text[index + 1]) {
                    plain.append(byte)
                    index += 2
                    continue
                }
                if let unit = scalar(text, index, range.upperBound) {
                    append(unit.scalar, to: &plain)
                    index += unit.count
                    continue
                }
            }
            plain.append(text[index])
            index += 1
        }
    }

    /// Whether characters can be written over an escaped string: those with an escape of their own are where they were,
    /// the others are as long as they were, and none needs an escape that it does not have.
    static func canWrite(_ plain: Span<UInt8>, over text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var at = 0
        while index < range.upperBound {
            guard at < plain.count else { return false }
            if text[index] == 0x5C, index + 1 < range.upperBound {
                if let byte = shortEscape(text[index + 1]) {
                    guard plain[at] == byte else { return false }
                    index += 2
                    at += 1
                    continue
                }
                if let unit = scalar(text, index, range.upperBound) {
                    guard let count = UTF8Scalar.count(plain, at: at, end: plain.count), count == byteCount(unit.scalar)
                    else { return false }
                    index += unit.count
                    at += count
                    continue
                }
            }
            if plain[at] < 0x20 || plain[at] == 0x22 || plain[at] == 0x5C { return false }
            index += 1
            at += 1
        }
        return at == plain.count
    }

    private static func byteCount(_ scalar: UInt32) -> Int {
        scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    }

    /// Writes characters over an escaped string that stood for characters of the same UTF-8 lengths.
    static func escape(_ plain: Span<UInt8>, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        var at = 0
        while index < range.upperBound {
            if text[index] == 0x5C, index + 1 < range.upperBound {
                if shortEscape(text[index + 1]) != nil {
                    // It stands for a character that no kind changes.
                    index += 2
                    at += 1
                    continue
                }
                if let unit = scalar(text, index, range.upperBound) {
                    let (scalar, byteCount) = decode(plain, at)
                    if unit.count == 12 {
                        let value = scalar &- 0x10000
                        storeHex(0xD800 + value >> 10, &text, index + 2)
                        storeHex(0xDC00 + value & 0x3FF, &text, index + 8)
                    } else if !unit.isHalf {
                        storeHex(scalar, &text, index + 2)
                    }
                    index += unit.count
                    at += byteCount
                    continue
                }
            }
            text[index] = plain[at]
            index += 1
            at += 1
        }
    }

    private static func shortEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x22, 0x5C, 0x2F: byte
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: nil
        }
    }

    /// The scalar of `\uXXXX`, or of a surrogate pair, and the bytes it takes (6 or 12).
    private static func scalar(
        _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int
    ) -> (scalar: UInt32, count: Int, isHalf: Bool)? {
        guard let first = hex(text, start, end) else { return nil }
        guard (0xD800...0xDFFF).contains(first) else { return (first, 6, false) }
        guard first < 0xDC00, let second = hex(text, start + 6, end), (0xDC00...0xDFFF).contains(second)
        else { return (replacement, 6, true) }
        return (0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), 12, false)
    }

    private static func hex(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
        guard start + 6 <= end, text[start] == 0x5C, text[start + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for index in start + 2..<start + 6 {
            guard let digit = HexDigit.value(text[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Writes four hexadecimal digits in the case of those that were there.
    private static func storeHex(_ value: UInt32, _ text: inout MutableSpan<UInt8>, _ start: Int) {
        var isUpper = false
        for index in start..<start + 4 where text[index] >= 0x41 && text[index] <= 0x46 { isUpper = true }
        HexDigit.store(UInt128(value), into: &text, start..<start + 4, isUpper)
    }

    static func append(_ scalar: UInt32, to plain: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: plain.append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800: plain.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        case 0x800..<0x10000:
            plain.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            plain.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        default:
            plain.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            plain.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            plain.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        }
        if scalar >= 0x80 { plain.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)) }
    }

    static func decode(_ plain: Span<UInt8>, _ start: Int) -> (scalar: UInt32, count: Int) {
        let first = plain[start]
        if first < 0x80 { return (UInt32(first), 1) }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        var scalar = UInt32(first) & (0x7F >> UInt32(count))
        for index in start + 1..<start + count { scalar = scalar << 6 | UInt32(plain[index] & 0x3F) }
        return (scalar, count)
    }
}

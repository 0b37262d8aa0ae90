/// Reading and writing single scalars of UTF-8 in place.
enum UTF8Scalar {
    /// The scalar that begins at `start` and its byte count, or nil where the bytes are not UTF-8 (RFC 3629: no
    /// overlong forms, no surrogates).
    static func decode(_ text: borrowing MutableSpan<UInt8>, at start: Int, end: Int) -> (scalar: UInt32, count: Int)? {
        let first = text[start]
        if first < 0x80 { return (UInt32(first), 1) }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, start + count <= end else { return nil }
        var scalar = UInt32(first) & (0x7F >> UInt32(count))
        for index in start + 1..<start + count {
            let byte = text[index]
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        let isShortest = count == 2 || count == 3 && scalar >= 0x800 || count == 4 && scalar >= 0x10000
        guard isShortest, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return nil }
        return (scalar, count)
    }

    /// The byte count of the scalar that begins at `start`, or nil where the bytes are not UTF-8.
    static func count(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Int? {
        let first = bytes[start]
        if first < 0x80 { return 1 }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, start + count <= end else { return nil }
        for index in start + 1..<start + count where bytes[index] & 0xC0 != 0x80 { return nil }
        let second = bytes[start + 1]
        switch first {
        case 0xE0: return second >= 0xA0 ? count : nil
        case 0xED: return second < 0xA0 ? count : nil
        case 0xF0: return second >= 0x90 ? count : nil
        case 0xF4: return second < 0x90 ? count : nil
        default: return count
        }
    }

    /// Whether a range is UTF-8 throughout.
    static func isValid(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] < 0x80 {
                index += 1
                continue
            }
            guard let scalar = decode(text, at: index, end: range.upperBound) else { return false }
            index += scalar.count
        }
        return true
    }

    /// Writes a scalar over one of the same byte count.
    static func encode(_ scalar: UInt32, count: Int, into text: inout MutableSpan<UInt8>, at start: Int) {
        guard count > 1 else {
            text[start] = UInt8(truncatingIfNeeded: scalar)
            return
        }
        var rest = scalar
        for index in stride(from: start + count - 1, to: start, by: -1) {
            text[index] = 0x80 | UInt8(rest & 0x3F)
            rest >>= 6
        }
        text[start] = UInt8(truncatingIfNeeded: 0xF00 >> count) & 0xFF | UInt8(truncatingIfNeeded: rest)
    }
}

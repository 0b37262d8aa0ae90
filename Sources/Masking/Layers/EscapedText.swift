/// The escapes of JSON strings (RFC 8259, section 7), undone wherever they stand in a text.
enum EscapedText {
    /// Appends a text with every escape replaced by what it stands for, up to `limit` bytes.
    static func read(_ text: Span<UInt8>, limit: Int, into plain: inout [UInt8]) {
        var index = 0
        while index < text.count, plain.count < limit {
            guard text[index] == 0x5C, index + 1 < text.count else {
                plain.append(text[index])
                index += 1
                continue
            }
            if text[index + 1] == 0x75, let first = unit(text, index) {
                index += 6
                append(scalar(first, text, &index), to: &plain)
            } else {
                plain.append(meaning(text[index + 1]))
                index += 2
            }
        }
    }

    /// Of a short escape.
    private static func meaning(_ letter: UInt8) -> UInt8 {
        switch letter {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: letter
        }
    }

    /// The character of one unit, or of two that belong together.
    private static func scalar(_ first: UInt32, _ text: Span<UInt8>, _ index: inout Int) -> UInt32 {
        guard (0xD800..<0xDC00).contains(first), let low = unit(text, index), (0xDC00..<0xE000).contains(low) else {
            return first
        }
        index += 6
        return 0x10000 + (first - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func unit(_ text: Span<UInt8>, _ start: Int) -> UInt32? {
        guard start + 6 <= text.count, text[start] == 0x5C, text[start + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for index in start + 2..<start + 6 {
            guard let digit = HexDigit.value(text[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func append(_ scalar: UInt32, to plain: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return plain.append(0x20) }
        plain.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
}

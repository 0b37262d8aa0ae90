import RedisDump

/// Escapes of JSON, undone wherever they stand: for finding a value that is written another way.
enum JSONText {
    /// Copies a text with every `\uXXXX` and `\/` replaced by what it stands for; false when there is none.
    static func unescape(_ buffer: borrowing ByteBuffer, into plain: inout ByteBuffer) -> Bool {
        let text = buffer.span
        guard var next = nextBackslash(text, 0) else { return false }
        plain.removeAll()
        var index = 0
        while true {
            plain.append(text.extracting(index..<next))
            index = next
            if index + 1 >= text.count { break }
            if text[index + 1] == 0x75, var scalar = unit(text, index) {
                index += 6
                if (0xD800..<0xDC00).contains(scalar), let low = unit(text, index), (0xDC00..<0xE000).contains(low) {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    index += 6
                }
                append(scalar, to: &plain)
            } else {
                // A short escape is no part of a token, but the byte behind it might seem to be.
                plain.append(0x20)
                index += 2
            }
            next = nextBackslash(text, index) ?? text.count
        }
        return true
    }

    private static func nextBackslash(_ text: Span<UInt8>, _ start: Int) -> Int? {
        var index = start
        while index < text.count {
            if text[index] == 0x5C { return index }
            index += 1
        }
        return nil
    }

    private static func unit(_ text: Span<UInt8>, _ start: Int) -> UInt32? {
        guard start + 6 <= text.count, text[start] == 0x5C, text[start + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for index in start + 2..<start + 6 {
            guard let digit = Character(Unicode.Scalar(text[index])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func append(_ scalar: UInt32, to plain: inout ByteBuffer) {
        guard let scalar = Unicode.Scalar(scalar) else { return plain.append(0x20) }
        for byte in String(Character(scalar)).utf8 { plain.append(byte) }
    }
}

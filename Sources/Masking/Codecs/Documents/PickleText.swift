/// Strings of pickles of protocol 0: `\xe9`, `\n`, `\\` as Python's `repr` writes them, `\u00e9` and `\U0001f600` as
/// its raw-unicode-escape does. Bytes above 127 are characters of Latin-1.
///
/// Letters of Latin-1 cannot be drawn from their class in UTF-8, since not every result would be one of Latin-1: all
/// become the same letter of their case.
enum PickleText: TextWriting {
    private enum Unit {
        case byte(UInt8, count: Int)
        case scalar(UInt32, count: Int)
        case latin(UInt8)
    }

    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0x5C || text[index] >= 0x80 { return true }
        return false
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch unit(text, index, range.upperBound) {
            case .byte(let byte, let count):
                plain.append(byte)
                index += count
            case .scalar(let scalar, let count):
                JSONEscapes.append(scalar, to: &plain)
                index += count
            case .latin:
                JSONEscapes.append(0xA0, to: &plain)
                index += 1
            }
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        var at = 0
        while index < range.upperBound, at < plain.count {
            switch unit(text.span, index, range.upperBound) {
            case .byte(_, let count):
                if count == 1 { text[index] = plain[at] }
                if count == 4 { HexDigit.store(UInt128(plain[at]), into: &text, index + 2..<index + 4, false) }
                index += count
                at += 1
            case .scalar(_, let count):
                let scalar = JSONEscapes.decode(plain, at)
                HexDigit.store(UInt128(scalar.scalar), into: &text, index + 2..<index + count, false)
                index += count
                at += scalar.count
            case .latin(let byte):
                if byte >= 0xC0, byte != 0xD7, byte != 0xF7 { text[index] = byte < 0xDF ? 0xC9 : 0xE9 }
                index += 1
                at += 2
            }
        }
    }

    private static func unit(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Unit {
        let byte = text[index]
        if byte >= 0x80 { return .latin(byte) }
        guard byte == 0x5C, index + 1 < end else { return .byte(byte, count: 1) }
        switch text[index + 1] {
        case 0x78:
            guard let value = hex(text, index + 2, 2, end) else { return .byte(byte, count: 1) }
            return .byte(UInt8(truncatingIfNeeded: value), count: 4)
        case 0x75, 0x55:
            let count = text[index + 1] == 0x75 ? 4 : 8
            guard let value = hex(text, index + 2, count, end), value <= 0x10FFFF, !(0xD800..<0xE000).contains(value)
            else { return .byte(byte, count: 1) }
            return .scalar(value, count: count + 2)
        // What these stand for no kind changes.
        case 0x6E: return .byte(0x0A, count: 2)
        case 0x72: return .byte(0x0D, count: 2)
        case 0x74: return .byte(0x09, count: 2)
        case 0x5C, 0x27, 0x22: return .byte(text[index + 1], count: 2)
        default: return .byte(byte, count: 1)
        }
    }

    private static func hex(_ text: Span<UInt8>, _ start: Int, _ count: Int, _ end: Int) -> UInt32? {
        guard start + count <= end else { return nil }
        var value: UInt32 = 0
        for index in start..<start + count {
            guard value < 1 << 28, let digit = HexDigit.value(text[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// A listpack: small strings and integers in one run of bytes (`listpack.c`, RDB 10; streams since RDB 9).
///
///     total bytes (4, LE)   element count (2, LE; 65535 unknown)   elements …   FF
///     element: encoding and data, then its own length backwards (1 to 5 bytes)
///
///     0xxxxxxx                  integer 0 to 127
///     10LLLLLL                  string, 6-bit length
///     110xxxxx xxxxxxxx         integer, 13 bits, signed
///     1110LLLL LLLLLLLL         string, 12-bit length
///     F0 + 4 bytes              string, 32-bit length, LE
///     F1, F2, F3, F4            integers of 16, 24, 32, 64 bits, LE
public enum Listpack {
    /// Bytes before the first element.
    public static let headerCount = 6

    /// One element.
    public struct Element: Sendable {
        /// Index of the encoding byte.
        public var start: Int
        /// Index of the first byte of a string, or of an integer's bytes.
        public var payloadStart: Int
        /// Index after the string's or the integer's last byte, where the back-length begins.
        public var payloadEnd: Int
        /// Index after the back-length, where the next element begins.
        public var end: Int
        /// Whether it is an integer.
        public var isInteger: Bool
        /// The integer's value.
        public var integer: Int64

        /// The bytes of a string.
        public var payload: Range<Int> { payloadStart..<payloadEnd }
    }

    /// Checks total size and end mark, and returns the stated element count, or nil where it is not stated.
    public static func statedCount(_ bytes: Span<UInt8>) throws(ReadError) -> Int? {
        guard bytes.count > headerCount, bytes.littleEndian(at: 0, count: 4) == UInt64(bytes.count),
            bytes[bytes.count - 1] == 0xFF
        else {
            throw ReadError(
                .badStructure, at: 0, reading: "listpack", expected: "its total size in its header and FF at its end",
                found: UInt64(bytes.count))
        }
        let count = Int(bytes.littleEndian(at: 4, count: 2))
        return count == 65535 ? nil : count
    }

    /// The element at `start`, or nil at the end mark.
    public static func element(_ bytes: Span<UInt8>, at start: Int) throws(ReadError) -> Element? {
        let last = bytes.count - 1
        guard start < last else {
            guard start == last, bytes[last] == 0xFF else { throw damaged(start) }
            return nil
        }
        let first = bytes[start]
        var element = Element(
            start: start, payloadStart: start + 1, payloadEnd: start + 1, end: 0, isInteger: true, integer: 0)
        if first & 0x80 == 0 {
            element.payloadStart = start
            element.integer = Int64(first)
        } else if first & 0xC0 == 0x80 {
            element.isInteger = false
            element.payloadEnd += Int(first & 0x3F)
        } else if first & 0xE0 == 0xC0 {
            guard start + 2 <= last else { throw damaged(start) }
            element.payloadStart = start
            element.payloadEnd = start + 2
            let bits = Int64(first & 0x1F) << 8 | Int64(bytes[start + 1])
            element.integer = bits >= 1 << 12 ? bits - 1 << 13 : bits
        } else if first & 0xF0 == 0xE0 {
            guard start + 2 <= last else { throw damaged(start) }
            element.isInteger = false
            element.payloadStart = start + 2
            element.payloadEnd = start + 2 + Int(first & 0x0F) << 8 + Int(bytes[start + 1])
        } else if first == 0xF0 {
            guard start + 5 <= last else { throw damaged(start) }
            element.isInteger = false
            element.payloadStart = start + 5
            element.payloadEnd = start + 5 + Int(bytes.littleEndian(at: start + 1, count: 4))
        } else if let byteCount = integerByteCount(first) {
            guard start + 1 + byteCount <= last else { throw damaged(start) }
            element.payloadEnd = start + 1 + byteCount
            element.integer = signExtended(bytes.littleEndian(at: start + 1, count: byteCount), byteCount: byteCount)
        } else {
            throw damaged(start)
        }
        let length = element.payloadEnd - start
        element.end = element.payloadEnd + backLengthCount(length)
        guard element.end <= last, hasBackLength(bytes, element.payloadEnd, element.end, length) else {
            throw damaged(start)
        }
        return element
    }

    /// Bytes an element of `length` bytes takes to state its length backwards.
    ///
    /// The second limit is 16382, not 16383: that is how `lpEncodeBacklen` has always written it.
    public static func backLengthCount(_ length: Int) -> Int {
        if length <= 127 { return 1 }
        if length < 16383 { return 2 }
        if length < 2_097_151 { return 3 }
        if length < 268_435_455 { return 4 }
        return 5
    }

    /// Writes an integer over another of the same width.
    public static func store(_ value: Int64, over element: Element, in bytes: inout MutableSpan<UInt8>) {
        let bits = UInt64(bitPattern: value)
        if element.payloadStart > element.start {
            bytes.storeLittleEndian(bits, at: element.payloadStart, count: element.payloadEnd - element.payloadStart)
        } else if element.payloadEnd == element.start + 2 {
            bytes[element.start] = 0xC0 | UInt8(truncatingIfNeeded: bits >> 8 & 0x1F)
            bytes[element.start + 1] = UInt8(truncatingIfNeeded: bits)
        } else {
            bytes[element.start] = UInt8(truncatingIfNeeded: bits & 0x7F)
        }
    }

    private static func integerByteCount(_ encoding: UInt8) -> Int? {
        switch encoding {
        case 0xF1: 2
        case 0xF2: 3
        case 0xF3: 4
        case 0xF4: 8
        default: nil
        }
    }

    /// The length in 7-bit groups, most significant first in memory order of the reader, which goes backwards.
    private static func hasBackLength(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ length: Int) -> Bool {
        var rest = length
        var index = end - 1
        while index > start {
            guard bytes[index] == UInt8(rest & 127) | 128 else { return false }
            rest >>= 7
            index -= 1
        }
        return bytes[start] == UInt8(truncatingIfNeeded: rest)
    }

    private static func damaged(_ start: Int) -> ReadError {
        ReadError(
            .badStructure, at: UInt64(start), reading: "listpack element",
            expected: "a known encoding, within the listpack, with its length behind it")
    }
}

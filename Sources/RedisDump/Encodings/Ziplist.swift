/// A ziplist: the listpack's predecessor (`ziplist.c`, RDB 2 to 9).
///
///     total bytes (4, LE)   offset of the last entry (4, LE)   entry count (2, LE; 65535 unknown)   entries …   FF
///     entry: length of the entry before (1 byte, or FE + 4 LE), encoding, data
///
///     00LLLLLL, 01LLLLLL LLLLLLLL, 80 + 4 bytes BE     strings
///     C0, D0, E0, F0, FE                               integers of 16, 32, 64, 24, 8 bits, LE
///     F1 to FD                                         integers 0 to 12
public enum Ziplist {
    /// Bytes before the first entry.
    public static let headerCount = 10

    /// One entry.
    public struct Entry: Sendable {
        /// Index of the encoding byte.
        public var encodingStart: Int
        /// Index of the first byte of the string or integer; the encoding byte itself for 0 to 12.
        public var payloadStart: Int
        /// Index after the last byte.
        public var end: Int
        /// Whether it is an integer.
        public var isInteger: Bool
        /// The integer's value.
        public var integer: Int64

        /// The bytes of a string.
        public var payload: Range<Int> { payloadStart..<end }
    }

    /// Checks total size and end mark, and returns the stated entry count, or nil where it is not stated.
    public static func statedCount(_ bytes: Span<UInt8>) throws(ReadError) -> Int? {
        guard bytes.count > headerCount, bytes.littleEndian(at: 0, count: 4) == UInt64(bytes.count),
            bytes[bytes.count - 1] == 0xFF
        else {
            throw ReadError(
                .badStructure, at: 0, reading: "ziplist", expected: "its total size in its header and FF at its end",
                found: UInt64(bytes.count))
        }
        let count = Int(bytes.littleEndian(at: 8, count: 2))
        return count == 65535 ? nil : count
    }

    /// Where the header says the last entry begins.
    public static func tailOffset(_ bytes: Span<UInt8>) -> Int { Int(bytes.littleEndian(at: 4, count: 4)) }

    /// The entry at `start`, or nil at the end mark. `previousCount` is the size of the entry before it, or 0.
    public static func entry(_ bytes: Span<UInt8>, at start: Int, previousCount: Int) throws(ReadError) -> Entry? {
        let last = bytes.count - 1
        guard start < last else {
            guard start == last, bytes[last] == 0xFF else { throw damaged(start) }
            return nil
        }
        var at = start + 1
        var stated = Int(bytes[start])
        if stated == 0xFE {
            guard start + 5 < last else { throw damaged(start) }
            stated = Int(bytes.littleEndian(at: start + 1, count: 4))
            at = start + 5
        }
        // FF is the end mark, never a length: a server stops reading there.
        guard stated == previousCount, bytes[start] != 0xFF, at < last else { throw damaged(start) }

        let encoding = bytes[at]
        var entry = Entry(encodingStart: at, payloadStart: at + 1, end: at + 1, isInteger: true, integer: 0)
        switch encoding {
        case 0x00...0x3F:
            entry.isInteger = false
            entry.end += Int(encoding)
        case 0x40...0x7F:
            guard at + 2 <= last else { throw damaged(start) }
            entry.isInteger = false
            entry.payloadStart = at + 2
            entry.end = at + 2 + Int(encoding & 0x3F) << 8 + Int(bytes[at + 1])
        case 0x80:
            guard at + 5 <= last else { throw damaged(start) }
            entry.isInteger = false
            entry.payloadStart = at + 5
            let length = bytes.littleEndian(at: at + 1, count: 4)
            entry.end = at + 5 + Int(UInt32(truncatingIfNeeded: length).byteSwapped)
        case 0xF1...0xFD:
            entry.payloadStart = at
            entry.integer = Int64(encoding) - 0xF1
        default:
            guard let byteCount = integerByteCount(encoding), at + 1 + byteCount <= last else { throw damaged(start) }
            entry.end = at + 1 + byteCount
            entry.integer = signExtended(bytes.littleEndian(at: at + 1, count: byteCount), byteCount: byteCount)
        }
        guard entry.end <= last else { throw damaged(start) }
        return entry
    }

    /// Writes an integer over another of the same width.
    public static func store(_ value: Int64, over entry: Entry, in bytes: inout MutableSpan<UInt8>) {
        if entry.payloadStart == entry.encodingStart {
            bytes[entry.encodingStart] = UInt8(truncatingIfNeeded: 0xF1 + value)
        } else {
            bytes.storeLittleEndian(
                UInt64(bitPattern: value), at: entry.payloadStart, count: entry.end - entry.payloadStart)
        }
    }

    private static func integerByteCount(_ encoding: UInt8) -> Int? {
        switch encoding {
        case 0xC0: 2
        case 0xD0: 4
        case 0xE0: 8
        case 0xF0: 3
        case 0xFE: 1
        default: nil
        }
    }

    private static func damaged(_ start: Int) -> ReadError {
        ReadError(
            .badStructure, at: UInt64(start), reading: "ziplist entry",
            expected: "the previous entry's length and a known encoding, within the ziplist")
    }
}

extension Ziplist {
    /// Writes the previous length of every entry and the offset of the last one anew, after entries changed places.
    ///
    /// Each entry keeps the width of its previous length, which its place must allow.
    public static func restorePreviousLengths(_ bytes: inout MutableSpan<UInt8>) throws(ReadError) {
        _ = try statedCount(bytes.span)
        var start = headerCount
        var previous = 0
        var tail = start
        while bytes[start] != 0xFF {
            let isWide = bytes[start] == 0xFE
            guard isWide ? start + 5 < bytes.count : previous < 0xFE else { throw damaged(start) }
            if isWide {
                bytes.storeLittleEndian(UInt64(previous), at: start + 1, count: 4)
            } else {
                bytes[start] = UInt8(previous)
            }
            guard let entry = try entry(bytes.span, at: start, previousCount: previous) else { throw damaged(start) }
            tail = start
            previous = entry.end - start
            start = entry.end
        }
        guard start == bytes.count - 1 else { throw damaged(start) }
        bytes.storeLittleEndian(UInt64(tail), at: 4, count: 4)
    }
}

/// A zipmap: a small hash of Redis 2.2 to 2.4 (`zipmap.c`).
///
///     count (1 byte, 254 unknown)   { length, field, length, free (1 byte), value, unused bytes } …   FF
///     length: 1 byte, or FE + 4 bytes LE
///
/// The unused bytes behind a value hold what an earlier, longer value left there.
public enum Zipmap {
    /// One field with its value.
    public struct Pair: Sendable {
        /// The field name.
        public var field: Range<Int>
        /// The value.
        public var value: Range<Int>
        /// Unused bytes behind the value.
        public var unused: Range<Int>
    }

    /// The pair at `start`, or nil at the end mark. The first pair is at 1.
    public static func pair(_ bytes: Span<UInt8>, at start: Int) throws(ReadError) -> Pair? {
        let last = bytes.count - 1
        guard start >= 1, start <= last else { throw damaged(start) }
        if bytes[start] == 0xFF {
            guard start == last else { throw damaged(start) }
            return nil
        }
        var at = start
        let field = try length(bytes, &at)
        let fieldStart = at
        at += field
        guard at < last else { throw damaged(start) }
        let value = try length(bytes, &at)
        guard at < last else { throw damaged(start) }
        let free = Int(bytes[at])
        let valueStart = at + 1
        let end = valueStart + value + free
        guard end <= last else { throw damaged(start) }
        return Pair(
            field: fieldStart..<fieldStart + field, value: valueStart..<valueStart + value,
            unused: valueStart + value..<end)
    }

    private static func length(_ bytes: Span<UInt8>, _ at: inout Int) throws(ReadError) -> Int {
        let last = bytes.count - 1
        guard at < last else { throw damaged(at) }
        let first = bytes[at]
        if first < 0xFE {
            at += 1
            return Int(first)
        }
        guard first == 0xFE, at + 5 <= last else { throw damaged(at) }
        let length = Int(bytes.littleEndian(at: at + 1, count: 4))
        // Servers refuse a short length in the long form; none has ever written one.
        guard length >= 0xFE else { throw damaged(at) }
        at += 5
        return length
    }

    private static func damaged(_ offset: Int) -> ReadError {
        ReadError(
            .badStructure, at: UInt64(max(offset, 0)), reading: "zipmap",
            expected: "fields and values within the zipmap, and FF at its end")
    }
}

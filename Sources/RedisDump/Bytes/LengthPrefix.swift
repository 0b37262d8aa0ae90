/// A length of RDB, or the mark of a special string encoding in its place (`rdb.h`, `RDB_6BITLEN` and following).
///
///     00xxxxxx                      6 bits
///     01xxxxxx xxxxxxxx             14 bits, most significant first
///     10000000 + 4 bytes            32 bits, most significant first
///     10000001 + 8 bytes            64 bits, most significant first (RDB 9)
///     11xxxxxx                      not a length: encoding x of a string
@frozen
public struct LengthPrefix: Sendable, Equatable {
    /// The length, or the number of the string encoding.
    public var value: UInt64
    /// Whether `value` is a string encoding.
    public var isEncoding: Bool

    /// A length or an encoding.
    @inlinable
    public init(value: UInt64, isEncoding: Bool) {
        self.value = value
        self.isEncoding = isEncoding
    }
}

extension ByteCursor {
    /// Reads a length or a string encoding.
    @inlinable @inline(__always)
    @_lifetime(self: copy self)
    public mutating func readLengthPrefix(_ reading: StaticString) throws(ReadError) -> LengthPrefix {
        let first = try readByte(reading)
        if first < 0x40 { return LengthPrefix(value: UInt64(first), isEncoding: false) }
        return try readLongLengthPrefix(first, reading)
    }

    @usableFromInline
    @_lifetime(self: copy self)
    mutating func readLongLengthPrefix(_ first: UInt8, _ reading: StaticString) throws(ReadError) -> LengthPrefix {
        switch first >> 6 {
        case 1:
            let second = try readByte(reading)
            return LengthPrefix(value: UInt64(first & 0x3F) << 8 | UInt64(second), isEncoding: false)
        case 3: return LengthPrefix(value: UInt64(first & 0x3F), isEncoding: true)
        default:
            switch first {
            case 0x80: return LengthPrefix(value: try readBigEndian(4, reading), isEncoding: false)
            case 0x81: return LengthPrefix(value: try readBigEndian(8, reading), isEncoding: false)
            default:
                position -= 1
                throw failure(.badLength, reading, "a length prefix", found: UInt64(first))
            }
        }
    }

    /// Reads a plain length: a count, an index, a number.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func readLength(_ reading: StaticString) throws(ReadError) -> UInt64 {
        let start = position
        let prefix = try readLengthPrefix(reading)
        guard !prefix.isEncoding else {
            position = start
            throw failure(.badLength, reading, "a length, not a string encoding", found: prefix.value)
        }
        return prefix.value
    }
}

extension ByteBuffer {
    /// Appends a length in the shortest form, as a server writes it.
    public mutating func appendLength(_ value: UInt64) {
        if value < 1 << 6 {
            append(UInt8(value))
        } else if value < 1 << 14 {
            append(0x40 | UInt8(value >> 8))
            append(UInt8(truncatingIfNeeded: value))
        } else if value <= UInt64(UInt32.max) {
            append(0x80)
            for shift in stride(from: 24, through: 0, by: -8) {
                append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
            }
        } else {
            append(0x81)
            for shift in stride(from: 56, through: 0, by: -8) {
                append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
            }
        }
    }
}

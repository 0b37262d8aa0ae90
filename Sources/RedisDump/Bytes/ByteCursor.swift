/// Reads forward through bytes it does not own, checks every step and knows its place in the file.
///
/// Lengths are read as claims: nothing is allocated for them, and a claim beyond the end throws
/// ``ReadError/Code/truncated``.
public struct ByteCursor: ~Escapable {
    /// All bytes of the cursor.
    public let bytes: Span<UInt8>
    /// Index of the next byte to read.
    public var position: Int
    /// Offset of `bytes[0]` in the file, for error messages.
    public let baseOffset: UInt64

    /// A cursor at the first byte.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, baseOffset: UInt64 = 0, position: Int = 0) {
        self.bytes = bytes
        self.position = position
        self.baseOffset = baseOffset
    }

    /// Whether every byte has been read.
    @inlinable public var isAtEnd: Bool { position >= bytes.count }

    /// Bytes not read yet.
    @inlinable public var remaining: Int { bytes.count - position }

    /// The place of the next byte in the file.
    @inlinable public var offset: UInt64 { baseOffset &+ UInt64(position) }

    /// An error at the place of the next byte.
    @usableFromInline
    func failure(
        _ code: ReadError.Code, _ reading: StaticString, _ expected: StaticString, found: UInt64? = nil
    ) -> ReadError {
        ReadError(code, at: offset, reading: reading, expected: expected, found: found)
    }

    /// The next byte.
    @inlinable @inline(__always)
    @_lifetime(self: copy self)
    public mutating func readByte(_ reading: StaticString) throws(ReadError) -> UInt8 {
        guard position < bytes.count else { throw failure(.truncated, reading, "more bytes", found: 1) }
        let byte = bytes[position]
        position += 1
        return byte
    }

    /// Moves over `count` bytes.
    @inlinable @inline(__always)
    @_lifetime(self: copy self)
    public mutating func skip(_ count: Int, _ reading: StaticString) throws(ReadError) {
        guard count <= bytes.count - position else {
            throw failure(.truncated, reading, "more bytes", found: UInt64(count - remaining))
        }
        position += count
    }

    /// An unsigned number of `count` bytes, least significant first.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func readLittleEndian(_ count: Int, _ reading: StaticString) throws(ReadError) -> UInt64 {
        let start = position
        try skip(count, reading)
        return bytes.littleEndian(at: start, count: count)
    }

    /// An unsigned number of `count` bytes, most significant first.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func readBigEndian(_ count: Int, _ reading: StaticString) throws(ReadError) -> UInt64 {
        let start = position
        try skip(count, reading)
        var value: UInt64 = 0
        for index in start..<start + count { value = value << 8 | UInt64(bytes[index]) }
        return value
    }
}

extension Span where Element == UInt8 {
    /// An unsigned number of up to eight bytes, least significant first. Traps outside the span.
    @inlinable @inline(__always)
    public func littleEndian(at start: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for index in start..<start + count {
            value |= UInt64(self[index]) << shift
            shift += 8
        }
        return value
    }
}

extension Span where Element == UInt8 {
    /// Whether two runs hold the same bytes.
    public func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard littleEndian(at: index, count: 8) == other.littleEndian(at: index, count: 8) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}

extension MutableSpan where Element == UInt8 {
    /// Writes the low `count` bytes of a number, least significant first. Traps outside the span.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func storeLittleEndian(_ value: UInt64, at start: Int, count: Int) {
        var rest = value
        for index in start..<start + count {
            self[index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
    }
}

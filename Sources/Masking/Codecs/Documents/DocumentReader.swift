/// Reads forward through the bytes of a document; what is not there is nil.
///
/// Lengths are claims: nothing is allocated for them, and one beyond the end is nil.
struct DocumentReader: ~Escapable {
    let bytes: Span<UInt8>
    var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next byte, which is not moved over.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    @_lifetime(self: copy self)
    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    /// Moves over a byte that has to be there.
    @_lifetime(self: copy self)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Moves over as many bytes as a length claims.
    @_lifetime(self: copy self)
    mutating func take(_ count: UInt64) -> Range<Int>? {
        guard count <= UInt64(bytes.count - position) else { return nil }
        let start = position
        position += Int(count)
        return start..<position
    }

    /// A number of up to eight bytes, most significant first.
    @_lifetime(self: copy self)
    mutating func bigEndian(_ count: Int) -> UInt64? {
        guard let range = take(UInt64(count)) else { return nil }
        var value: UInt64 = 0
        for index in range { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// A number of up to eight bytes, least significant first.
    @_lifetime(self: copy self)
    mutating func littleEndian(_ count: Int) -> UInt64? {
        guard let range = take(UInt64(count)) else { return nil }
        var value: UInt64 = 0
        for index in range.reversed() { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// The bytes up to the next `end`, which is moved over.
    @_lifetime(self: copy self)
    mutating func take(upTo end: UInt8) -> Range<Int>? {
        let start = position
        while position < bytes.count {
            position += 1
            if bytes[position - 1] == end { return start..<position - 1 }
        }
        return nil
    }

    /// A decimal number without a sign, and what ends it.
    @_lifetime(self: copy self)
    mutating func decimal(upTo end: UInt8) -> UInt64? {
        guard let range = take(upTo: end), !range.isEmpty, range.count <= 18 else { return nil }
        var value: UInt64 = 0
        for index in range {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        return value
    }
}

/// How one string lies in an RDB file (`rdb.h`, `RDB_ENC_INT8` and following).
///
///     length bytes                       raw
///     C0 + 1, C1 + 2, C2 + 4 bytes       a decimal integer, least significant byte first
///     C3 length length bytes             LZF: packed length, plain length, packed bytes (RDB 1)
public struct StringForm: Sendable {
    /// The five encodings.
    public enum Encoding: UInt8, Sendable {
        /// The bytes themselves.
        case raw
        /// A signed byte.
        case int8
        /// Two bytes.
        case int16
        /// Four bytes.
        case int32
        /// Packed by LZF.
        case lzf
    }

    /// The encoding.
    public var encoding: Encoding
    /// Index of the first byte of the length.
    public var start: Int
    /// Index of the first payload byte.
    public var payloadStart: Int
    /// Index after the last payload byte.
    public var end: Int
    /// Length of the string after unpacking; 0 for integers.
    public var plainCount: Int
    /// The value of an integer encoding.
    public var integer: Int64

    /// The form of no string.
    static let none = StringForm(encoding: .raw, start: 0, payloadStart: 0, end: 0, plainCount: 0, integer: 0)

    /// Whether the string is stored as an integer.
    public var isInteger: Bool { encoding != .raw && encoding != .lzf }

    /// The payload bytes.
    public var payload: Range<Int> { payloadStart..<end }

    /// Appends the string itself: unpacked, and integers as decimal text.
    ///
    /// `bytes` is what the form was read from, `offset` its place in the file.
    public func appendPlain(
        from bytes: Span<UInt8>, offset: UInt64, to output: inout ByteBuffer
    ) throws(ReadError) {
        switch encoding {
        case .raw: output.append(bytes.extracting(payload))
        case .int8, .int16, .int32:
            // At most eleven characters, written from the last backwards.
            var digits: InlineArray<12, UInt8> = .init(repeating: 0)
            var at = 12
            var rest = integer.magnitude
            repeat {
                at -= 1
                digits[at] = 0x30 + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            if integer < 0 {
                at -= 1
                digits[at] = 0x2D
            }
            for index in at..<12 { output.append(digits[index]) }
        case .lzf:
            guard LZF.unpack(bytes.extracting(payload), plainCount: plainCount, to: &output) else {
                throw ReadError(
                    .badCompression, at: offset + UInt64(payloadStart), reading: "compressed string",
                    expected: "LZF that unpacks to its stated length")
            }
        }
    }
}

extension ByteCursor {
    /// The longest string accepted, plain or packed: what Redis itself accepts (`proto-max-bulk-len`, 512 MiB).
    @usableFromInline static var longestString: UInt64 { 512 << 20 }

    /// Reads a string's form and moves past it.
    ///
    /// On error the cursor stays somewhere inside the string. A packed string is not unpacked here, but a plain
    /// length that its packed bytes cannot reach is refused.
    @_lifetime(self: copy self)
    public mutating func readString(_ reading: StaticString) throws(ReadError) -> StringForm {
        let first = position
        let prefix = try readLengthPrefix(reading)
        if !prefix.isEncoding {
            let length = try plausible(prefix.value, reading)
            let start = position
            try skip(length, reading)
            return StringForm(
                encoding: .raw, start: first, payloadStart: start, end: position, plainCount: length, integer: 0)
        }
        switch prefix.value {
        case 0: return try readIntegerString(.int8, byteCount: 1, reading)
        case 1: return try readIntegerString(.int16, byteCount: 2, reading)
        case 2: return try readIntegerString(.int32, byteCount: 4, reading)
        case 3:
            let packed = try plausible(try readLength(reading), reading)
            let plain = try plausible(try readLength(reading), reading)
            guard packed > 0, plain > 0, plain <= LZF.longestPlain(packedCount: packed) else {
                throw failure(
                    .badCompression, reading, "a length that the packed bytes can reach", found: UInt64(plain))
            }
            let start = position
            try skip(packed, reading)
            return StringForm(
                encoding: .lzf, start: first, payloadStart: start, end: position, plainCount: plain, integer: 0)
        default:
            throw failure(.badStringEncoding, reading, "a string encoding from 0 to 3", found: prefix.value)
        }
    }

    @_lifetime(self: copy self)
    private mutating func readIntegerString(
        _ encoding: StringForm.Encoding, byteCount: Int, _ reading: StaticString
    ) throws(ReadError) -> StringForm {
        let start = position
        let value = signExtended(try readLittleEndian(byteCount, reading), byteCount: byteCount)
        return StringForm(
            encoding: encoding, start: start - 1, payloadStart: start, end: position, plainCount: 0, integer: value)
    }

    private func plausible(_ length: UInt64, _ reading: StaticString) throws(ReadError) -> Int {
        guard length <= Self.longestString else {
            throw failure(.badLength, reading, "a string of at most 512 MiB", found: length)
        }
        return Int(length)
    }
}

extension ByteCursor {
    /// Whether the smallest field expiry of a hash is one: Unix ms of 48 bits; 0 and the highest values mean none
    /// (`ebuckets.h`, `EB_EXPIRE_TIME_INVALID`).
    public static func isFieldExpiry(_ milliseconds: UInt64) -> Bool {
        milliseconds > 0 && milliseconds < 0xFFFF_FFFF_FFFD
    }
}

/// The signed number whose low `byteCount` bytes are given.
@inlinable
public func signExtended(_ value: UInt64, byteCount: Int) -> Int64 {
    let unused = UInt64(64 - 8 * byteCount)
    return Int64(bitPattern: value << unused) >> Int64(unused)
}

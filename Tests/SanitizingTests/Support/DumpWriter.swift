import RedisDump

/// Writes RDB files for tests: every form of a string, every kind of value.
struct DumpWriter {
    /// How a string is written.
    enum Form: Sendable, CaseIterable {
        case raw, int8, int16, int32, lzf
    }

    private(set) var bytes: [UInt8]

    /// A file that begins with a header.
    init(_ header: String = "REDIS0011") { bytes = Array(header.utf8) }

    /// The file with its end and checksum.
    func finished() -> [UInt8] {
        let body = bytes + [0xFF]
        var checksum = CRC64()
        checksum.update(body.span)
        return body + littleEndian(checksum.value, 8)
    }

    mutating func append(_ more: [UInt8]) { bytes += more }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func length(_ value: Int) {
        if value < 1 << 6 {
            bytes.append(UInt8(value))
        } else if value < 1 << 14 {
            bytes.append(0x40 | UInt8(value >> 8))
            bytes.append(UInt8(value & 0xFF))
        } else {
            bytes.append(0x80)
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
    }

    mutating func string(_ text: [UInt8], _ form: Form = .raw) {
        switch form {
        case .raw:
            length(text.count)
            bytes += text
        case .lzf:
            let packed = PackedWriter.lzf(text)
            bytes.append(0xC3)
            length(packed.count)
            length(text.count)
            bytes += packed
        case .int8, .int16, .int32: integer(Int64(String(decoding: text, as: UTF8.self)) ?? 0, form)
        }
    }

    mutating func string(_ text: String, _ form: Form = .raw) { string(Array(text.utf8), form) }

    mutating func integer(_ value: Int64, _ form: Form) {
        let byteCount = form == .int8 ? 1 : form == .int16 ? 2 : 4
        bytes.append(0xC0 | UInt8(byteCount / 2))
        bytes += littleEndian(UInt64(bitPattern: value), byteCount)
    }

    /// The narrowest integer form a number fits in, as a server writes it; nil beyond 32 bits.
    static func integerForm(_ value: Int64) -> Form? {
        if Int8(exactly: value) != nil { return .int8 }
        if Int16(exactly: value) != nil { return .int16 }
        return Int32(exactly: value) != nil ? .int32 : nil
    }

    mutating func database(_ number: Int) {
        bytes.append(254)
        length(number)
    }

    mutating func aux(_ name: String, _ value: String) {
        bytes.append(250)
        string(name)
        string(value)
    }

    mutating func expiry(milliseconds: Int64) {
        bytes.append(252)
        bytes += littleEndian(UInt64(bitPattern: milliseconds), 8)
    }

    /// The type byte and the name; the value follows.
    mutating func key(_ name: [UInt8], type: UInt8, _ form: Form = .raw) {
        bytes.append(type)
        string(name, form)
    }

    mutating func key(_ name: String, type: UInt8, _ form: Form = .raw) { key(Array(name.utf8), type: type, form) }

    /// A string key.
    mutating func pair(_ name: String, _ value: String, _ form: Form = .raw) {
        key(name, type: 0)
        string(value, form)
    }
}

/// The low bytes of a number, least significant first.
func littleEndian(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
}

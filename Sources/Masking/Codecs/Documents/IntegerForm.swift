/// How an integer is written in a document, and which integers can be written in the same bytes.
struct IntegerForm {
    private let form: LeafForm
    private let byteCount: Int

    /// The form of an integer that begins with a byte.
    init(_ form: LeafForm, byteCount: Int) {
        self.form = form
        self.byteCount = byteCount
    }

    /// What stands there, as a number without a sign.
    func read(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var bits: UInt64 = 0
        switch form {
        case .varint:
            for index in range.reversed() { bits = bits << 7 | UInt64(text[index] & 0x7F) }
        case .immediate, .immediateComplement: bits = UInt64(text[range.lowerBound] & 0x1F)
        case .fixnum where byteCount > 1:
            for index in range.dropFirst().reversed() { bits = bits << 8 | UInt64(text[index]) }
            // The first byte of a negative one is the count of the others, negated.
            if text[range.lowerBound] >= 0x80 { bits |= ~0 << UInt64(8 * (byteCount - 1)) }
        case .unsigned(.little), .signed(.little), .negativeMagnitude:
            for index in range.reversed() { bits = bits << 8 | UInt64(text[index]) }
        default:
            for index in range { bits = bits << 8 | UInt64(text[index]) }
        }
        return bits
    }

    /// Writes what ``read(_:_:)`` read.
    func write(_ bits: UInt64, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rest = bits
        switch form {
        case .varint:
            for index in range {
                text[index] = text[index] & 0x80 | UInt8(truncatingIfNeeded: rest) & 0x7F
                rest >>= 7
            }
        case .immediate, .immediateComplement:
            text[range.lowerBound] = text[range.lowerBound] & 0xE0 | UInt8(truncatingIfNeeded: rest) & 0x1F
        case .fixnum where byteCount > 1: store(rest, &text, range.lowerBound + 1..<range.upperBound, .little)
        case .unsigned(.little), .signed(.little), .negativeMagnitude: store(rest, &text, range, .little)
        default: store(rest, &text, range, .big)
        }
    }

    private func store(_ bits: UInt64, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ order: ByteOrder) {
        var rest = bits
        for place in 0..<range.count {
            let index = order == .little ? range.lowerBound + place : range.upperBound - 1 - place
            text[index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
    }

    /// The integer that is meant, if it is a 64-bit integer with a sign.
    func value(_ bits: UInt64) -> Int64? {
        switch form {
        case .signed:
            let unused = UInt64(64 - 8 * byteCount)
            return Int64(bitPattern: bits << unused) >> Int64(unused)
        case .varint: return Int64(bitPattern: bits)
        case .complement, .immediateComplement: return Int64(exactly: bits).map { ~$0 }
        case .negativeMagnitude: return bits <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- bits) : nil
        case .fixnum where byteCount > 1: return Int64(bitPattern: bits)
        case .fixnum:
            let byte = Int64(Int8(truncatingIfNeeded: bits))
            return byte == 0 ? 0 : byte > 0 ? byte - 5 : byte + 5
        default: return Int64(exactly: bits)
        }
    }

    /// What ``value(_:)`` takes for an integer.
    func bits(_ value: Int64) -> UInt64 {
        switch form {
        case .complement, .immediateComplement: UInt64(bitPattern: ~value)
        case .negativeMagnitude: UInt64(bitPattern: 0 &- value)
        case .fixnum where byteCount == 1:
            UInt64(bitPattern: value == 0 ? 0 : value > 0 ? value + 5 : value - 5) & 0xFF
        default: UInt64(bitPattern: value)
        }
    }

    /// The integers that take the same room as one of them.
    func values(like value: Int64) -> ClosedRange<Int64> {
        switch form {
        case .signed:
            return byteCount >= 8
                ? .min ... .max : -(1 << Int64(8 * byteCount - 1))...(1 << Int64(8 * byteCount - 1)) - 1
        case .unsigned: return 0...largest(bits: 8 * byteCount)
        case .complement: return ~largest(bits: 8 * byteCount) ... -1
        case .immediate: return 0...23
        case .immediateComplement: return -24 ... -1
        case .varint: return byteCount < 10 ? 0...largest(bits: 7 * byteCount) : value < 0 ? .min ... -1 : 0 ... .max
        case .negativeMagnitude: return byteCount >= 8 ? .min...0 : -largest(bits: 8 * byteCount)...0
        case .fixnum where byteCount == 1: return value < 0 ? -123 ... -1 : value == 0 ? 0...0 : 1...122
        case .fixnum:
            // Those that need no fewer bytes, if it is one of them.
            let all = largest(bits: 8 * (byteCount - 1))
            let fewer =
                byteCount == 2 ? (value < 0 ? 123 : 122) : largest(bits: 8 * (byteCount - 2)) + (value < 0 ? 1 : 0)
            if value < 0 { return value < -fewer ? ~all ... -fewer - 1 : ~all ... -1 }
            return value > fewer ? fewer + 1...all : 0...all
        default: return .min ... .max
        }
    }

    private func largest(bits: Int) -> Int64 { bits >= 63 ? .max : (1 << Int64(bits)) - 1 }
}

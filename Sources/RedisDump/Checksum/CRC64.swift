/// CRC-64/Jones as Redis uses it: polynomial 0xad93d23594c935a9, reflected, initial value 0, no final inversion.
///
/// "123456789" gives e9c6d914c4b8d9ca. Runs at memory speed where ISA-L is installed, else by table.
public struct CRC64: Sendable {
    /// The checksum of the bytes so far.
    public private(set) var value: UInt64

    /// The checksum of no bytes, or a checksum to go on from.
    public init(_ value: UInt64 = 0) { self.value = value }

    /// Takes in more bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        value = ISAL.crc64(value, bytes) ?? Self.portable(value, bytes)
    }

    /// The checksum of the bytes of `first` followed by `count` bytes whose own checksum is `second`.
    ///
    /// A CRC is linear over GF(2): moving `first` past `count` zero bytes is multiplication by x^(8·count) modulo the
    /// polynomial, done here by squaring; no byte is read again.
    public static func combined(_ first: UInt64, _ second: UInt64, count: Int) -> UInt64 {
        var moved = first
        var power = shiftByOneByte
        var rest = count
        while rest > 0 {
            if rest & 1 == 1 { moved = multiplied(moved, power) }
            power = multiplied(power, power)
            rest >>= 1
        }
        return moved ^ second
    }

    private static let reflectedPolynomial: UInt64 = 0x95AC_9329_AC4B_C9B5

    /// x^8 in the reflected notation, where the highest bit is x^0.
    private static let shiftByOneByte: UInt64 = 1 << 55

    private static func multiplied(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var product: UInt64 = 0
        var shifted = b
        var bit: UInt64 = 1 << 63
        while bit != 0 {
            if a & bit != 0 { product ^= shifted }
            shifted = shifted & 1 == 1 ? shifted >> 1 ^ reflectedPolynomial : shifted >> 1
            bit >>= 1
        }
        return product
    }

    /// Eight tables: byte i of a word contributes table[7 − i].
    private static let tables: [[UInt64]] = {
        var tables = [[UInt64]](repeating: [UInt64](repeating: 0, count: 256), count: 8)
        for byte in 0..<256 {
            var value = UInt64(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ reflectedPolynomial : value >> 1 }
            tables[0][byte] = value
        }
        for row in 1..<8 {
            for byte in 0..<256 {
                let value = tables[row - 1][byte]
                tables[row][byte] = tables[0][Int(value & 0xFF)] ^ value >> 8
            }
        }
        return tables
    }()

    static func portable(_ start: UInt64, _ bytes: Span<UInt8>) -> UInt64 {
        let tables = Self.tables
        let (t0, t1, t2, t3) = (tables[0], tables[1], tables[2], tables[3])
        let (t4, t5, t6, t7) = (tables[4], tables[5], tables[6], tables[7])
        var value = start
        var index = 0
        while index + 8 <= bytes.count {
            value ^= bytes.littleEndian(at: index, count: 8)
            let low =
                t7[Int(value & 0xFF)] ^ t6[Int(value >> 8 & 0xFF)] ^ t5[Int(value >> 16 & 0xFF)]
                ^ t4[Int(value >> 24 & 0xFF)]
            value =
                low ^ t3[Int(value >> 32 & 0xFF)] ^ t2[Int(value >> 40 & 0xFF)] ^ t1[Int(value >> 48 & 0xFF)]
                ^ t0[Int(value >> 56)]
            index += 8
        }
        while index < bytes.count {
            value = t0[Int((value ^ UInt64(bytes[index])) & 0xFF)] ^ value >> 8
            index += 1
        }
        return value
    }
}

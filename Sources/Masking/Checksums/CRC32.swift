/// The cyclic redundancy check of ISO 3309 that zip files have, as vendors append it to tokens.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }

    static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
        var rest = UInt32.max
        for index in bytes.indices { rest = rest >> 8 ^ table[Int(UInt8(truncatingIfNeeded: rest) ^ bytes[index])] }
        return ~rest
    }

    /// The digits of base 62 in order.
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// One of the six digits, from the left, of a checksum in base 62.
    static func base62Digit(_ place: Int, of checksum: UInt32) -> UInt8 {
        var rest = checksum
        for _ in place..<5 { rest /= 62 }
        return digits[Int(rest % 62)]
    }
}

/// The slot of a key in a cluster: CRC16 of its name, or of what stands between its first braces, modulo 16384
/// (Redis cluster specification, "Key distribution model" and "Hash tags").
public enum HashSlot {
    /// How many there are.
    public static let count = 16384

    /// The slot of a name.
    public static func of(_ name: Span<UInt8>) -> Int {
        ofBytes(name.extracting(hashed(name)))
    }

    /// The slot of the bytes that count.
    public static func ofBytes(_ bytes: Span<UInt8>) -> Int { Int(crc16(bytes)) % count }

    /// The bytes that count: those of the hash tag where there is one that is not empty.
    public static func hashed(_ name: Span<UInt8>) -> Range<Int> {
        guard let open = name.indices.first(where: { name[$0] == UInt8(ascii: "{") }),
            let close = (open + 1..<max(name.count, open + 1)).first(where: { name[$0] == UInt8(ascii: "}") }),
            close > open + 1
        else { return 0..<name.count }
        return open + 1..<close
    }

    /// CRC-16/XMODEM: polynomial 0x1021, initial value 0; "123456789" gives 31C3.
    static func crc16(_ bytes: Span<UInt8>) -> UInt16 {
        var value: UInt16 = 0
        for index in bytes.indices { value = value << 8 ^ table[Int(UInt8(value >> 8) ^ bytes[index])] }
        return value
    }

    private static let table: [UInt16] = (0..<256).map { byte in
        var value = UInt16(byte) << 8
        for _ in 0..<8 { value = value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021 }
        return value
    }
}

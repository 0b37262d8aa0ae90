/// A gzip member (RFC 1952) of stored blocks, built byte by byte.
struct GzipMember {
    /// The member.
    let bytes: [UInt8]

    init(_ plain: [UInt8], blockByteCount: Int = 65_535) {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var start = 0
        repeat {
            let block = plain[start..<min(start + blockByteCount, plain.count)]
            start = block.endIndex
            bytes.append(start == plain.count ? 1 : 0)
            bytes += Self.littleEndian(UInt32(block.count), 2) + Self.littleEndian(~UInt32(block.count), 2) + block
        } while start < plain.count
        bytes += Self.littleEndian(Self.crc32(plain), 4) + Self.littleEndian(UInt32(plain.count), 4)
        self.bytes = bytes
    }

    private static func littleEndian(_ value: UInt32, _ byteCount: UInt32) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}

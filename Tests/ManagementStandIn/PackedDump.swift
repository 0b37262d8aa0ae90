/// A gzip member whose blocks are stored (RFC 1951, section 3.2.4; RFC 1952): as an Enterprise export is wrapped.
enum PackedDump {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var index = 0
        repeat {
            let count = min(65_535, bytes.count - index)
            let isLast = index + count == bytes.count
            result += [isLast ? 1 : 0] + little(UInt32(count), 2) + little(~UInt32(count), 2)
            result += bytes[index..<index + count]
            index += count
        } while index < bytes.count
        return result + little(checksum(bytes), 4) + little(UInt32(truncatingIfNeeded: bytes.count), 4)
    }

    private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (UInt32($0) * 8)) }
    }

    /// CRC-32, reflected, polynomial EDB88320.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}

/// The same wrapping, for tests.
public enum StandInDump {
    /// A gzip member.
    public static func gzip(_ bytes: [UInt8]) -> [UInt8] { PackedDump.gzip(bytes) }
}

/// CRC-64/NVME, by which Azure checks blocks: polynomial ad93d23594c93659, reflected 9a6c9329ac4bc9b5, starting and
/// ending inverted. "123456789" gives ae8b14860a799888. (Redis's own CRC64 has another polynomial.)
struct CRC64NVMe: Sendable {
    private var state: UInt64 = ~0

    init() {}

    /// The checksum of the bytes so far.
    var value: UInt64 { ~state }

    /// As the header `x-ms-content-crc64` has it before Base64: eight bytes, the lowest first.
    var headerBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) } }

    private static let table: [UInt64] = (0..<256).map { byte in
        (0..<8).reduce(UInt64(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x9A6C_9329_AC4B_C9B5 : value >> 1 }
    }

    /// Takes in more bytes.
    mutating func update(_ bytes: [UInt8]) {
        let table = Self.table
        var value = state
        for byte in bytes { value = table[Int((value ^ UInt64(byte)) & 0xFF)] ^ value >> 8 }
        state = value
    }
}

/// What follows the EOF opcode: a checksum, and perhaps an end mark or padding.
///
///     CRC64 (8 bytes, LE; 0: not computed)     since RDB 5
///     the mark of a replication stream         only there, and where a client wrote one to a file
///     zeros                                    page blobs are padded to 512 bytes
public struct DumpTrailer: Sendable, Equatable {
    /// What the checksum said.
    public enum Checksum: String, Sendable {
        /// The file is older than checksums.
        case absent
        /// The server was told not to compute one (`rdbchecksum no`).
        case disabled
        /// It matches the bytes.
        case valid
    }

    /// What the checksum said.
    public var checksum: Checksum
    /// Zero bytes after everything else.
    public var paddingCount: Int

    /// Checks everything behind the EOF opcode.
    ///
    /// `bytes` are all bytes from there to the end of input, `offset` is where they begin, `computed` the CRC64 of
    /// all bytes before them.
    public init(
        _ bytes: Span<UInt8>, offset: UInt64, header: DumpHeader, computed: UInt64, endMark: [UInt8]
    ) throws(ReadError) {
        var at = 0
        checksum = .absent
        if header.hasChecksum {
            guard bytes.count >= 8 else {
                throw ReadError(.truncated, at: offset, reading: "checksum", expected: "8 bytes after the end")
            }
            let stated = bytes.littleEndian(at: 0, count: 8)
            checksum = stated == 0 ? .disabled : .valid
            guard stated == 0 || stated == computed else {
                throw ReadError(
                    .badChecksum, at: offset, reading: "checksum", expected: "the CRC64 of the bytes before it")
            }
            at = 8
        }
        for byte in endMark {
            guard at < bytes.count, bytes[at] == byte else {
                throw ReadError(
                    .truncated, at: offset + UInt64(at), reading: "replication stream", expected: "its end mark")
            }
            at += 1
        }
        if endMark.isEmpty, Self.beginsWithMark(bytes, at) { at += Self.markCount }
        paddingCount = 0
        try addPadding(bytes.extracting(at..<bytes.count), offset: offset + UInt64(at))
    }
    /// Bytes of the mark that ends a diskless transfer.
    public static let markCount = 40

    /// A client that writes out what a diskless transfer brings (`redis-cli --rdb -`) drops the line before the file,
    /// but not the mark behind it: 40 hexadecimal digits.
    private static func beginsWithMark(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard bytes.count - start >= markCount else { return false }
        for index in start..<start + markCount {
            switch bytes[index] {
            case 0x30...0x39, 0x61...0x66: continue
            default: return false
            }
        }
        return true
    }

    /// Checks more bytes behind the end, which must be zeros.
    public mutating func addPadding(_ bytes: Span<UInt8>, offset: UInt64) throws(ReadError) {
        for index in bytes.indices where bytes[index] != 0 {
            throw ReadError(
                .trailingData, at: offset + UInt64(index), reading: "end of the file",
                expected: "nothing or zeros after the RDB file (an append-only file goes on with raw commands)")
        }
        paddingCount += bytes.count
    }
}

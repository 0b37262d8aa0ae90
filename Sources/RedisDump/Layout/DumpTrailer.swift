/// What follows the EOF opcode: a checksum, and perhaps an end mark or padding.
///
///     CRC64 (8 bytes, LE; 0: not computed)     since RDB 5
///     the mark of a replication stream         only there
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
        paddingCount = 0
        try addPadding(bytes.extracting(at..<bytes.count), offset: offset + UInt64(at))
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

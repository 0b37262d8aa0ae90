import RedisDump

/// What `DUMP` gives and `RESTORE` takes, made from the bytes of an RDB file without looking into the value.
///
///     type byte     value as in the file     RDB version (2 bytes, LE)     CRC64 of all before (8 bytes, LE)
///
/// The version is that which brought the type, not that of the file: a server refuses a newer version than its own,
/// and the layout of a type never changes. So what an older server knows, it takes from a newer file.
enum RestorePayload {
    /// Bytes beside the value.
    static let overhead = 11

    /// The first version with `DUMP`.
    private static let firstVersion = 6

    /// The version that a value of a type states.
    static func version(of type: UInt8, in family: DumpFamily) -> Int {
        max(RecordLayout.row(type, in: family)?.since ?? firstVersion, firstVersion)
    }

    /// Appends the payload of a value as an argument of a command.
    static func append(type: UInt8, value: Span<UInt8>, version: Int, to output: inout ByteBuffer) {
        RESPCommand.beginArgument(value.count + overhead, &output)
        let start = output.count
        output.append(type)
        output.append(value)
        output.appendLittleEndian(UInt64(version), byteCount: 2)
        var checksum = CRC64()
        checksum.update(output.span(start..<output.count))
        output.appendLittleEndian(checksum.value, byteCount: 8)
        RESPCommand.endLine(&output)
    }
}

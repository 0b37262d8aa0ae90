/// A frame of LZ4 (frame format 1.6.4).
///
///     04 22 4D 18  FLAGS  BLOCK SIZE  [CONTENT SIZE(8)]  [DICTIONARY(4)]  CHECKSUM(1)  BLOCKS  0(4)  [CHECKSUM(4)]
///
/// A shorter result is padded by a skippable frame of eight bytes or more behind it, or by a checksum of four.
struct LZ4Archive: Archive {
    private var form = LZ4Stream.Form()

    func isMarked(_ packed: Span<UInt8>) -> Bool {
        packed.count >= 11 && packed[0] == 0x04 && packed[1] == 0x22 && packed[2] == 0x4D && packed[3] == 0x18
    }

    mutating func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        // Version 1, no dictionary.
        guard isMarked(packed), packed[4] & 0xC1 == 0x40 else { return false }
        let flags = packed[4]
        form = LZ4Stream.Form(
            blockSize: UInt32(packed[5] >> 4 & 7), hasIndependentBlocks: flags & 0x20 != 0,
            hasBlockChecksums: flags & 0x10 != 0, hasChecksum: flags & 0x04 != 0, statesSize: flags & 0x08 != 0)
        guard (4...7).contains(form.blockSize),
            let count = LZ4Stream.decompress(packed, limit: limit, into: &plain)
        else { return false }
        return Self.isSkippable(packed.extracting(count..<packed.count))
    }

    /// Whether there is nothing but skippable frames of no content.
    private static func isSkippable(_ rest: Span<UInt8>) -> Bool {
        var reader = DocumentReader(rest)
        while !reader.isAtEnd {
            guard reader.littleEndian(4) == 0x184D_2A50, let count = reader.littleEndian(4),
                let content = reader.take(count)
            else { return false }
            for index in content where rest[index] != 0 { return false }
        }
        return true
    }

    func pack(_ plain: Span<UInt8>, count: Int, into packed: inout [UInt8]) -> Bool {
        for level in [0, 9, 12, 3] as [Int32] {
            for addsChecksum in form.hasChecksum ? [false] : [false, true] {
                var form = form
                form.hasChecksum = form.hasChecksum || addsChecksum
                packed.removeAll(keepingCapacity: true)
                guard LZ4Stream.compress(plain, level: level, form, into: &packed) else { return false }
                let missing = count - packed.count
                if missing == 0 { return true }
                guard missing >= 8 else { continue }
                let size = missing - 8
                packed += [0x50, 0x2A, 0x4D, 0x18]
                for byte in 0..<4 { packed.append(UInt8(truncatingIfNeeded: size >> (8 * byte))) }
                packed += repeatElement(0, count: size)
                return true
            }
        }
        return false
    }
}

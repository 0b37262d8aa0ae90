/// Snappy, as one block or in its framing format.
///
///     FF 06 00 00 "sNaPpY"    00 LENGTH(3) CRC(4) BLOCK    01 LENGTH(3) CRC(4) CONTENT    FE LENGTH(3) PADDING
///
/// A shorter result is padded by cutting literals and copies in two, which takes no other form of reader.
struct SnappyArchive: Archive {
    private var isFramed = false
    /// How long the contents of the chunks are.
    private var chunks: [Int] = []
    private static let beginning: [UInt8] = [0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8)
    private static let largestChunk = 65_536

    /// A block has no mark: it begins with the length of its content.
    func isMarked(_ packed: Span<UInt8>) -> Bool { packed.count >= 3 }

    mutating func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        isFramed = packed.count >= 10 && packed.extracting(0..<10).hasSameBytes(as: Self.beginning.span)
        guard isFramed else { return SnappyBlock.unpack(packed, limit: limit, into: &plain) }
        chunks.removeAll()
        var reader = DocumentReader(packed, position: 10)
        while !reader.isAtEnd {
            guard let type = reader.byte(), let count = reader.littleEndian(3), let content = reader.take(count) else {
                return false
            }
            switch type {
            case 0x00, 0x01:
                guard content.count >= 4 else { return false }
                let start = plain.count
                let data = packed.extracting(content.dropFirst(4))
                if type == 0x00 {
                    let most = min(limit, start + Self.largestChunk)
                    guard SnappyBlock.unpack(data, limit: most, into: &plain) else { return false }
                } else {
                    guard start + data.count <= limit, data.count <= Self.largestChunk else { return false }
                    for index in data.indices { plain.append(data[index]) }
                }
                var checksum = DocumentReader(packed, position: content.lowerBound)
                guard checksum.littleEndian(4) == UInt64(CRC32C.masked(plain.span.extracting(start..<plain.count)))
                else {
                    return false
                }
                chunks.append(plain.count - start)
            case 0xFE: for index in content where packed[index] != 0 { return false }
            default: return false
            }
        }
        return !chunks.isEmpty
    }

    func pack(_ plain: Span<UInt8>, count: Int, into packed: inout [UInt8]) -> Bool {
        packed.removeAll(keepingCapacity: true)
        guard isFramed else {
            var block = SnappyBlock(plain)
            guard block.size <= count, block.pad(by: count - block.size) else { return false }
            block.write(to: &packed)
            return packed.count == count
        }
        var blocks: [SnappyBlock] = []
        var (start, size) = (0, Self.beginning.count)
        for chunk in chunks {
            blocks.append(SnappyBlock(plain.extracting(start..<start + chunk)))
            size += 8 + blocks[blocks.count - 1].size
            start += chunk
        }
        // As few bytes as can be in the block; the others are a chunk of padding.
        guard size <= count else { return false }
        let missing = count - size
        let isPadded = missing >= 4
        guard isPadded || blocks[0].pad(by: missing) else { return false }
        packed += Self.beginning
        start = 0
        for (block, chunk) in zip(blocks, chunks) {
            let checksum = CRC32C.masked(plain.extracting(start..<start + chunk))
            Self.append(0x00, UInt64(block.size + 4), &packed)
            for byte in 0..<4 { packed.append(UInt8(truncatingIfNeeded: checksum >> UInt32(8 * byte))) }
            block.write(to: &packed)
            start += chunk
        }
        var rest = isPadded ? missing : 0
        while rest > 0 {
            // A chunk states its length in three bytes, and what is left must have room for a header.
            let next = rest <= 1 << 24 ? rest : 1 << 23
            Self.append(0xFE, UInt64(next - 4), &packed)
            packed += repeatElement(0, count: next - 4)
            rest -= next
        }
        return packed.count == count
    }

    private static func append(_ type: UInt8, _ count: UInt64, _ packed: inout [UInt8]) {
        packed.append(type)
        for byte in 0..<3 { packed.append(UInt8(truncatingIfNeeded: count >> UInt64(8 * byte))) }
    }
}

/// CRC-32C (Castagnoli, reflected 82F63B78), masked as Snappy's framing format does: turned by 15 bits, and a constant
/// added.
enum CRC32C {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
    }

    static func masked(_ bytes: Span<UInt8>) -> UInt32 {
        let table = table
        var value = ~UInt32(0)
        for index in bytes.indices { value = value >> 8 ^ table[Int((value ^ UInt32(bytes[index])) & 0xFF)] }
        value = ~value
        return (value >> 15 | value << 17) &+ 0xA282_EAD8
    }
}

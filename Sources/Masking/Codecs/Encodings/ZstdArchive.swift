/// A frame of Zstandard (RFC 8878).
///
///     28 B5 2F FD  DESCRIPTOR  [WINDOW]  [DICTIONARY]  [CONTENT SIZE(1,2,4,8)]  BLOCKS  [CHECKSUM(4)]
///
/// A shorter result is padded by a header that takes more bytes for the same, by empty blocks of three bytes, and by
/// a skippable frame of eight bytes or more behind it.
struct ZstdArchive: Archive {
    private var hasChecksum = false
    private var statesSize = true
    /// As many empty blocks at most: from then on a skippable frame can take their place.
    private static let mostEmptyBlocks = 7

    func isMarked(_ packed: Span<UInt8>) -> Bool {
        packed.count >= 9 && packed[0] == 0x28 && packed[1] == 0xB5 && packed[2] == 0x2F && packed[3] == 0xFD
    }

    mutating func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        guard isMarked(packed), packed[4] & 3 == 0 else { return false }
        hasChecksum = packed[4] & 4 != 0
        statesSize = packed[4] & 0xE0 != 0
        guard let count = ZstdStream.decompress(packed, limit: limit, into: &plain) else { return false }
        return Self.isSkippable(packed.extracting(count..<packed.count))
    }

    /// Whether there is nothing but skippable frames of no content.
    private static func isSkippable(_ rest: Span<UInt8>) -> Bool {
        var reader = DocumentReader(rest)
        while !reader.isAtEnd {
            guard let magic = reader.littleEndian(4), magic == 0x184D_2A50, let count = reader.littleEndian(4),
                let content = reader.take(count)
            else { return false }
            for index in content where rest[index] != 0 { return false }
        }
        return true
    }

    func pack(_ plain: Span<UInt8>, count: Int, into packed: inout [UInt8]) -> Bool {
        for level in [3, 19, 1, 9] as [Int32] {
            packed.removeAll(keepingCapacity: true)
            guard ZstdStream.compress(plain, level: level, hasChecksum: hasChecksum, into: &packed) else {
                return false
            }
            let blocks = packed[Self.headerCount(packed[4])...]
            for header in headers(plain.count) {
                let missing = count - header.count - blocks.count
                guard let padding = Self.padding(missing) else { continue }
                packed = header + [UInt8](repeating: 0, count: 3 * padding.emptyBlocks) + blocks + padding.frame
                return packed.count == count
            }
        }
        return false
    }

    /// Bytes before the blocks, by the descriptor.
    private static func headerCount(_ descriptor: UInt8) -> Int {
        let isSingle = descriptor & 0x20 != 0
        let size = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
        return 5 + (isSingle ? 0 : 1) + size
    }

    /// Every header for a content, the shortest first.
    private func headers(_ plainCount: Int) -> [[UInt8]] {
        let checksum: UInt8 = hasChecksum ? 4 : 0
        // A window that is no smaller than the content, in powers of two from a kilobyte on.
        var exponent: UInt8 = 0
        while exponent < 20, 1 << (10 + Int(exponent)) < plainCount { exponent += 1 }
        var result: [[UInt8]] = []
        func add(isSingle: Bool, _ flag: UInt8, _ size: [UInt8]) {
            let descriptor = flag << 6 | (isSingle ? 0x20 : 0) | checksum
            result.append([0x28, 0xB5, 0x2F, 0xFD, descriptor] + (isSingle ? [] : [exponent << 3]) + size)
        }
        guard statesSize else {
            add(isSingle: false, 0, [])
            return result
        }
        func bytes(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        if plainCount < 256 { add(isSingle: true, 0, bytes(plainCount, 1)) }
        for isSingle in [true, false] {
            if (256..<65_792).contains(plainCount) { add(isSingle: isSingle, 1, bytes(plainCount - 256, 2)) }
            add(isSingle: isSingle, 2, bytes(plainCount, 4))
            add(isSingle: isSingle, 3, bytes(plainCount, 8))
        }
        return result.sorted { $0.count < $1.count }
    }

    private static func padding(_ count: Int) -> (emptyBlocks: Int, frame: [UInt8])? {
        guard count >= 0 else { return nil }
        if count % 3 == 0, count / 3 <= mostEmptyBlocks { return (count / 3, []) }
        guard count >= 8 else { return nil }
        let size = count - 8
        let frame: [UInt8] = [0x50, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        return (0, frame + [UInt8](repeating: 0, count: size))
    }
}

/// Deflate in the envelope of gzip, that of zlib, or none.
///
///     gzip (RFC 1952)  1F 8B 08 FLAGS TIME(4) XFL OS [LENGTH(2) EXTRA] [NAME 0] [COMMENT 0] [CRC(2)] DATA CRC32 SIZE
///     zlib (RFC 1950)  78 FLAGS DATA ADLER32
///
/// In gzip a shorter result is padded by its comment. Elsewhere empty blocks go before the data: a stored one takes five
/// bytes, and up to four empty ones of fixed codes before it make that 6, 7, 9 or 10. All lengths but 1, 2, 3, 4 and 8 are
/// sums of these, and for those the data itself is moved by ten bits or more.
struct DeflateArchive: Archive {
    private let encoding: Encoding
    /// What is before the data, without a comment.
    private var header: [UInt8] = []
    /// Bytes of the comment with the zero at its end.
    private var commentCount = 0
    private var hasHeaderChecksum = false
    private var level: Int32 = 6

    init(_ encoding: Encoding) { self.encoding = encoding }

    func isMarked(_ packed: Span<UInt8>) -> Bool {
        switch encoding {
        case .gzip: packed.count >= 18 && packed[0] == 0x1F && packed[1] == 0x8B && packed[2] == 8
        case .zlib:
            packed.count >= 8 && packed[0] & 0x0F == 8 && packed[0] <= 0x78
                && (UInt16(packed[0]) << 8 | UInt16(packed[1])) % 31 == 0
        // There is no mark: type 3 of the first block is no type.
        default: packed.count >= 2 && packed[0] & 6 != 6
        }
    }

    // MARK: Unpacking

    mutating func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        var reader = DocumentReader(packed)
        guard readHeader(&reader) else { return false }
        let data = packed.extracting(reader.position..<packed.count)
        guard let count = DeflateStream.inflate(data, limit: limit, into: &plain) else { return false }
        reader.position += count
        switch encoding {
        case .gzip:
            guard reader.littleEndian(4) == UInt64(DeflateStream.crc32(plain.span)),
                reader.littleEndian(4) == UInt64(UInt32(truncatingIfNeeded: plain.count))
            else { return false }
        case .zlib: guard reader.bigEndian(4) == UInt64(DeflateStream.adler32(plain.span)) else { return false }
        default: break
        }
        return reader.isAtEnd
    }

    /// Where the compressed data of an archive begins, behind its header.
    static func dataStart(_ encoding: Encoding, _ packed: Span<UInt8>) -> Int? {
        var archive = DeflateArchive(encoding)
        var reader = DocumentReader(packed)
        return archive.readHeader(&reader) ? reader.position : nil
    }

    private mutating func readHeader(_ reader: inout DocumentReader) -> Bool {
        header.removeAll()
        commentCount = 0
        switch encoding {
        case .gzip: return readGzipHeader(&reader)
        case .zlib:
            guard let method = reader.byte(), let flags = reader.byte(), flags & 0x20 == 0 else { return false }
            header = [method, flags]
            level = [1, 3, 6, 9][Int(flags >> 6)]
        default: break
        }
        return true
    }

    private mutating func readGzipHeader(_ reader: inout DocumentReader) -> Bool {
        guard let start = reader.take(10) else { return false }
        header = start.map { reader.bytes[$0] }
        let flags = header[3]
        guard flags & 0xE0 == 0 else { return false }
        level = header[8] == 2 ? 9 : header[8] == 4 ? 1 : 6
        if flags & 4 != 0 {
            // Fields of anyone's own: as many bytes that say nothing.
            guard let count = reader.littleEndian(2), reader.take(count) != nil else { return false }
            header += [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
            header += repeatElement(0, count: Int(count))
        }
        if flags & 8 != 0 {
            guard let range = reader.take(upTo: 0) else { return false }
            var name = range.map { reader.bytes[$0] }
            var span = name.mutableSpan
            Filling.fill(&span, 0..<span.count)
            header += name + [0]
        }
        if flags & 16 != 0 {
            guard let comment = reader.take(upTo: 0) else { return false }
            commentCount = comment.count + 1
        }
        hasHeaderChecksum = flags & 2 != 0
        return !hasHeaderChecksum || reader.take(2) != nil
    }

    // MARK: Packing

    func pack(_ plain: Span<UInt8>, count: Int, into packed: inout [UInt8]) -> Bool {
        let trailer = encoding == .gzip ? 8 : encoding == .zlib ? 4 : 0
        let around = header.count + commentCount + (hasHeaderChecksum ? 2 : 0) + trailer
        for level in [level, 9, 6, 1] {
            for emptyBlocks in 0...3 {
                packed.removeAll(keepingCapacity: true)
                guard DeflateStream.deflate(plain, level: level, emptyBlocks: emptyBlocks, into: &packed) else {
                    return false
                }
                let missing = count - around - packed.count
                if missing < 0 { break }
                if encoding == .gzip || Self.canPad(missing) {
                    finish(plain, missing, &packed)
                    return packed.count == count
                }
            }
            // The best packing is too long: so are the others.
            if level == 9, packed.count + around > count { return false }
        }
        return false
    }

    private static func canPad(_ count: Int) -> Bool { count == 0 || count >= 5 && count != 8 }

    /// Puts everything around the data, and makes it longer by a number of bytes.
    private func finish(_ plain: Span<UInt8>, _ missing: Int, _ data: inout [UInt8]) {
        var result = header
        if encoding == .gzip {
            let count = commentCount + missing
            if count > 0 {
                result[3] |= 16
                result += repeatElement(0x20, count: count - 1)
                result.append(0)
            }
            if hasHeaderChecksum {
                let checksum = DeflateStream.crc32(result.span)
                result += [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
            }
            result += data
            let checksum = UInt64(DeflateStream.crc32(plain)) | UInt64(plain.count) << 32
            for byte in 0..<8 { result.append(UInt8(truncatingIfNeeded: checksum >> UInt64(8 * byte))) }
        } else {
            Self.pad(&result, missing)
            result += data
            if encoding == .zlib {
                let checksum = DeflateStream.adler32(plain)
                for byte in 0..<4 { result.append(UInt8(truncatingIfNeeded: checksum >> UInt32(24 - 8 * byte))) }
            }
        }
        data = result
    }

    /// Appends empty blocks that take so many bytes: as many of five as leave a rest that one of another length takes.
    private static func pad(_ result: inout [UInt8], _ count: Int) {
        let others = [5: [0, 0, 0, 0xFF, 0xFF] as [UInt8], 6: emptyBlocks(1), 7: emptyBlocks(2), 9: emptyBlocks(3)]
        var rest = count
        while rest > 0 {
            // 8 cannot be made; 11, 12 and 13 are 5 and 6, 6 and 6, 6 and 7.
            let next = rest == 13 || rest == 12 ? 6 : rest == 14 ? 7 : others[rest] != nil ? rest : 5
            result += others[next] ?? []
            rest -= next
        }
    }

    /// Empty blocks of fixed codes, ten bits each, and an empty stored one up to the next byte and four more.
    private static func emptyBlocks(_ fixed: Int) -> [UInt8] {
        var bits: UInt64 = 0
        for number in 0..<fixed { bits |= 2 << UInt64(10 * number) }
        let count = (10 * fixed + 3 + 7) / 8
        return (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) } + [0, 0, 0xFF, 0xFF]
    }
}

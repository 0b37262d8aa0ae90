/// Takes out what is written in a layer, as far as it can be read: a damaged archive may still tell what it holds.
public enum LayerOpener {
    private static let firstLook = 4096

    /// Appends what a layer holds, up to `limit` bytes. False when nothing in it can be told from chance.
    public static func open(_ layer: Layer, in text: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        guard layer.range.upperBound <= text.count, limit > 0 else { return false }
        // Most marks are there by chance, which a small beginning shows without memory for the whole.
        read(layer, text, min(limit, firstLook), &plain)
        if plain.count >= firstLook, limit > firstLook {
            plain.removeAll(keepingCapacity: true)
            read(layer, text, limit, &plain)
        }
        return layer.form == .escapes || layer.form == .percent || isTelling(plain.span)
    }

    private static func read(_ layer: Layer, _ text: Span<UInt8>, _ limit: Int, _ plain: inout [UInt8]) {
        let range = layer.range
        let packed = text.extracting(range)
        switch layer.form {
        case .gzip, .zlib:
            let envelope: Encoding = layer.form == .gzip ? .gzip : .zlib
            guard let start = DeflateArchive.dataStart(envelope, packed) else { return }
            _ = DeflateStream.inflate(packed.extracting(start..<packed.count), limit: limit, into: &plain)
        case .deflate:
            let count = DeflateStream.inflate(packed, limit: limit, into: &plain)
            if count != packed.count, plain.count < limit { plain.removeAll(keepingCapacity: true) }
        case .zstd: _ = ZstdStream.decompress(packed, limit: limit, into: &plain)
        case .lz4: _ = LZ4Stream.decompress(packed, limit: limit, into: &plain)
        case .snappy:
            var archive = SnappyArchive()
            _ = archive.unpack(packed, limit: limit, into: &plain)
        case .snappyBlock:
            let limit = limit <= firstLook ? SnappyBlock.statedCount(packed) ?? 0 : limit
            if !SnappyBlock.unpack(packed, limit: limit, into: &plain) { plain.removeAll(keepingCapacity: true) }
        case .base64: Base64Form.decodeRun(packed, limit: limit, into: &plain)
        case .hex: readHex(packed, limit, &plain)
        case .percent: PercentText.read(packed, 0..<min(packed.count, limit), into: &plain)
        case .escapes: EscapedText.read(packed, limit: limit, into: &plain)
        case .wide:
            for index in packed.indices where packed[index] != 0 && plain.count < limit { plain.append(packed[index]) }
        }
    }

    private static func readHex(_ digits: Span<UInt8>, _ limit: Int, _ plain: inout [UInt8]) {
        var index = 0
        while index + 1 < digits.count, plain.count < limit, let high = HexDigit.value(digits[index]),
            let low = HexDigit.value(digits[index + 1])
        {
            plain.append(high << 4 | low)
            index += 2
        }
    }

    // MARK: Telling from chance

    /// Whether there is a run of six letters and digits, a text of UTF-8, or an archive again.
    private static func isTelling(_ plain: Span<UInt8>) -> Bool {
        var run = 0
        for index in plain.indices {
            let byte = plain[index]
            run = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 ? run + 1 : 0
            if run == 6 { return true }
        }
        for index in 0..<min(8, plain.count) where LayerFinder.archive(plain, index) != nil { return true }
        return plain.count >= 6 && isUTF8(plain)
    }

    private static func isUTF8(_ plain: Span<UInt8>) -> Bool {
        var index = 0
        while index < plain.count {
            let count: Int
            switch plain[index] {
            case 0x09...0x0D, 0x20...0x7E: count = 1
            case 0xC2...0xDF: count = 2
            case 0xE0...0xEF: count = 3
            case 0xF0...0xF4: count = 4
            default: return false
            }
            for place in index + 1..<index + count where place < plain.count && plain[place] & 0xC0 != 0x80 {
                return false
            }
            index += count
        }
        return true
    }
}

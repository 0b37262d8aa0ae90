/// Takes out what is written in a layer, as far as it can be read: a damaged archive may still tell what it holds.
public enum LayerOpener {
    /// What opening a layer told of the text that it is written in.
    public struct Opened: Sendable {
        /// The bytes that say nothing but what was taken out of them; empty where other bytes may be among them.
        public var covered: Range<Int>
    }

    private static let firstLook = 4096

    /// Appends what a layer holds, up to `limit` bytes. Nil when nothing in it can be told from chance.
    public static func open(
        _ layer: Layer, in text: Span<UInt8>, limit: Int, into plain: inout [UInt8]
    ) -> Opened? {
        guard layer.range.upperBound <= text.count, limit > 0 else { return nil }
        // Most marks are there by chance, which a small beginning shows without memory for the whole.
        var count = read(layer, text, min(limit, firstLook), &plain)
        if plain.count >= firstLook, limit > firstLook {
            plain.removeAll(keepingCapacity: true)
            count = read(layer, text, limit, &plain)
        }
        let start = layer.range.lowerBound
        switch layer.form {
        case .escapes, .percent: return Opened(covered: start..<start)
        case .base64, .hex, .wide: if !isReadable(plain.span) { count = 0 }
        default: break
        }
        return isTelling(plain.span) ? Opened(covered: start..<start + (count ?? 0)) : nil
    }

    /// Reads what can be read, and says how many bytes of the text it took where that was all there is.
    private static func read(_ layer: Layer, _ text: Span<UInt8>, _ limit: Int, _ plain: inout [UInt8]) -> Int? {
        let packed = text.extracting(layer.range)
        switch layer.form {
        case .gzip, .zlib:
            let envelope: Encoding = layer.form == .gzip ? .gzip : .zlib
            guard let start = DeflateArchive.dataStart(envelope, packed) else { return nil }
            let count = DeflateStream.inflate(packed.extracting(start..<packed.count), limit: limit, into: &plain)
            return count.map { start + $0 }
        case .deflate:
            let count = DeflateStream.inflate(packed, limit: limit, into: &plain)
            if count != packed.count, plain.count < limit { plain.removeAll(keepingCapacity: true) }
            return count
        case .zstd: return ZstdStream.decompress(packed, limit: limit, into: &plain)
        case .lz4: return LZ4Stream.decompress(packed, limit: limit, into: &plain)
        case .snappy:
            var archive = SnappyArchive()
            return archive.unpack(packed, limit: limit, into: &plain) ? packed.count : nil
        case .snappyBlock:
            let limit = limit <= firstLook ? SnappyBlock.statedCount(packed) ?? 0 : limit
            if SnappyBlock.unpack(packed, limit: limit, into: &plain) { return packed.count }
            plain.removeAll(keepingCapacity: true)
        case .base64:
            Base64Form.decodeRun(packed, limit: limit, into: &plain)
            return packed.count
        case .hex:
            readHex(packed, limit, &plain)
            return packed.count
        case .percent: PercentText.read(packed, 0..<min(packed.count, limit), into: &plain)
        case .escapes: EscapedText.read(packed, limit: limit, into: &plain)
        case .wide:
            for index in packed.indices where packed[index] != 0 && plain.count < limit { plain.append(packed[index]) }
            return packed.count
        }
        return nil
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

    /// Whether four of five bytes are printable: then they are a text, and not a key that happens to decode.
    private static func isReadable(_ plain: Span<UInt8>) -> Bool {
        var count = 0
        for index in plain.indices {
            let byte = plain[index]
            if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 { count += 1 }
        }
        for index in 0..<min(8, plain.count) where LayerFinder.archive(plain, index) != nil { return true }
        return count * 5 >= plain.count * 4
    }

    /// Whether bytes are a text of UTF-8; its last character may be cut.
    static func isUTF8(_ plain: Span<UInt8>) -> Bool {
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

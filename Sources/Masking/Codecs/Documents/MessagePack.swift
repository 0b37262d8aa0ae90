/// MessagePack: a byte says what follows, and how many bytes state its length.
///
///     00-7F  integer            C4-C6  bytes, length of 1, 2, 4     D4-D8  extension of 1, 2, 4, 8, 16 bytes
///     80-8F  map                C7-C9  extension                    D9-DB  string, length of 1, 2, 4
///     90-9F  array              CA CB  float, double                DC DD  array, count of 2, 4
///     A0-BF  string             CC-CF  integer without a sign       DE DF  map
///     C0 C2 C3  nil, booleans   D0-D3  integer with a sign          E0-FF  integer -32 to -1
enum MessagePack {
    /// Whether the bytes are one value, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        while found.rootCount == 0 {
            guard step(&reader, &found) else { return false }
        }
        return reader.isAtEnd
    }

    private static func step(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        let start = reader.position
        guard let byte = reader.byte() else { return false }
        switch byte {
        case 0x00...0x7F, 0xE0...0xFF: return integer(start, 1, .signed(.big), &reader, &found)
        case 0x80...0x8F: return found.enter(.map, count: UInt64(byte & 15))
        case 0x90...0x9F: return found.enter(.list, count: UInt64(byte & 15))
        case 0xA0...0xBF: return content(UInt64(byte & 31), .text, &reader, &found)
        case 0xC0, 0xC2, 0xC3:
            found.addConstant()
            return true
        case 0xC4...0xC6: return content(reader.bigEndian(1 << Int(byte - 0xC4)), .bytes, &reader, &found)
        case 0xC7...0xC9: return extended(reader.bigEndian(1 << Int(byte - 0xC7)), &reader, &found)
        case 0xCA, 0xCB: return content(byte == 0xCA ? 4 : 8, .float(.big), &reader, &found)
        case 0xCC...0xCF: return integer(start + 1, 1 << Int(byte - 0xCC), .unsigned(.big), &reader, &found)
        case 0xD0...0xD3: return integer(start + 1, 1 << Int(byte - 0xD0), .signed(.big), &reader, &found)
        case 0xD4...0xD8: return extended(1 << UInt64(byte - 0xD4), &reader, &found)
        case 0xD9...0xDB: return content(reader.bigEndian(1 << Int(byte - 0xD9)), .text, &reader, &found)
        case 0xDC, 0xDD:
            guard let count = reader.bigEndian(byte == 0xDC ? 2 : 4) else { return false }
            return found.enter(.list, count: count)
        case 0xDE, 0xDF:
            guard let count = reader.bigEndian(byte == 0xDE ? 2 : 4) else { return false }
            return found.enter(.map, count: count)
        default: return false
        }
    }

    private static func content(
        _ count: UInt64?, _ form: LeafForm, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard let count, let range = reader.take(count) else { return false }
        found.add(range, form, in: reader.bytes)
        return true
    }

    /// An extension: a type, which stays, and bytes. Type -1 is a time: seconds, or nanoseconds above 34 bits of
    /// seconds, or nanoseconds and seconds.
    private static func extended(
        _ count: UInt64?, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard let count, let type = reader.byte(), let range = reader.take(count) else { return false }
        if type == 0xFF, count == 4 {
            found.add(range, .unsigned(.big), in: reader.bytes)
        } else if type == 0xFF, count == 12 {
            found.add(range.lowerBound + 4..<range.upperBound, .signed(.big), in: reader.bytes)
        } else if type == 0xFF, count == 8 {
            // The lowest three bytes of the seconds: nanoseconds stay below 10^9.
            found.add(range.upperBound - 3..<range.upperBound, .bytes, in: reader.bytes)
        } else {
            found.add(range, .bytes, in: reader.bytes)
        }
        return true
    }

    private static func integer(
        _ start: Int, _ count: Int, _ form: LeafForm, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard reader.take(UInt64(start + count - reader.position)) != nil else { return false }
        let range = start..<start + count
        let integer = IntegerForm(form, byteCount: count)
        found.add(range, form, in: reader.bytes, number: integer.value(integer.read(reader.bytes, range)))
        return true
    }
}

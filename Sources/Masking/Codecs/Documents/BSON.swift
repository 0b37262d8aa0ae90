/// BSON 1.1: a document is its length in four bytes, elements, and a zero; all numbers have their lowest byte first.
///
/// An element is a type, a name that ends with a zero, and a value. Names in arrays are positions.
enum BSON {
    /// A document that was entered.
    private struct Level {
        var end: Int
        var isArray: Bool
    }

    /// Whether the bytes are one document, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        var levels: [Level] = []
        guard enter(&reader, isArray: false, &levels, &found), reader.bytes.count == levels.first?.end else {
            return false
        }
        while let level = levels.last {
            guard let type = reader.byte() else { return false }
            if type == 0 {
                guard reader.position == level.end, found.leave() else { return false }
                levels.removeLast()
                continue
            }
            guard let name = reader.take(upTo: 0), reader.position < level.end else { return false }
            if level.isArray {
                for index in name where bytes[index] &- 0x30 >= 10 { return false }
            } else {
                found.add(name, .text, in: bytes)
            }
            guard addValue(type, &reader, &levels, &found), reader.position < level.end else { return false }
        }
        return reader.isAtEnd
    }

    private static func enter(
        _ reader: inout DocumentReader, isArray: Bool, _ levels: inout [Level], _ found: inout LeafCollector
    ) -> Bool {
        let start = reader.position
        guard let count = reader.littleEndian(4), count >= 5, count <= UInt64(reader.bytes.count - start) else {
            return false
        }
        levels.append(Level(end: start + Int(count), isArray: isArray))
        return found.enter(isArray ? .list : .map)
    }

    private static func addValue(
        _ type: UInt8, _ reader: inout DocumentReader, _ levels: inout [Level], _ found: inout LeafCollector
    ) -> Bool {
        switch type {
        case 0x01: return add(reader.take(8), .float(.little), reader, &found)
        case 0x02, 0x0D, 0x0E: return add(string(&reader), .text, reader, &found)
        case 0x03, 0x04: return enter(&reader, isArray: type == 0x04, &levels, &found)
        case 0x05: return addBinary(&reader, &found)
        case 0x06, 0x0A, 0x7F, 0xFF: found.addConstant()
        case 0x07: return add(reader.take(12), .objectID, reader, &found)
        case 0x08:
            guard reader.take(1) != nil else { return false }
            found.addConstant()
        case 0x09, 0x12: return add(reader.take(8), .signed(.little), reader, &found)
        case 0x0B:
            guard let pattern = reader.take(upTo: 0), reader.take(upTo: 0) != nil else { return false }
            found.add(pattern, .text, in: reader.bytes)
        case 0x0C:
            guard let name = string(&reader), let identifier = reader.take(12) else { return false }
            found.addExtra(name, .text)
            found.add(identifier, .objectID, in: reader.bytes)
        case 0x0F:
            guard reader.take(4) != nil, let code = string(&reader) else { return false }
            found.addExtra(code, .text)
            return enter(&reader, isArray: false, &levels, &found)
        case 0x10: return add(reader.take(4), .signed(.little), reader, &found)
        case 0x11:
            // An increment and seconds.
            guard let increment = reader.take(4), let seconds = reader.take(4) else { return false }
            found.addExtra(increment, .unsigned(.little))
            found.add(seconds, .unsigned(.little), in: reader.bytes)
        case 0x13: return add(reader.take(16), .decimal128, reader, &found)
        default: return false
        }
        return true
    }

    private static func add(
        _ range: Range<Int>?, _ form: LeafForm, _ reader: borrowing DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard let range else { return false }
        found.add(range, form, in: reader.bytes)
        return true
    }

    /// A length, characters and a zero, which the length counts.
    private static func string(_ reader: inout DocumentReader) -> Range<Int>? {
        guard let count = reader.littleEndian(4), count > 0, let range = reader.take(count - 1), reader.skip(0) else {
            return nil
        }
        return range
    }

    /// A length, a subtype and bytes; in the old subtype 2 the bytes begin with a length of their own.
    private static func addBinary(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard let count = reader.littleEndian(4), let subtype = reader.byte(), let range = reader.take(count) else {
            return false
        }
        let framing = subtype == 2 ? 4 : 0
        guard range.count >= framing else { return false }
        found.add(range.lowerBound + framing..<range.upperBound, .bytes, in: reader.bytes)
        return true
    }
}

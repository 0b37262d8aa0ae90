/// Protocol Buffers by their wire format, without a schema: a field is a varint with number and wire type, and a value.
///
///     0  varint    1  eight bytes    2  length and bytes    5  four bytes      (3 and 4, groups, are no longer written)
///
/// Bytes with a length are text, a message or neither: text where they are UTF-8 without control characters, unless
/// they begin as a message does, then a message where they are fields from the first byte to the last. What
/// is neither may be numbers behind each other, so it stays a row of varints. Names in paths are field numbers.
enum Protobuf {
    /// Messages inside of messages are looked at as many times as they lie deep.
    private static let deepestMessage = 32

    private struct Field {
        var number: UInt64
        var type: UInt64
        var value: Range<Int>
    }

    /// Whether the bytes are a message, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        guard bytes.count > 0, isMessage(bytes, 0..<bytes.count), found.enter(.map) else { return false }
        var reader = DocumentReader(bytes)
        var ends = [bytes.count]
        while let end = ends.last {
            if reader.position == end {
                guard found.leave() else { return false }
                ends.removeLast()
                continue
            }
            guard let field = field(&reader, end) else { return false }
            let digits = Array(String(field.number).utf8)
            found.addFixedName(digits.span)
            guard field.type == 2 else {
                add(field, bytes, &found)
                continue
            }
            if ends.count < deepestMessage, isNested(bytes, field.value) {
                guard found.enter(.map) else { return false }
                reader.position = field.value.lowerBound
                ends.append(field.value.upperBound)
            } else {
                found.add(field.value, isText(bytes, field.value) ? .text : .packed, in: bytes)
            }
        }
        return reader.isAtEnd
    }

    private static func add(_ field: Field, _ bytes: Span<UInt8>, _ found: inout LeafCollector) {
        guard field.type != 0 else { return found.add(field.value, .varint, in: bytes) }
        // Numbers are seldom so small that as a floating-point number they are none: such bits are an integer.
        let bits = IntegerForm(.unsigned(.little), byteCount: field.value.count).read(bytes, field.value)
        let isInteger = bits < (field.type == 1 ? 1 << 52 : 1 << 23)
        found.add(field.value, isInteger ? .unsigned(.little) : .float(.little), in: bytes)
    }

    private static func isNested(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard isMessage(bytes, range) else { return false }
        if !isText(bytes, range) { return true }
        // As text it begins with a character that text seldom begins with, or it is made of strings only.
        let first = bytes[range.lowerBound]
        return first < 0x20 || first & 7 == 2
    }

    private static func isMessage(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        var reader = DocumentReader(bytes, position: range.lowerBound)
        while reader.position < range.upperBound {
            guard field(&reader, range.upperBound) != nil else { return false }
        }
        return true
    }

    private static func isText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
                index += 1
            } else {
                guard let count = UTF8Scalar.count(bytes, at: index, end: range.upperBound) else { return false }
                index += count
            }
        }
        return true
    }

    private static func field(_ reader: inout DocumentReader, _ end: Int) -> Field? {
        guard let tag = varint(&reader, end), tag.value >> 3 > 0, tag.value >> 3 < 1 << 29 else { return nil }
        let start = reader.position
        let count: UInt64
        switch tag.value & 7 {
        case 0:
            guard let value = varint(&reader, end) else { return nil }
            return Field(number: tag.value >> 3, type: 0, value: value.range)
        case 1: count = 8
        case 5: count = 4
        case 2:
            guard let length = varint(&reader, end) else { return nil }
            count = length.value
        default: return nil
        }
        guard count <= UInt64(max(0, end - reader.position)), let range = reader.take(count) else {
            reader.position = start
            return nil
        }
        return Field(number: tag.value >> 3, type: tag.value & 7, value: range)
    }

    private static func varint(_ reader: inout DocumentReader, _ end: Int) -> (value: UInt64, range: Range<Int>)? {
        let start = reader.position
        while reader.position < end, reader.position - start < 10, let byte = reader.byte() {
            if byte < 0x80 {
                let range = start..<reader.position
                return (IntegerForm(.varint, byteCount: range.count).read(reader.bytes, range), range)
            }
        }
        return nil
    }
}

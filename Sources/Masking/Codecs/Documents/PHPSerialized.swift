/// What PHP's `serialize` writes: text around strings that state their length in bytes.
///
///     N;  b:1;  i:-5;  d:0.5;  s:4:"text";  S:4:"\74ext";      null, boolean, integer, double, strings
///     a:2:{KEY VALUE KEY VALUE}                                array; keys are i: or s:
///     O:4:"Name":1:{NAME VALUE}                                object; names of private members are "\0Class\0name"
///     C:4:"Name":3:{...}  E:9:"Suit:Hearts";  r:2;  R:2;       Serializable, enumeration, references
///
/// A session of PHP is `name|VALUE`, repeated (session.serialize_handler `php`).
enum PHPSerialized {
    /// Whether the bytes are one value, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        return parseValue(&reader, &found) && reader.isAtEnd
    }

    /// Whether the bytes are a session: one or more named values, and nothing more.
    static func parseSession(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        guard found.enter(.map) else { return false }
        while !reader.isAtEnd {
            guard let name = reader.take(upTo: 0x7C), !name.isEmpty else { return false }
            found.add(name, .text, in: bytes)
            guard parseValue(&reader, &found) else { return false }
        }
        return bytes.count > 0 && found.leave()
    }

    /// One value with all that is in it.
    private static func parseValue(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        let depth = found.depth
        repeat {
            if found.depth > depth, reader.next == 0x7D {
                reader.position += 1
                guard found.leave() else { return false }
                continue
            }
            guard step(&reader, &found) else { return false }
        } while found.depth > depth
        return true
    }

    private static func step(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        let isName = found.expectsName
        guard let type = reader.byte() else { return false }
        if type == 0x4E {
            found.addConstant()
            return !isName && reader.skip(0x3B)
        }
        guard reader.skip(0x3A) else { return false }
        switch type {
        case 0x69:
            guard let range = reader.take(upTo: 0x3B), let number = NumberText.integer(reader.bytes, range) else {
                return false
            }
            found.add(range, .number, in: reader.bytes, number: number)
            return true
        case 0x73, 0x53:
            guard let range = quoted(&reader, isEscaped: type == 0x53), reader.skip(0x3B) else { return false }
            addString(range, type, isName, reader.bytes, &found)
            return true
        case _ where isName: return false
        case 0x62:
            guard let digit = reader.byte(), digit == 0x30 || digit == 0x31 else { return false }
            found.addConstant()
            return reader.skip(0x3B)
        case 0x64:
            guard let range = reader.take(upTo: 0x3B) else { return false }
            return NumberText.add(range, in: reader.bytes, to: &found)
        case 0x72, 0x52:
            guard reader.decimal(upTo: 0x3B) != nil else { return false }
            found.addConstant()
            return true
        case 0x45:
            guard quoted(&reader, isEscaped: false) != nil else { return false }
            found.addConstant()
            return reader.skip(0x3B)
        case 0x61: return container(&reader, &found)
        case 0x4F:
            guard quoted(&reader, isEscaped: false) != nil, reader.skip(0x3A) else { return false }
            return container(&reader, &found)
        case 0x43:
            guard quoted(&reader, isEscaped: false) != nil, reader.skip(0x3A),
                let count = reader.decimal(upTo: 0x3A), reader.skip(0x7B), let range = reader.take(count)
            else { return false }
            found.add(range, .bytes, in: reader.bytes)
            return reader.skip(0x7D)
        default: return false
        }
    }

    /// `2:{`: the brace ends it, not the count.
    private static func container(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard reader.decimal(upTo: 0x3A) != nil, reader.skip(0x7B) else { return false }
        return found.enter(.map)
    }

    /// `4:"text"`.
    private static func quoted(_ reader: inout DocumentReader, isEscaped: Bool) -> Range<Int>? {
        guard let count = reader.decimal(upTo: 0x3A), reader.skip(0x22) else { return nil }
        guard isEscaped else {
            guard let range = reader.take(count), reader.skip(0x22) else { return nil }
            return range
        }
        let start = reader.position
        for _ in 0..<count {
            guard let byte = reader.byte() else { return nil }
            if byte == 0x5C, reader.take(2) == nil { return nil }
        }
        let range = start..<reader.position
        return reader.skip(0x22) ? range : nil
    }

    private static func addString(
        _ range: Range<Int>, _ type: UInt8, _ isName: Bool, _ bytes: Span<UInt8>, _ found: inout LeafCollector
    ) {
        if type == 0x53 {
            // Bytes in escapes, which PHP 6 alone wrote: masked as the text that they are.
            found.add(range, .pickleText, in: bytes)
            return
        }
        guard isName, range.count > 2, bytes[range.lowerBound] == 0 else { return found.add(range, .bytes, in: bytes) }
        // "\0*\0name" and "\0Class\0name": the class stays.
        var start = range.lowerBound + 1
        while start < range.upperBound, bytes[start] != 0 { start += 1 }
        found.add(min(start + 1, range.upperBound)..<range.upperBound, .bytes, in: bytes)
    }
}

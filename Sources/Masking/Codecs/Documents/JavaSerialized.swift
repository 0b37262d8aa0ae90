/// The Java Object Serialization Stream Protocol, version 5: `AC ED 00 05` and contents.
///
///     70 null    72 class    74 string    76 class object   78 end of block   7A long block    7D proxy class
///     71 handle  73 object   75 array     77 block          79 reset          7C long string   7E enumeration
///
/// An object has the fields of its classes, the uppermost class first. A class with a `writeObject` of its own has
/// contents behind its fields, up to an end mark: for maps, keys and values in turn.
struct JavaSerialized {
    private struct Field {
        var type: UInt8
        var name: Range<Int>
    }

    private struct Class {
        var name: Range<Int>
        var flags: UInt8
        var fields: [Field]
        var parent: Int?
    }

    /// What a handle stands for.
    private enum Handle {
        case classDescription(Int)
        case other
    }

    private enum Task {
        case content
        /// The fields of a class from a number on, and what is behind them.
        case fields(Int, Int)
        /// Contents up to the end mark.
        case annotation(Int)
        /// So many elements of an array of a type.
        case elements(UInt8, UInt64)
        case leave
    }

    private var classes: [Class] = []
    private var handles: [Handle] = []
    private var tasks: [Task] = []

    /// Whether the bytes are a whole stream.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var parser = JavaSerialized()
        return parser.run(bytes, &found)
    }

    private mutating func run(_ bytes: Span<UInt8>, _ found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        guard reader.bigEndian(4) == 0xACED_0005, !reader.isAtEnd else { return false }
        while !reader.isAtEnd {
            tasks.append(.content)
            while let task = tasks.popLast() {
                guard perform(task, &reader, &found) else { return false }
            }
        }
        return true
    }

    private mutating func perform(
        _ task: Task, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        switch task {
        case .content:
            guard let code = reader.byte() else { return false }
            return readContent(code, &reader, &found)
        case .fields(let number, let first): return readFields(number, first, &reader, &found)
        case .annotation(let number):
            guard let code = reader.byte() else { return false }
            if code == 0x78 { return true }
            tasks.append(.annotation(number))
            if code == 0x77 || code == 0x7A { return readBlock(code, of: number, &reader, &found) }
            // Keys and values of a map take turns; other contents are elements.
            if !isMap(number, reader.bytes), found.expectsName { found.addElementName() }
            return readContent(code, &reader, &found)
        case .elements(let type, let count):
            guard count > 0 else { return true }
            tasks.append(.elements(type, count - 1))
            return readField(type, &reader, &found)
        case .leave:
            // An odd one is a value without a key: there is none in what Java writes.
            return found.leave()
        }
    }

    // MARK: Contents

    private mutating func readContent(
        _ code: UInt8, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        switch code {
        case 0x70:
            found.addConstant()
            return true
        case 0x71:
            guard handle(&reader) != nil else { return false }
            found.addConstant()
            return true
        case 0x72, 0x7D:
            reader.position -= 1
            guard readClass(&reader) != nil else { return false }
            found.addConstant()
            return true
        case 0x73: return readObject(&reader, &found)
        case 0x74, 0x7C:
            guard let range = string(code, &reader) else { return false }
            found.add(range, .javaText, in: reader.bytes)
            return true
        case 0x75: return readArray(&reader, &found)
        case 0x76:
            guard readClass(&reader) != nil else { return false }
            handles.append(.other)
            found.addConstant()
            return true
        case 0x77, 0x7A: return readBlock(code, of: nil, &reader, &found)
        case 0x79:
            handles.removeAll()
            return found.depth == 0
        case 0x7E:
            guard readClass(&reader) != nil else { return false }
            handles.append(.other)
            found.addConstant()
            return typeName(&reader)
        default: return false
        }
    }

    private mutating func readObject(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard let number = readClass(&reader) ?? nil, found.enter(.map) else { return false }
        handles.append(.other)
        tasks.append(.leave)
        var next: Int? = number
        while let number = next {
            tasks.append(.fields(number, 0))
            next = classes[number].parent
        }
        return true
    }

    private mutating func readFields(
        _ number: Int, _ first: Int, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        let flags = classes[number].flags
        // Externalizable: what is written is all its own, in blocks since version 2.
        if flags & 4 != 0 {
            guard flags & 8 != 0 else { return false }
            tasks.append(.annotation(number))
            return true
        }
        guard flags & 2 != 0 else { return true }
        guard first < classes[number].fields.count else {
            if flags & 1 != 0 { tasks.append(.annotation(number)) }
            return true
        }
        let field = classes[number].fields[first]
        tasks.append(.fields(number, first + 1))
        found.addFixedName(reader.bytes.extracting(field.name))
        if isBookkeeping(field, of: number, reader.bytes) {
            guard reader.take(Self.width(field.type)) != nil else { return false }
            found.addConstant()
            return true
        }
        return readField(field.type, &reader, &found)
    }

    /// A value of a type: a primitive one, or a content.
    private mutating func readField(
        _ type: UInt8, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard type != 0x4C, type != 0x5B else {
            tasks.append(.content)
            return true
        }
        guard let range = reader.take(Self.width(type)) else { return false }
        switch type {
        case 0x5A: found.addConstant()
        case 0x43: found.add(range, .wideText, in: reader.bytes)
        case 0x44, 0x46: found.add(range, .float(.big), in: reader.bytes)
        default: found.add(range, .signed(.big), in: reader.bytes)
        }
        return true
    }

    /// Bytes of a primitive type.
    private static func width(_ type: UInt8) -> UInt64 {
        switch type {
        case 0x42, 0x5A: 1
        case 0x43, 0x53: 2
        case 0x46, 0x49: 4
        default: 8
        }
    }

    private mutating func readArray(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard let number = readClass(&reader) ?? nil, let count = reader.bigEndian(4), count < 1 << 31 else {
            return false
        }
        handles.append(.other)
        let name = classes[number].name
        guard name.count >= 2, reader.bytes[name.lowerBound] == 0x5B else { return false }
        let type = reader.bytes[name.lowerBound + 1]
        guard Self.types.contains(type) else { return false }
        if type == 0x42 || type == 0x43 {
            guard let range = reader.take(count * Self.width(type)) else { return false }
            found.add(range, type == 0x42 ? .bytes : .wideText, in: reader.bytes)
            return true
        }
        guard found.enter(.list) else { return false }
        tasks.append(.leave)
        tasks.append(.elements(type, count))
        return true
    }

    /// A block of bytes that a class writes as it likes. Sizes and capacities of collections stay.
    private mutating func readBlock(
        _ code: UInt8, of number: Int?, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        guard let count = reader.bigEndian(code == 0x77 ? 1 : 4), let range = reader.take(count) else { return false }
        guard let number else {
            found.add(range, .bytes, in: reader.bytes)
            return true
        }
        let name = String(decoding: classes[number].name.map { reader.bytes[$0] }, as: UTF8.self)
        if name == "java.util.Date", range.count == 8 {
            found.addExtra(range, .signed(.big))
        } else if name == "java.time.Ser", range.count >= 7, [3, 5].contains(reader.bytes[range.lowerBound]) {
            // A LocalDate, or one and a time of the day.
            found.addExtra(range.lowerBound + 1..<range.lowerBound + 7, .calendar(.java))
        } else if name == "java.time.Ser", range.count == 13, reader.bytes[range.lowerBound] == 2 {
            // An Instant: seconds and nanoseconds.
            found.addExtra(range.lowerBound + 1..<range.lowerBound + 9, .signed(.big))
        } else if range.count > 12 || !name.hasPrefix("java.util.") {
            found.addExtra(range, .bytes)
        }
        return true
    }

    // MARK: Classes

    private static let types = Set("BCDFIJSZL[".utf8)

    /// A class and its parents; the number of the first, nil in it for null, nil for what is no class.
    private mutating func readClass(_ reader: inout DocumentReader) -> Int?? {
        var result: Int??
        var child: Int?
        while true {
            let number: Int?
            var goesOn = false
            switch reader.byte() {
            case 0x70: number = nil
            case 0x71:
                guard case .classDescription(let known)? = handle(&reader) else { return nil }
                number = known
            case 0x72:
                guard let new = newClass(&reader), reader.skip(0x78) else { return nil }
                (number, goesOn) = (new, true)
            case 0x7D:
                guard let new = newProxy(&reader), reader.skip(0x78) else { return nil }
                (number, goesOn) = (new, true)
            default: return nil
            }
            if let child { classes[child].parent = number } else { result = .some(number) }
            guard goesOn, let number else { return result }
            child = number
        }
    }

    private mutating func newClass(_ reader: inout DocumentReader) -> Int? {
        guard let name = name(&reader), reader.take(8) != nil else { return nil }
        let number = classes.count
        handles.append(.classDescription(number))
        classes.append(Class(name: name, flags: 0, fields: []))
        guard let flags = reader.byte(), let count = reader.bigEndian(2) else { return nil }
        classes[number].flags = flags
        for _ in 0..<count {
            guard let type = reader.byte(), Self.types.contains(type), let field = self.name(&reader) else {
                return nil
            }
            if type == 0x4C || type == 0x5B, !typeName(&reader) { return nil }
            classes[number].fields.append(Field(type: type, name: field))
        }
        return number
    }

    private mutating func newProxy(_ reader: inout DocumentReader) -> Int? {
        handles.append(.classDescription(classes.count))
        classes.append(Class(name: 0..<0, flags: 2, fields: []))
        guard let count = reader.bigEndian(4) else { return nil }
        for _ in 0..<count where name(&reader) == nil { return nil }
        return classes.count - 1
    }

    /// The type of a field, or the name of a constant: a string that stays.
    private mutating func typeName(_ reader: inout DocumentReader) -> Bool {
        switch reader.byte() {
        case 0x71: handle(&reader) != nil
        case 0x74: string(0x74, &reader) != nil
        default: false
        }
    }

    private func name(_ reader: inout DocumentReader) -> Range<Int>? {
        reader.bigEndian(2).flatMap { reader.take($0) }
    }

    private mutating func string(_ code: UInt8, _ reader: inout DocumentReader) -> Range<Int>? {
        handles.append(.other)
        return reader.bigEndian(code == 0x74 ? 2 : 8).flatMap { reader.take($0) }
    }

    /// What was there before: handles are counted from 7E0000.
    private func handle(_ reader: inout DocumentReader) -> Handle? {
        guard let number = reader.bigEndian(4), number >= 0x7E_0000, number < 0x7E_0000 + UInt64(handles.count) else {
            return nil
        }
        return handles[Int(number - 0x7E_0000)]
    }

    // MARK: Classes of the library

    private func hasPrefix(_ prefix: StaticString, _ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        String(decoding: range.map { bytes[$0] }, as: UTF8.self).hasPrefix("\(prefix)")
    }

    private func isMap(_ number: Int, _ bytes: Span<UInt8>) -> Bool {
        let name = String(decoding: classes[number].name.map { bytes[$0] }, as: UTF8.self)
        return name.hasPrefix("java.util.") && (name.hasSuffix("Map") || name.hasSuffix("Hashtable"))
    }

    private static let bookkeeping: Set<String> = [
        "size", "loadFactor", "threshold", "accessOrder", "tag", "modCount", "elementCount", "capacityIncrement",
        "segmentShift", "segmentMask", "bitCount", "bitLength", "firstNonzeroByteNum", "lowestSetBit", "signum",
        "scale",
    ]

    /// Whether a field of a class of the library says how its contents lie.
    private func isBookkeeping(_ field: Field, of number: Int, _ bytes: Span<UInt8>) -> Bool {
        guard field.type != 0x4C, field.type != 0x5B else { return false }
        let name = classes[number].name
        guard hasPrefix("java.util.", name, bytes) || hasPrefix("java.math.", name, bytes) else { return false }
        return Self.bookkeeping.contains(String(decoding: field.name.map { bytes[$0] }, as: UTF8.self))
    }
}

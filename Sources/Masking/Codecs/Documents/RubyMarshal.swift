/// Ruby's Marshal 4.8: `04 08` and a value; lengths and counts are integers in Ruby's own form (see ``LeafForm/fixnum``).
///
///     0 T F           nil, booleans       "              string        [ { }    array, hash, hash with a default
///     i l f           numbers             : ;            symbol, one that was there before
///     o S             object, struct: a symbol, a count, names and values
///     u U C e d       class of its own: a symbol, and bytes or a value
///     I               a value, and then names and values of attributes, such as a string's encoding
///     c m M / @       class, module, regular expression, an object that was there before
///
/// Names of classes and attributes stay.
struct RubyMarshal {
    /// Where the names of symbols lie, in the order in which they came.
    private var symbols: [Range<Int>] = []

    private enum Task {
        case value
        /// So many values.
        case values(UInt64)
        /// So many names and values.
        case members(UInt64)
        /// Attributes of the value that was there.
        case attributes
        case leave
    }

    /// Whether the bytes are one value, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var parser = RubyMarshal()
        return parser.run(bytes, &found)
    }

    private mutating func run(_ bytes: Span<UInt8>, _ found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        guard reader.skip(4), reader.skip(8) else { return false }
        var tasks: [Task] = [.value]
        while let task = tasks.popLast() {
            switch task {
            case .value: guard readValue(&reader, &tasks, &found) else { return false }
            case .values(let count):
                if count > 1 { tasks.append(.values(count - 1)) }
                if count > 0 { tasks.append(.value) }
            case .members(let count):
                guard count > 0 else { continue }
                guard let name = symbol(&reader, &found) else { return false }
                addMember(name, reader.bytes, &found)
                tasks.append(.members(count - 1))
                tasks.append(.value)
            case .attributes: guard readAttributes(&reader, &found) else { return false }
            case .leave: guard found.leave() else { return false }
            }
        }
        return reader.isAtEnd
    }

    private mutating func readValue(
        _ reader: inout DocumentReader, _ tasks: inout [Task], _ found: inout LeafCollector
    ) -> Bool {
        guard let type = reader.byte() else { return false }
        switch type {
        case 0x30, 0x54, 0x46: found.addConstant()
        case 0x69: return addFixnum(&reader, &found, isExtra: false)
        case 0x6C: return addBignum(&reader, &found)
        case 0x66:
            guard let range = string(&reader) else { return false }
            return NumberText.add(range, in: reader.bytes, to: &found)
        case 0x22:
            guard let range = string(&reader) else { return false }
            found.add(range, .bytes, in: reader.bytes)
        case 0x3A:
            guard let range = string(&reader) else { return false }
            symbols.append(range)
            found.add(range, .text, in: reader.bytes)
        case 0x3B:
            guard let range = earlierSymbol(&reader) else { return false }
            if found.expectsName { found.addFixedName(reader.bytes.extracting(range)) } else { found.addConstant() }
        case 0x40:
            guard fixnum(&reader) != nil else { return false }
            found.addConstant()
        case 0x2F:
            guard let range = string(&reader), reader.take(1) != nil else { return false }
            found.add(range, .text, in: reader.bytes)
        case 0x63, 0x6D, 0x4D:
            guard string(&reader) != nil else { return false }
            found.addConstant()
        case 0x49:
            tasks.append(.attributes)
            tasks.append(.value)
        case 0x43, 0x65, 0x55, 0x64:
            guard symbol(&reader, &found) != nil else { return false }
            tasks.append(.value)
        case 0x75:
            guard let name = symbol(&reader, &found), let range = string(&reader) else { return false }
            addDumped(range, by: name, reader.bytes, &found)
        default: return enter(type, &reader, &tasks, &found)
        }
        return true
    }

    /// What a class writes as it likes: a time, a decimal number behind its precision, or anything.
    private func addDumped(
        _ range: Range<Int>, by name: Range<Int>, _ bytes: Span<UInt8>, _ found: inout LeafCollector
    ) {
        let name = bytes.extracting(name)
        if range.count == 8, name.hasSameBytes(as: Self.time.span) {
            return found.add(range, .calendar(.ruby), in: bytes)
        }
        if name.hasSameBytes(as: Self.decimal.span), let colon = range.first(where: { bytes[$0] == 0x3A }) {
            let number = colon + 1..<range.upperBound
            if NumberText.isDecimal(bytes, number) || NumberText.isWord(bytes, number) {
                return found.add(number, .number, in: bytes)
            }
        }
        found.add(range, .bytes, in: bytes)
    }

    private static let decimal = Array("BigDecimal".utf8)
    private static let time = Array("Time".utf8)
    private static let offset = Array("offset".utf8)

    private mutating func enter(
        _ type: UInt8, _ reader: inout DocumentReader, _ tasks: inout [Task], _ found: inout LeafCollector
    ) -> Bool {
        switch type {
        case 0x5B, 0x7B, 0x7D:
            guard let count = fixnum(&reader), count >= 0 else { return false }
            // What a hash gives for names that it does not have stands behind it.
            if type == 0x7D {
                guard found.enter(.list) else { return false }
                tasks += [.leave, .value]
            }
            tasks += [.leave, .values(UInt64(count) * (type == 0x5B ? 1 : 2))]
            return found.enter(type == 0x5B ? .list : .map)
        case 0x6F, 0x53:
            guard symbol(&reader, &found) != nil, let count = fixnum(&reader), count >= 0 else { return false }
            tasks += [.leave, .members(UInt64(count))]
            return found.enter(.map)
        default: return false
        }
    }

    /// An attribute's name without its `@`.
    private func addMember(_ name: Range<Int>, _ bytes: Span<UInt8>, _ found: inout LeafCollector) {
        let isPlain = name.isEmpty || bytes[name.lowerBound] != 0x40
        found.addFixedName(bytes.extracting(isPlain ? name : name.dropFirst()))
    }

    /// Attributes of strings and times: encodings, zones. They are no members of anything.
    private mutating func readAttributes(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        var counts: [Int64] = []
        guard let count = fixnum(&reader) else { return false }
        counts.append(count)
        while let last = counts.popLast() {
            guard last > 0 else { continue }
            counts.append(last - 1)
            guard counts.count < LeafCollector.deepestLevel, let name = symbol(&reader, &found),
                let first = reader.byte()
            else { return false }
            let isWrapped = first == 0x49
            guard let type = isWrapped ? reader.byte() : first else { return false }
            switch type {
            case 0x30, 0x54, 0x46: break
            case 0x69:
                if reader.bytes.extracting(name).hasSameBytes(as: Self.offset.span) {
                    guard fixnum(&reader) != nil else { return false }
                } else {
                    guard addFixnum(&reader, &found, isExtra: true) else { return false }
                }
            case 0x22, 0x3A:
                guard let range = string(&reader) else { return false }
                if type == 0x3A { symbols.append(range) }
                // `encoding` has the name of one.
                if name.count != 8 { found.addExtra(range, .bytes, .detect) }
            case 0x3B, 0x40: guard fixnum(&reader) != nil else { return false }
            default: return false
            }
            if isWrapped {
                guard let count = fixnum(&reader) else { return false }
                counts.append(count)
            }
        }
        return true
    }

    // MARK: Parts

    /// A symbol where the format asks for one.
    private mutating func symbol(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Range<Int>? {
        switch reader.byte() {
        case 0x3A:
            let range = string(&reader)
            if let range { symbols.append(range) }
            return range
        case 0x3B: return earlierSymbol(&reader)
        case 0x49:
            // A name that is not ASCII, and its encoding.
            guard reader.skip(0x3A), let range = string(&reader) else { return nil }
            symbols.append(range)
            return readAttributes(&reader, &found) ? range : nil
        default: return nil
        }
    }

    private func earlierSymbol(_ reader: inout DocumentReader) -> Range<Int>? {
        guard let number = fixnum(&reader), number >= 0, number < symbols.count else { return nil }
        return symbols[Int(number)]
    }

    private func string(_ reader: inout DocumentReader) -> Range<Int>? {
        guard let count = fixnum(&reader), count >= 0 else { return nil }
        return reader.take(UInt64(count))
    }

    private func fixnum(_ reader: inout DocumentReader) -> Int64? {
        guard let range = fixnumRange(&reader) else { return nil }
        let form = IntegerForm(.fixnum, byteCount: range.count)
        return form.value(form.read(reader.bytes, range))
    }

    private func fixnumRange(_ reader: inout DocumentReader) -> Range<Int>? {
        let start = reader.position
        guard let byte = reader.byte() else { return nil }
        let count = Int8(bitPattern: byte)
        if (-4...4).contains(count), reader.take(UInt64(count.magnitude)) == nil { return nil }
        return start..<reader.position
    }

    private func addFixnum(
        _ reader: inout DocumentReader, _ found: inout LeafCollector, isExtra: Bool
    ) -> Bool {
        guard let range = fixnumRange(&reader) else { return false }
        if isExtra {
            found.addExtra(range, .fixnum, .detect)
        } else {
            let form = IntegerForm(.fixnum, byteCount: range.count)
            found.add(range, .fixnum, in: reader.bytes, number: form.value(form.read(reader.bytes, range)))
        }
        return true
    }

    /// A sign and pairs of bytes, lowest first. Above 64 bits all but the last pair are bytes.
    private func addBignum(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard let sign = reader.byte(), sign == 0x2B || sign == 0x2D, let count = fixnum(&reader), count >= 0,
            let range = reader.take(UInt64(count) * 2)
        else { return false }
        if range.count <= 8 {
            found.add(range, sign == 0x2B ? .unsigned(.little) : .negativeMagnitude, in: reader.bytes)
        } else {
            found.add(range.dropLast(2), .bytes, in: reader.bytes)
        }
        return true
    }
}

extension Span<UInt8> {
    /// Whether another span has the same bytes.
    func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}

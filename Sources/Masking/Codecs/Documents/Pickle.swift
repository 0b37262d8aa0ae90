/// Python's pickle, protocols 0 to 5: a program for a stack machine.
///
/// The program is run without making an object: values on the stack are numbers of nodes, which know where their bytes
/// lie. When it stops, the tree under the result is walked, and so the names of members are told from their values.
/// Names of modules, classes and persistent IDs stay, as does everything that says where something lies.
enum Pickle {
    /// Whether the bytes are one pickle, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var machine = PickleMachine()
        return machine.run(bytes) && machine.walk(bytes, into: &found)
    }
}

/// What lies on the stack of a pickle, and what it is made of.
private struct PickleMachine {
    enum Node {
        case constant
        /// A class or function that writes what it needs in a way of its own.
        case callable(Callable)
        case leaf(Range<Int>, LeafForm)
        /// A list, tuple, set, or what a call was given: all the same here.
        case list
        case map
        /// What a call was given, and then pairs: an object with attributes, or one that is filled like a dictionary.
        case object
    }

    enum Callable {
        /// `datetime`, `date` and `time`: a row of bytes.
        case pointInTime
        /// `_codecs.encode`: bytes as characters of Latin-1, in protocols before 3.
        case encode
    }

    private var nodes: [Node] = []
    /// What is in a node: its first part, and for every part the next one.
    private var firstPart: [Int] = []
    private var lastPart: [Int] = []
    private var parts: [(node: Int, next: Int)] = []
    private var stack: [Int] = []
    private var marks: [Int] = []
    private var memo: [UInt64: Int] = [:]
    /// Where strings lie that turned out to be names of modules or classes.
    private var names: [Int: Range<Int>] = [:]
    private var memoCount: UInt64 = 0

    // MARK: Running

    mutating func run(_ bytes: Span<UInt8>) -> Bool {
        var reader = DocumentReader(bytes)
        while let code = reader.byte() {
            if code == 0x2E { return reader.isAtEnd && stack.count == 1 && marks.isEmpty }
            guard step(code, &reader) else { return false }
        }
        return false
    }

    private mutating func step(_ code: UInt8, _ reader: inout DocumentReader) -> Bool {
        switch code {
        // Protocol, frame, no more than marks for the reader.
        case 0x80: return reader.take(1) != nil
        case 0x95: return reader.take(8) != nil
        // Constants: None, True, False, the next buffer.
        case 0x4E, 0x88, 0x89, 0x97: return push(.constant)
        case 0x98: return true
        // Integers: INT and LONG as lines, BININT, BININT1, BININT2, LONG1, LONG4.
        case 0x49, 0x4C: return pushLine(&reader, isLong: code == 0x4C)
        case 0x4A: return pushInteger(reader.take(4), .signed(.little))
        case 0x4B: return pushInteger(reader.take(1), .unsigned(.little))
        case 0x4D: return pushInteger(reader.take(2), .unsigned(.little))
        case 0x8A, 0x8B:
            guard let count = reader.littleEndian(code == 0x8A ? 1 : 4), let range = reader.take(count) else {
                return false
            }
            return range.isEmpty ? push(.constant) : pushInteger(range, .signed(.little))
        // Floats: FLOAT as a line, BINFLOAT.
        case 0x46:
            guard let line = reader.take(upTo: 0x0A) else { return false }
            return pushNumber(line, reader.bytes)
        case 0x47: return push(reader.take(8), .float(.big))
        // Strings: STRING and UNICODE as lines, and those with a length of 1, 4 or 8 bytes.
        case 0x53:
            guard let line = reader.take(upTo: 0x0A), line.count >= 2,
                reader.bytes[line.lowerBound] == 0x27 || reader.bytes[line.lowerBound] == 0x22
            else { return false }
            return push(line.dropFirst().dropLast(), .pickleText)
        case 0x56: return push(reader.take(upTo: 0x0A), .pickleText)
        case 0x55, 0x43: return push(content(1, &reader), .bytes)
        case 0x54, 0x42: return push(content(4, &reader), .bytes)
        case 0x8E, 0x96: return push(content(8, &reader), .bytes)
        case 0x8C: return push(content(1, &reader), .text)
        case 0x58: return push(content(4, &reader), .text)
        case 0x8D: return push(content(8, &reader), .text)
        default: return build(code, &reader)
        }
    }

    private mutating func build(_ code: UInt8, _ reader: inout DocumentReader) -> Bool {
        switch code {
        case 0x28:
            marks.append(stack.count)
            return true
        case 0x30:  // POP, which also takes a mark away
            if let mark = marks.last, mark == stack.count {
                marks.removeLast()
                return true
            }
            return pop() != nil
        case 0x31: return popMark() != nil
        case 0x32: return stack.last.map { stack.append($0) } != nil
        case 0x5D, 0x29, 0x8F: return push(.list)  // EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET
        case 0x7D: return push(.map)
        case 0x6C, 0x74, 0x91: return gather(.list)  // LIST, TUPLE, FROZENSET
        case 0x64: return gather(.map)
        case 0x85, 0x86, 0x87: return gather(Int(code - 0x84))  // TUPLE1 to TUPLE3
        case 0x61: return fill(1, .list)
        case 0x73: return fill(2, .map)
        case 0x65, 0x90: return fillFromMark(.list)  // APPENDS, ADDITEMS
        case 0x75: return fillFromMark(.map)
        // Classes and calls: GLOBAL, STACK_GLOBAL, REDUCE, NEWOBJ, NEWOBJ_EX, BUILD, INST, OBJ
        case 0x63:
            guard let module = takeName(&reader), let name = takeName(&reader) else { return false }
            return push(Self.global(reader.bytes, module, name))
        case 0x93:
            guard let name = popName(reader.bytes), let module = popName(reader.bytes) else { return false }
            return push(Self.global(reader.bytes, module, name))
        case 0x52, 0x81: return gather(2) && call(reader.bytes)
        case 0x92: return gather(3)
        case 0x62: return fill(1, .list, isState: true)
        case 0x69: return takeName(&reader) != nil && takeName(&reader) != nil && gather(.list)
        case 0x6F: return gather(.list)
        case 0x82, 0x83, 0x84: return reader.take(1 << UInt64(code - 0x82)) != nil && push(.constant)
        case 0x50: return push(reader.take(upTo: 0x0A), .pickleText)
        case 0x51: return pop() != nil && push(.constant)
        default: return remember(code, &reader)
        }
    }

    /// PUT, BINPUT, LONG_BINPUT, MEMOIZE; GET, BINGET, LONG_BINGET.
    private mutating func remember(_ code: UInt8, _ reader: inout DocumentReader) -> Bool {
        let place: UInt64?
        switch code {
        case 0x70, 0x67: place = reader.decimal(upTo: 0x0A)
        case 0x71, 0x68: place = reader.littleEndian(1)
        case 0x72, 0x6A: place = reader.littleEndian(4)
        case 0x94: place = memoCount
        default: return false
        }
        guard let place else { return false }
        if code == 0x67 || code == 0x68 || code == 0x6A {
            guard let node = memo[place] else { return false }
            stack.append(node)
            return true
        }
        guard let node = stack.last else { return false }
        if memo.updateValue(node, forKey: place) == nil { memoCount += 1 }
        return true
    }

    private func content(_ count: Int, _ reader: inout DocumentReader) -> Range<Int>? {
        reader.littleEndian(count).flatMap { reader.take($0) }
    }

    // MARK: The stack

    private mutating func push(_ node: Node) -> Bool {
        stack.append(nodes.count)
        nodes.append(node)
        firstPart.append(-1)
        lastPart.append(-1)
        return true
    }

    private mutating func push(_ range: Range<Int>?, _ form: LeafForm) -> Bool {
        guard let range else { return false }
        return push(.leaf(range, form))
    }

    /// Integers of more than 64 bits are bytes, whose last one stays: it has the sign.
    private mutating func pushInteger(_ range: Range<Int>?, _ form: LeafForm) -> Bool {
        guard let range else { return false }
        return range.count <= 8 ? push(.leaf(range, form)) : push(.leaf(range.dropLast(), .bytes))
    }

    private mutating func pushLine(_ reader: inout DocumentReader, isLong: Bool) -> Bool {
        guard var line = reader.take(upTo: 0x0A) else { return false }
        // 00 and 01 are booleans.
        if !isLong, line.count == 2, reader.bytes[line.lowerBound] == 0x30 { return push(.constant) }
        if isLong, let last = line.last, reader.bytes[last] == 0x4C { line = line.dropLast() }
        return pushNumber(line, reader.bytes)
    }

    private mutating func pushNumber(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if NumberText.isDecimal(bytes, range) { return push(.leaf(range, .number)) }
        return NumberText.isWord(bytes, range) && push(.constant)
    }

    private mutating func pop() -> Int? {
        guard stack.count > (marks.last ?? 0) else { return nil }
        return stack.popLast()
    }

    /// A name of a module or class, which stays.
    private mutating func popName(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard let name = pop() else { return nil }
        switch nodes[name] {
        case .leaf(let range, .text):
            names[name] = range
            nodes[name] = .constant
            return Self.isName(bytes, range) ? range : nil
        case .constant: return names[name]
        default: return nil
        }
    }

    private func takeName(_ reader: inout DocumentReader) -> Range<Int>? {
        guard let range = reader.take(upTo: 0x0A) else { return nil }
        return Self.isName(reader.bytes, range) ? range : nil
    }

    /// A class or function by its name.
    private static func global(_ bytes: Span<UInt8>, _ module: Range<Int>, _ name: Range<Int>) -> Node {
        func text(_ range: Range<Int>) -> String { String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
        switch (text(module), text(name)) {
        case ("datetime", "datetime"), ("datetime", "date"), ("datetime", "time"): return .callable(.pointInTime)
        case ("_codecs", "encode"): return .callable(.encode)
        default: return .constant
        }
    }

    /// A call of the last node's first part with the second: what some are given is not what it seems.
    private mutating func call(_ bytes: Span<UInt8>) -> Bool {
        guard let call = stack.last, case .callable(let callable) = nodes[parts[firstPart[call]].node],
            let arguments = part(1, of: call), let first = part(0, of: arguments)
        else { return true }
        switch callable {
        case .encode:
            if case .leaf(let range, let form) = nodes[first] {
                nodes[first] = .leaf(range, form == .pickleText ? .pickleLatinText : .latinText)
            }
            // The name of the encoding.
            if let encoding = part(1, of: arguments), case .leaf(let range, _) = nodes[encoding],
                bytes.extracting(range).hasSameBytes(as: Self.latin1.span)
            {
                names[encoding] = range
                nodes[encoding] = .constant
            }
        case .pointInTime:
            // Bytes, or what encodes characters to bytes.
            let inner = part(1, of: first).flatMap { part(0, of: $0) } ?? first
            guard case .leaf(let range, let form) = nodes[inner] else { return true }
            switch form {
            case .bytes where [4, 6, 10].contains(range.count): nodes[inner] = .leaf(range, .calendar(.python))
            case .latinText: nodes[inner] = .leaf(range, .calendarText(isEscaped: false))
            case .pickleLatinText: nodes[inner] = .leaf(range, .calendarText(isEscaped: true))
            default: break
            }
        }
        return true
    }

    private static let latin1 = Array("latin1".utf8)

    /// What a node holds at a place, if it holds anything there.
    private func part(_ number: Int, of node: Int) -> Int? {
        var part = firstPart[node]
        for _ in 0..<number where part >= 0 { part = parts[part].next }
        return part >= 0 ? parts[part].node : nil
    }

    /// Letters, digits and `. _ < >`, as modules, classes and functions inside of others have.
    private static func isName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x3C, 0x3E: continue
            default: return false
            }
        }
        return true
    }

    private mutating func popMark() -> ArraySlice<Int>? {
        guard let mark = marks.popLast(), mark <= stack.count else { return nil }
        let items = stack[mark...]
        stack.removeSubrange(mark...)
        return items
    }

    private mutating func append(_ part: Int, to node: Int) {
        let number = parts.count
        parts.append((part, -1))
        if lastPart[node] < 0 { firstPart[node] = number } else { parts[lastPart[node]].next = number }
        lastPart[node] = number
    }

    /// A new node of everything above the mark.
    private mutating func gather(_ node: Node) -> Bool {
        guard let items = popMark() else { return false }
        _ = push(node)
        for item in items { append(item, to: nodes.count - 1) }
        return true
    }

    /// A new node of the last values.
    private mutating func gather(_ count: Int) -> Bool {
        guard stack.count - (marks.last ?? 0) >= count else { return false }
        let items = stack.suffix(count)
        stack.removeLast(count)
        _ = push(.list)
        for item in items { append(item, to: nodes.count - 1) }
        return true
    }

    /// Puts the last values into the one below them.
    private mutating func fill(_ count: Int, _ container: Node, isState: Bool = false) -> Bool {
        guard stack.count - (marks.last ?? 0) > count else { return false }
        let items = stack.suffix(count)
        stack.removeLast(count)
        return put(items, container, isState: isState)
    }

    private mutating func fillFromMark(_ container: Node) -> Bool {
        guard let items = popMark() else { return false }
        return put(items, container)
    }

    private mutating func put(_ items: ArraySlice<Int>, _ container: Node, isState: Bool = false) -> Bool {
        guard stack.count > (marks.last ?? 0), let target = stack.last else { return false }
        guard case .map = container else {
            for item in items {
                append(item, to: target)
                if case .map = nodes[item], case .list = nodes[target], isState { nodes[target] = .object }
            }
            return true
        }
        guard items.count % 2 == 0 else { return false }
        var map = target
        if case .map = nodes[target] {
        } else {
            _ = push(.map)
            stack.removeLast()
            map = nodes.count - 1
            append(map, to: target)
            if case .list = nodes[target] { nodes[target] = .object }
        }
        for item in items { append(item, to: map) }
        return true
    }

    // MARK: The tree

    /// Where the walk goes on in a node.
    private struct Place {
        enum Inside {
            /// Ends the container.
            case container
            /// Parts are values without a name, but for maps, whose pairs belong to the object.
            case object
            /// The pairs of an object.
            case pairs
        }
        var part: Int
        var inside: Inside
    }

    /// Says what is in the result. A node that is met again says nothing new; neither does one that is in itself.
    mutating func walk(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        guard let root = stack.first else { return false }
        var isDone = [Bool](repeating: false, count: nodes.count)
        var open: [Place] = []
        guard visit(root, bytes, &isDone, &open, &found) else { return false }
        while let place = open.popLast() {
            guard place.part >= 0 else {
                if place.inside != .pairs, !found.leave() { return false }
                continue
            }
            let node = parts[place.part].node
            open.append(Place(part: parts[place.part].next, inside: place.inside))
            if place.inside == .object {
                if case .map = nodes[node], !isDone[node] {
                    isDone[node] = true
                    open.append(Place(part: firstPart[node], inside: .pairs))
                    continue
                }
                found.addNoName()
            }
            guard visit(node, bytes, &isDone, &open, &found) else { return false }
        }
        addRest(&isDone, &found)
        return true
    }

    private func visit(
        _ node: Int, _ bytes: Span<UInt8>, _ isDone: inout [Bool], _ open: inout [Place], _ found: inout LeafCollector
    ) -> Bool {
        if isDone[node] {
            if case .leaf(let range, let form) = nodes[node], form == .text || form == .bytes, found.expectsName {
                found.addFixedName(bytes.extracting(range))
            } else {
                found.addConstant()
            }
            return true
        }
        isDone[node] = true
        switch nodes[node] {
        case .constant, .callable: found.addConstant()
        case .leaf(let range, let form): found.add(range, form, in: bytes)
        case .list:
            guard found.enter(.list) else { return false }
            open.append(Place(part: firstPart[node], inside: .container))
        case .map:
            guard found.enter(.map) else { return false }
            open.append(Place(part: firstPart[node], inside: .container))
        case .object:
            guard found.enter(.map) else { return false }
            open.append(Place(part: firstPart[node], inside: .object))
        }
        return true
    }

    /// What was thrown away or used for a call, and is no part of the result, is masked all the same.
    private func addRest(_ isDone: inout [Bool], _ found: inout LeafCollector) {
        for node in nodes.indices where !isDone[node] {
            if case .leaf(let range, let form) = nodes[node] { found.addExtra(range, form) }
        }
    }
}

/// Scratch memory for JSON.
struct JSONScratch {
    /// A place in a document, as far as paths can tell places apart, and what is done with its leaves.
    struct Place {
        var state: Int
        var leaf: DocumentPaths.Leaf

        /// A document's root.
        init(rootOf paths: DocumentPaths?) {
            state = DocumentPaths.root
            leaf = paths?.leaf(at: state) ?? .inherited
        }

        /// A place inside another one, which decides where no path does.
        /// What its name says comes before what stands around it, unless that is kept.
        init(_ state: Int, in outer: Place, _ paths: DocumentPaths, named kind: Kind? = nil) {
            self.state = state
            leaf = paths.leaf(at: state)
            let isOpen = leaf == .inherited && outer.leaf != .kind(.keep) || leaf == .kind(.detect)
            if let kind, isOpen { leaf = .kind(kind) } else if leaf == .inherited { leaf = outer.leaf }
        }
    }

    /// A container that was entered, and its place.
    struct Level {
        var isObject: Bool
        var place: Place
    }

    var levels: [Level] = []
    /// Buffers for strings with escapes, one for each nesting of documents in strings.
    private var buffers: [[UInt8]] = []

    /// An empty buffer.
    mutating func takeBuffer() -> [UInt8] {
        var buffer = buffers.popLast() ?? []
        buffer.removeAll(keepingCapacity: true)
        return buffer
    }

    /// Takes a buffer back.
    mutating func giveBack(_ buffer: consuming [UInt8]) { buffers.append(buffer) }
}

extension Masker {
    /// Masks the leaves of a document, and member names as ``Kind/structural``, but those that paths name.
    ///
    /// Structure, white space, escapes, literals and number formats stay, so a document becomes a document.
    mutating func maskJSON(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ paths: DocumentPaths?) {
        let outer = nesting.context
        nesting.context.insert(.staysText)
        defer { nesting.context = outer }
        let bottom = json.levels.count
        let paths = paths ?? (named.isEmpty ? nil : DocumentPaths.none)
        var place = JSONScratch.Place(rootOf: paths)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            switch byte {
            case 0x22:
                guard let end = Self.stringEnd(text, index + 1, range.upperBound) else {
                    // No document has this, but what is not understood does not pass.
                    return maskWords(&text, index..<range.upperBound)
                }
                let content = index + 1..<end.quote
                index = end.quote + 1
                if !Self.isName(text, index, range.upperBound) {
                    maskLeaf(place.leaf, paths, &text, content, hasEscapes: end.hasEscapes)
                } else if let paths, let level = json.levels.last {
                    place = maskMember(&text, content, hasEscapes: end.hasEscapes, paths, level.place)
                } else {
                    maskLeaf(.kind(.structural), nil, &text, content, hasEscapes: end.hasEscapes)
                }
            case 0x2D, 0x30...0x39:
                let end = JSONDocument.numberEnd(text, index, range.upperBound)
                if place.leaf != .kind(.keep) { maskNumber(place.leaf, &text, index..<end) }
                index = end
            case 0x7B, 0x5B, 0x7D, 0x5D, 0x2C:
                if let paths { step(byte, paths, &place, bottom) }
                index += 1
            default: index += 1
            }
        }
    }

    /// Follows the paths over a bracket or comma.
    private mutating func step(_ byte: UInt8, _ paths: DocumentPaths, _ place: inout JSONScratch.Place, _ bottom: Int) {
        if byte == 0x7B || byte == 0x5B { json.levels.append(.init(isObject: byte == 0x7B, place: place)) }
        if byte == 0x7D || byte == 0x5D {
            json.levels.removeLast()
            // Documents behind each other begin alike.
            if json.levels.count == bottom {
                place = .init(rootOf: paths)
            }
            return
        }
        guard let level = json.levels.last, !level.isObject else { return }
        place = .init(paths.element(of: level.place.state), in: level.place, paths)
    }

    /// Masks a member's name unless a path names it, and returns the place of the member. No masked name becomes one
    /// that a path names.
    private mutating func maskMember(
        _ text: inout MutableSpan<UInt8>, _ name: Range<Int>, hasEscapes: Bool, _ paths: DocumentPaths,
        _ object: JSONScratch.Place
    ) -> JSONScratch.Place {
        let member = member(text, name, hasEscapes: hasEscapes, paths, object.state)
        if !member.isNamed {
            repeat {
                maskLeaf(.kind(.structural), nil, &text, name, hasEscapes: hasEscapes)
            } while self.member(text, name, hasEscapes: hasEscapes, paths, object.state).isNamed
        }
        return .init(member.state, in: object, paths, named: member.kind)
    }

    private mutating func member(
        _ text: borrowing MutableSpan<UInt8>, _ name: Range<Int>, hasEscapes: Bool, _ paths: DocumentPaths, _ state: Int
    ) -> (state: Int, isNamed: Bool, kind: Kind?) {
        guard hasEscapes else { return member(text.span.extracting(name), paths, state) }
        var plain = json.takeBuffer()
        JSONEscapes.unescape(text, name, into: &plain)
        let member = member(plain.span, paths, state)
        json.giveBack(plain)
        return member
    }

    private func member(
        _ name: Span<UInt8>, _ paths: DocumentPaths, _ state: Int
    ) -> (state: Int, isNamed: Bool, kind: Kind?) {
        let member = paths.member(of: state, named: name)
        let kind = member.isNamed ? nil : kind(ofMember: name)
        return (member.state, member.isNamed || kind != nil, kind)
    }

    /// The closing quote of a string of a document, and whether it has escapes.
    private static func stringEnd(
        _ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int
    ) -> (quote: Int, hasEscapes: Bool)? {
        var hasEscapes = false
        var index = start
        while index < end {
            let byte = text[index]
            if byte == 0x22 { return (index, hasEscapes) }
            if byte == 0x5C {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        return nil
    }

    private static func isName(_ text: borrowing MutableSpan<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, JSONDocument.isSpace(text[index]) { index += 1 }
        return index < end && text[index] == 0x3A
    }

    /// Masks the content of a string of a document, between its quotes: text, and text it stays.
    private mutating func maskLeaf(
        _ leaf: DocumentPaths.Leaf, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>,
        hasEscapes: Bool
    ) {
        if leaf == .kind(.keep) || range.isEmpty { return }
        // Within a text nothing becomes bytes.
        let leaf = leaf == .kind(.binary) ? .kind(.opaque) : leaf
        guard hasEscapes else { return mask(leaf, paths, &text, range) }
        var plain = json.takeBuffer()
        JSONEscapes.unescape(text, range, into: &plain)
        let openings = openings
        maskText(leaf, paths, &plain)
        if self.openings != openings, !JSONEscapes.canWrite(plain.span, over: text, range) {
            // What was inside was written anew, and has other characters where there are escapes.
            plain.removeAll(keepingCapacity: true)
            JSONEscapes.unescape(text, range, into: &plain)
            maskPattern(&plain)
        }
        JSONEscapes.escape(plain.span, into: &text, range)
        json.giveBack(plain)
    }
}

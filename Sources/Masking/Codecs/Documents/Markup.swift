/// XML 1.0 and HTML: text, attribute values, comments and the content of instructions are leaves.
///
/// Names of elements and attributes stay, and so do declarations, namespaces and document types. In paths, elements and
/// attributes are members: `order.customer.email`. A document type with declarations of its own is not opened.
/// In HTML an element may end with the one around it, and some have no end at all.
struct Markup {
    private let isHTML: Bool
    /// The names of the open elements.
    private var names: [Range<Int>] = []
    private var hasElement = false

    private static let withoutEnd: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let flags: Set<String> = [
        "allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled",
        "formnovalidate", "hidden", "inert", "itemscope", "loop", "multiple", "muted", "nomodule", "novalidate", "open",
        "playsinline", "readonly", "required", "reversed", "selected",
    ]
    private static let ofText: Set<String> = ["script", "style", "textarea", "title"]

    /// Whether the bytes are a document.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var parser = Markup(isHTML: isHTML(bytes))
        return parser.run(bytes, &found)
    }

    private init(isHTML: Bool) { self.isHTML = isHTML }

    private mutating func run(_ bytes: Span<UInt8>, _ found: inout LeafCollector) -> Bool {
        guard Self.isUTF8(bytes), found.enter(.map) else { return false }
        var reader = DocumentReader(bytes)
        while !reader.isAtEnd {
            let start = reader.position
            while let byte = reader.next, byte != 0x3C { reader.position += 1 }
            addText(start..<reader.position, bytes, &found)
            if reader.isAtEnd { break }
            guard readTag(&reader, &found) else { return false }
        }
        guard hasElement, isHTML || names.isEmpty else { return false }
        while !names.isEmpty { guard close(&found) else { return false } }
        return found.leave()
    }

    /// `<!DOCTYPE html` or `<html` at the beginning, in any case.
    private static func isHTML(_ bytes: Span<UInt8>) -> Bool {
        func begins(_ word: StaticString) -> Bool {
            let word = Array("\(word)".utf8)
            guard bytes.count >= word.count else { return false }
            for place in word.indices where bytes[place] | 0x20 != word[place] | 0x20 { return false }
            return true
        }
        return begins("<!doctype html") || begins("<html")
    }

    private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            guard let count = UTF8Scalar.count(bytes, at: index, end: bytes.count) else { return false }
            index += count
        }
        return true
    }

    // MARK: Tags

    private mutating func readTag(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        let bytes = reader.bytes
        if skip("<!--", &reader) {
            guard let range = content(upTo: "-->", &reader) else { return false }
            found.addText(range, .text)
            return true
        }
        if skip("<![CDATA[", &reader) {
            guard !names.isEmpty, let range = content(upTo: "]]>", &reader) else { return false }
            found.addText(range, .text)
            return true
        }
        if skip("<?", &reader) {
            guard let range = content(upTo: "?>", &reader) else { return false }
            let target = nameEnd(bytes, range.lowerBound, range.upperBound)
            guard target > range.lowerBound else { return false }
            // The declaration stays; it can be at the beginning only.
            let isDeclaration = text(range.lowerBound..<target, bytes) == "xml" && range.lowerBound == 2
            if !isDeclaration { found.addText(target..<range.upperBound, .text) }
            for index in range where bytes[index] == 0x3C { return false }
            return true
        }
        if skip("<!", &reader) {
            guard let range = content(upTo: ">", &reader) else { return false }
            for index in range where bytes[index] == 0x5B || bytes[index] == 0x3C { return false }
            return !hasElement && text(range.prefix(7), bytes).lowercased() == "doctype"
        }
        return skip("</", &reader) ? readEnd(&reader, &found) : readStart(&reader, &found)
    }

    private mutating func readEnd(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        guard let range = content(upTo: ">", &reader) else { return false }
        let end = nameEnd(reader.bytes, range.lowerBound, range.upperBound)
        let name = text(range.lowerBound..<end, reader.bytes)
        for index in end..<range.upperBound where !Self.isSpace(reader.bytes[index]) { return false }
        guard !isHTML else {
            guard let place = names.lastIndex(where: { text($0, reader.bytes) == name }) else { return true }
            while names.count > place { guard close(&found) else { return false } }
            return true
        }
        guard let last = names.last, text(last, reader.bytes) == name else { return false }
        return close(&found)
    }

    private mutating func readStart(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        let bytes = reader.bytes
        let end = nameEnd(bytes, reader.position + 1, bytes.count)
        let range = reader.position + 1..<end
        guard !range.isEmpty, !names.isEmpty || !hasElement || isHTML else { return false }
        reader.position = end
        hasElement = true
        found.addFixedName(bytes.extracting(range))
        guard found.enter(.map) else { return false }
        names.append(range)
        guard let isClosed = readAttributes(&reader, &found) else { return false }
        let name = isHTML ? text(range, bytes) : ""
        if isClosed || Self.withoutEnd.contains(name) { return close(&found) }
        guard Self.ofText.contains(name) else { return true }
        // Up to its end tag, whatever is in between.
        let start = reader.position
        while reader.position + name.utf8.count + 2 <= bytes.count {
            let tag = reader.position..<reader.position + name.utf8.count + 2
            if bytes[tag.lowerBound] == 0x3C, text(tag, bytes) == "</" + name {
                addText(start..<tag.lowerBound, bytes, &found)
                return true
            }
            reader.position += 1
        }
        return false
    }

    /// Attributes up to the end of the tag; whether the tag closes itself, nil where this is no tag.
    private func readAttributes(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool? {
        let bytes = reader.bytes
        while true {
            skipSpaces(&reader)
            guard let byte = reader.next else { return nil }
            if byte == 0x3E {
                reader.position += 1
                return false
            }
            if byte == 0x2F {
                reader.position += 1
                if reader.skip(0x3E) { return true }
                continue
            }
            let name = reader.position..<nameEnd(bytes, reader.position, bytes.count)
            guard !name.isEmpty else { return nil }
            reader.position = name.upperBound
            skipSpaces(&reader)
            found.addFixedName(bytes.extracting(name))
            guard reader.skip(0x3D) else {
                guard isHTML else { return nil }
                found.addConstant()
                // A name alone could be a value that lost its name.
                if !Self.flags.contains(text(name, bytes)) { found.addExtra(name, .text, .structural) }
                continue
            }
            skipSpaces(&reader)
            guard let value = value(&reader) else { return nil }
            if text(name.prefix(5), bytes) == "xmlns" {
                found.addConstant()
            } else {
                found.add(value, .markup, in: bytes)
            }
        }
    }

    private func value(_ reader: inout DocumentReader) -> Range<Int>? {
        guard let quote = reader.next else { return nil }
        if quote == 0x22 || quote == 0x27 {
            reader.position += 1
            return reader.take(upTo: quote)
        }
        guard isHTML else { return nil }
        let start = reader.position
        while let byte = reader.next, !Self.isSpace(byte), byte != 0x3E { reader.position += 1 }
        return start..<reader.position
    }

    private mutating func close(_ found: inout LeafCollector) -> Bool {
        names.removeLast()
        return found.leave()
    }

    // MARK: Parts

    /// Text between tags, without the spaces around it.
    private func addText(_ range: Range<Int>, _ bytes: Span<UInt8>, _ found: inout LeafCollector) {
        var range = range
        while let first = range.first, Self.isSpace(bytes[first]) { range = range.dropFirst() }
        while let last = range.last, Self.isSpace(bytes[last]) { range = range.dropLast() }
        found.addText(range, .markup)
    }

    private func skip(_ word: StaticString, _ reader: inout DocumentReader) -> Bool {
        var position = reader.position
        for byte in "\(word)".utf8 {
            guard position < reader.bytes.count, reader.bytes[position] == byte else { return false }
            position += 1
        }
        reader.position = position
        return true
    }

    private func content(upTo end: StaticString, _ reader: inout DocumentReader) -> Range<Int>? {
        let start = reader.position
        while !reader.isAtEnd {
            let position = reader.position
            if skip(end, &reader) { return start..<position }
            reader.position += 1
        }
        return nil
    }

    private func nameEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            switch bytes[index] {
            case 0x61...0x7A, 0x41...0x5A, 0x5F, 0x3A, 0x80...: index += 1
            case 0x30...0x39, 0x2D, 0x2E, 0x40:
                if index == start { return index }
                index += 1
            default: return index
            }
        }
        return end
    }

    private func text(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
        let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
        return isHTML ? text.lowercased() : text
    }

    private func skipSpaces(_ reader: inout DocumentReader) {
        while let byte = reader.next, Self.isSpace(byte) { reader.position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}

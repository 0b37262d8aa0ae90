/// One element of the small XML documents that storage services answer with.
///
/// Reads elements, text, the five named entities, numeric ones and CDATA; passes over attributes, comments and processing instructions.
/// A document type is refused, so no entity can be defined; depth and size are bounded.
struct XMLElement {
    /// The name without a prefix.
    var name: String
    /// The text directly within.
    var text = ""
    /// The elements within.
    var children: [XMLElement] = []

    static let depthLimit = 32

    /// The first child of a name.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of a name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of a child; nil where there is none, or it is empty.
    func string(_ name: String) -> String? { self[name].flatMap { $0.text.isEmpty ? nil : $0.text } }

    /// The root of a document; nil when it is none.
    init?(document: [UInt8]) {
        var reader = XMLReader(document)
        guard let root = reader.root() else { return nil }
        self = root
    }

    init(name: String) { self.name = name }

    /// Text with `&`, `<`, `>` and quotes written as entities.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

/// Walks a document from tag to tag, with the open elements on a stack.
private struct XMLReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func root() -> XMLElement? {
        var open: [XMLElement] = []
        while index < bytes.count {
            if bytes[index] != 0x3C {
                let start = index
                while index < bytes.count, bytes[index] != 0x3C { index += 1 }
                if !open.isEmpty { open[open.count - 1].text += Self.unescaped(bytes[start..<index]) }
            } else if begins("<![CDATA[") {
                index += 9
                guard let end = find("]]>") else { return nil }
                if !open.isEmpty { open[open.count - 1].text += String(decoding: bytes[index..<end], as: UTF8.self) }
                index = end + 3
            } else if begins("<!--") {
                guard let end = find("-->") else { return nil }
                index = end + 3
            } else if begins("<?") {
                guard let end = find("?>") else { return nil }
                index = end + 2
            } else if begins("<!") {
                return nil
            } else {
                guard let end = find(">") else { return nil }
                let tag = bytes[index + 1..<end]
                index = end + 1
                guard let done = take(tag, &open) else { return nil }
                if done { return open.first }
            }
        }
        return nil
    }

    /// Opens or closes an element; true when that was the root, nil when it does not fit.
    private func take(_ tag: ArraySlice<UInt8>, _ open: inout [XMLElement]) -> Bool? {
        let isEnd = tag.first == 0x2F
        let isWhole = tag.last == 0x2F
        let letters = tag.drop { $0 == 0x2F }.prefix { $0 > 0x20 && $0 != 0x2F }
        let name = String(decoding: letters.split(separator: 0x3A).last ?? [], as: UTF8.self)
        guard !name.isEmpty else { return nil }
        if !isEnd {
            guard open.count < XMLElement.depthLimit else { return nil }
            open.append(XMLElement(name: name))
            guard isWhole else { return false }
        }
        guard let element = open.last, element.name == name else { return nil }
        if open.count == 1 { return true }
        open.removeLast()
        open[open.count - 1].children.append(element)
        return false
    }

    private func begins(_ text: StaticString) -> Bool {
        let wanted = Array("\(text)".utf8)
        return index + wanted.count <= bytes.count && wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
    }

    private func find(_ text: String) -> Int? {
        let wanted = Array(text.utf8)
        var place = index
        while place + wanted.count <= bytes.count {
            if wanted.indices.allSatisfy({ bytes[place + $0] == wanted[$0] }) { return place }
            place += 1
        }
        return nil
    }

    private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("&") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: ";"), let value = value(of: rest[start..<end].dropFirst()) else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func value(of name: Substring) -> String? {
        guard name.hasPrefix("#") else { return entities[String(name)] }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String($0) }
    }
}

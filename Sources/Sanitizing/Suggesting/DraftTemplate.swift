import Masking

/// A key template as a rule writes it, made of what `NameTemplate` says of names: words of the vocabulary, separators, and
/// variable parts by kind.
struct DraftTemplate: Hashable {
    /// As `key:` of a rule has it.
    let text: String
    /// For an id: the words and kinds, `session-hex`.
    let words: String
    /// Narrower templates stand first: more letters that are fixed, fewer parts that take anything.
    let fixedCount: Int
    let wideCount: Int
    let width: Int
    let hasStar: Bool

    /// Takes a coded template apart.
    init(coded bytes: [UInt8]) {
        var writer = Writer()
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0 else {
                // An ellipsis: the name goes on.
                if byte >= 0x7F || byte < 0x20 {
                    writer.appendStar()
                    break
                }
                writer.append(literal: byte)
                index += 1
                continue
            }
            guard index + 1 < bytes.count, let kind = Kind(rawValue: bytes[index + 1]) else {
                writer.appendStar()
                break
            }
            writer.append(kind)
            index += 2
        }
        self.init(writer)
    }

    /// All names that begin with the literals of a coded template, up to its first separator.
    init(wideOf bytes: [UInt8]) {
        var writer = Writer()
        for byte in bytes {
            guard byte > 0x20, byte < 0x80 else { break }
            writer.append(literal: byte)
            if byte == 0x3A || byte == 0x2F { break }
        }
        writer.appendStar()
        self.init(writer)
    }

    private init(_ writer: Writer) {
        text = writer.text
        words = writer.words.isEmpty ? "names" : writer.words.joined(separator: "-")
        (fixedCount, wideCount, hasStar) = (writer.fixedCount, writer.wideCount, writer.hasStar)
        width = writer.width
    }

    private struct Writer {
        /// From those whose shape fewer names have.
        private static let narrowKinds: [Kind] = [
            .uuid, .ipv4, .mac, .integer, .digits, .decimal, .hex, .base62, .token,
        ]

        var text = ""
        var words: [String] = []
        var fixedCount = 0
        var wideCount = 0
        var hasStar = false
        var width = 0
        private var partCount = 0
        /// Whether the last thing was a part that takes anything: a second one behind it says no more.
        private var wasWide = false
        private var isInWord = false

        mutating func append(literal byte: UInt8) {
            // A star has a meaning in templates, and takes a star too.
            if byte == 0x2A {
                if text.last != "*" { text += "*" }
                hasStar = true
                return
            }
            fixedCount += 1
            wasWide = false
            let character = Character(Unicode.Scalar(byte))
            text += byte == 0x7B || byte == 0x7D ? "\(character)\(character)" : String(character)
            let isLetter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
            if isLetter, !isInWord { words.append("") }
            if isLetter { words[words.count - 1] += character.lowercased() }
            isInWord = isLetter
        }

        mutating func append(_ kind: Kind) {
            width += Self.narrowKinds.firstIndex(of: kind) ?? Self.narrowKinds.count
            // A kind that cannot stand in a name, or whose shape has separators, takes whatever is there.
            let isWide = !kind.isInjective || [.opaque, .binary, .json, .structural].contains(kind)
            if isWide, wasWide { return }
            wasWide = isWide
            let name = isWide ? Kind.opaque.name : kind.name
            partCount += 1
            if isWide { wideCount += 1 }
            text += "{p\(partCount):\(name)}"
            words.append(name)
            isInWord = false
        }

        mutating func appendStar() {
            hasStar = true
            if text.last != "*" { text += "*" }
            words.append("any")
            isInWord = false
        }
    }
}

extension DraftTemplate: Comparable {
    /// The narrower one is less.
    static func < (left: DraftTemplate, right: DraftTemplate) -> Bool {
        if left.hasStar != right.hasStar { return right.hasStar }
        if left.fixedCount != right.fixedCount { return left.fixedCount > right.fixedCount }
        if left.wideCount != right.wideCount { return left.wideCount < right.wideCount }
        if left.width != right.width { return left.width < right.width }
        return left.text < right.text
    }
}

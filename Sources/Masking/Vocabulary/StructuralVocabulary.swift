/// The words that are structure in names of keys, hash fields and JSON members: `session`, `user`, `created_at`.
///
/// The default policy keeps a name that is made of such words and masks every other. Asking costs about as much as
/// reading the name, and allocates nothing. Making one reads the whole table: use ``shared``.
struct StructuralVocabulary: Sendable {
    /// The shipped vocabulary.
    static let shared = StructuralVocabulary()

    /// Raised whenever a word is added or removed, for then the default policy masks other names.
    static let version = 1

    /// Every word and pair, sorted; a pair has a `_` in it. Belongs into the digest of the rules.
    let entries: [String]

    private let table: WordTable

    /// Reads the shipped table.
    init() {
        let words = StructuralWords.topics.flatMap(Self.entries)
        let pairs = Self.entries(StructuralWords.pairs)
        var table = WordTable(capacity: words.count + 2 * pairs.count)
        for word in words { table.insert(Self.packed(word[...])) }
        for pair in pairs {
            let halves = pair.split(separator: "_").map(Self.packed)
            guard halves.count == 2, let joined = halves[0].joined(to: halves[1]) else {
                preconditionFailure("a pair of the vocabulary has two halves and at most 15 bytes")
            }
            table.insert(joined)
            table.insert(Self.packed(pair.filter { $0 != "_" }[...]))
        }
        self.table = table
        entries = (words + pairs).sorted()
    }

    /// Whether the range is exactly one word, in letters of either case.
    func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= PackedWord.longest else { return false }
        var word = PackedWord()
        for index in range {
            guard let byte = Self.lowerCased(bytes[index]) else { return false }
            word.append(byte)
        }
        return table.contains(word)
    }

    /// Whether the range is made of words only, at least one of them.
    ///
    /// It is cut at `_`, `-`, `.` and spaces and at humps: `userId` as `user|Id`, `XMLParser` as `XML|Parser`. Two
    /// neighbours may also be a pair of the vocabulary together, so `maxAge` is structure though `max` is a name.
    func isStructural(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cover = Cover()
        var word = PackedWord()
        var upperCaseRun = 0
        for index in range {
            let raw = bytes[index]
            guard let byte = Self.lowerCased(raw) else {
                guard Self.isSeparator(raw) else { return false }
                guard cover.add(word, in: table) else { return false }
                word = PackedWord()
                upperCaseRun = 0
                continue
            }
            // No word begins with a digit: most numbers and hashes are told from structure by their first byte.
            if word.length == 0, byte < 0x3A { return false }
            if raw != byte {
                // aB: the hump begins a word.
                if upperCaseRun == 0 {
                    guard cover.add(word, in: table) else { return false }
                    word = PackedWord()
                }
                upperCaseRun += 1
            } else {
                // ABc: the last capital belongs to what follows.
                if upperCaseRun > 1, byte >= 0x61 {
                    guard word.isWhole else { return false }
                    word.removeLast()
                    guard cover.add(word, in: table) else { return false }
                    word = PackedWord()
                    word.append(bytes[index - 1] | 0x20)
                }
                upperCaseRun = 0
            }
            word.append(byte)
        }
        return cover.add(word, in: table) && cover.isComplete
    }

    /// The letter or digit in lower case; nil for any other byte.
    @inline(__always)
    private static func lowerCased(_ byte: UInt8) -> UInt8? {
        if byte &- 0x61 < 26 || byte &- 0x30 < 10 { return byte }
        return byte &- 0x41 < 26 ? byte | 0x20 : nil
    }

    @inline(__always)
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x20
    }

    private static func entries(_ lines: String) -> [String] {
        lines.utf8.split { $0 == 0x20 || $0 == 0x0A }.map { String(Substring($0)) }
    }

    private static func packed(_ text: Substring) -> PackedWord {
        var word = PackedWord()
        for byte in text.utf8 { word.append(byte) }
        return word
    }
}

/// How far a name is covered by words and pairs, word by word: what is known of the last two places.
private struct Cover {
    private var last = PackedWord()
    private var isCoveredBeforeLast = false
    private var isCovered = true
    private var wordCount = 0

    /// Whether all words so far are covered, and there was one.
    var isComplete: Bool { isCovered && wordCount > 0 }

    /// Adds the next word, nothing if it is empty; false when no word to come can make up for it.
    @inline(__always)
    mutating func add(_ word: PackedWord, in table: WordTable) -> Bool {
        guard word.length > 0 else { return true }
        guard word.isWhole else { return false }
        var isNowCovered = isCovered && table.contains(word)
        if !isNowCovered, isCoveredBeforeLast, let pair = last.joined(to: word) {
            isNowCovered = table.contains(pair)
        }
        isCoveredBeforeLast = isCovered
        isCovered = isNowCovered
        last = word
        wordCount += 1
        return isCovered || isCoveredBeforeLast
    }
}

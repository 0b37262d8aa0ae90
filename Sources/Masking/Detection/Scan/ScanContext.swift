/// What stands before a value: the name it belongs to, the words around it, the name of the object it is in.
///
/// A name is a row of words with nothing between them but a separator of names or a space. It counts when a colon or an
/// equals sign follows, and then it replaces what was said before; words of a sentence add to what was said before, for
/// some forty bytes.
struct ScanContext {
    /// How far words reach.
    private static let reach = 48
    /// How far a word reaches that says that a number is none of anybody's.
    private static let structuralReach = 24

    /// The name that is being read.
    private var name = ScanTopics()
    private var nameStart = 0
    /// Where the last word of the name ends.
    private(set) var nameEnd = -1
    /// Whether the words of the name that stand close together are all known, if only as neutral.
    private var nameIsKnown = false

    /// What holds now, and since where.
    private var topics = ScanTopics()
    private var position = 0

    /// What the name before the innermost brackets said that said something, and how many brackets are open in it.
    private var outer = ScanTopics()
    private var outerDepth = 0

    /// A word of the text, and the byte before it.
    @inline(__always)
    mutating func add(_ word: ScanTopics, _ range: Range<Int>, in text: ScanText) {
        let gap = range.lowerBound - nameEnd
        let separator = gap == 1 ? text[nameEnd] : 0
        let isJoined = gap == 0 || separator == 0x5F || separator == 0x2D || separator == 0x2E || separator == 0x20
        nameEnd = range.upperBound
        if !isJoined {
            name = []
            nameStart = range.lowerBound
            nameIsKnown = true
        }
        if word.isEmpty {
            if isJoined { name.subtract([.secret, .token, .code, .scheme]) }
            if separator != 0x20 { nameIsKnown = false }
            return
        }
        fold(word, range.upperBound, isInSentence: separator == 0x20 || !isJoined)
    }

    private mutating func fold(_ word: ScanTopics, _ end: Int, isInSentence: Bool) {
        let countsInSentence = !word.contains(.structural) || word.contains(.thing)
        if countsInSentence || !isInSentence || name.isEmpty { name = name.followed(by: word) }
        guard countsInSentence, word != .neutral else { return }
        topics = current(at: end).followed(by: word)
        position = end
    }

    /// A name ends before `separator`: what it says replaces what was said before. A name of neutral words, such as
    /// `number`, says what the object says that it is in.
    mutating func endName(at separator: Int) {
        if name.isEmpty {
            topics = nameIsKnown ? (outer.isEmpty ? current(at: separator) : outer) : []
        } else {
            topics = name
        }
        position = separator + 1
    }

    /// What holds for a value at a place.
    @inline(__always)
    func current(at start: Int) -> ScanTopics {
        let distance = start - position
        guard distance <= Self.reach else { return [] }
        return distance > Self.structuralReach && topics.contains(.structural) ? [] : topics
    }

    /// A value was found: what held for it holds for what follows.
    mutating func extend(over range: Range<Int>) {
        if range.lowerBound - position <= Self.reach { position = max(position, range.upperBound) }
    }

    /// Digits that belong to the word before them: `phone2`.
    mutating func addDigits(_ range: Range<Int>) { if nameEnd == range.lowerBound { nameEnd = range.upperBound } }

    /// What the name said that ended last.
    var named: ScanTopics { topics }

    /// A bracket that opens or closes.
    mutating func bracket(_ byte: UInt8, at index: Int) {
        // { and [ are 0x7B and 0x5B, } and ] two more.
        if byte == 0x7B || byte == 0x5B {
            if outerDepth > 0 {
                outerDepth += 1
            } else if index - position <= 2, !topics.isDisjoint(with: [.phone, .card, .account, .socialSecurity]) {
                outer = topics
                outerDepth = 1
            }
        } else if outerDepth > 0 {
            outerDepth -= 1
            if outerDepth == 0 { outer = [] }
        }
    }

    /// Whether the bytes between the name's end and a separator belong to neither: quotes, spaces, brackets.
    func isAdjacent(to separator: Int, in text: ScanText) -> Bool {
        guard nameEnd > 0, nameEnd <= separator, separator - nameEnd <= 4 else { return false }
        for index in nameEnd..<separator {
            switch text[index] {
            case 0x20, 0x22, 0x27, 0x29, 0x2A, 0x2E, 0x5C, 0x5D, 0x60: continue
            default: return false
            }
        }
        return true
    }

    /// Whether the name stands in an opening tag.
    func isTag(in text: ScanText) -> Bool { text[nameStart - 1] == 0x3C }
}

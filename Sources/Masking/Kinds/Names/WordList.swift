/// Words by their number of bytes.
struct WordList: Sendable {
    /// Below this many words of a length, syllables are made up instead: the few would stand out.
    private static let fewest = 4

    private let byCount: [[[UInt8]]]

    /// A list of words in small letters, apart by spaces.
    init(_ text: String) {
        let words = Set(text.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
        byCount = (0...(words.map(\.count).max() ?? 0)).map { count in
            // Sorted, as the order of a set is another in every run.
            words.filter { $0.count == count }.sorted { $0.lexicographicallyPrecedes($1) }
        }
    }

    /// A word of a length, chosen by a random number; nil where there are too few.
    func word(count: Int, _ random: UInt64) -> [UInt8]? {
        guard byCount.indices.contains(count), byCount[count].count >= Self.fewest else { return nil }
        return byCount[count][Int(random % UInt64(byCount[count].count))]
    }

    private static let consonants = Array("bdfghklmnprstvz".utf8)
    private static let vowels = Array("aeiou".utf8)

    /// One letter of a word that is made up: consonants and vowels take turns.
    static func letter(_ place: Int, _ random: UInt8) -> UInt8 {
        let letters = place % 2 == 0 ? consonants : vowels
        return letters[(Int(random) * letters.count) >> 8]
    }
}

/// A mark before a value that names its compression, as Magento's modules write it: two letters between colons
/// before sessions (`:gz:`), two letters, a colon and `1F 8B` before cache entries.
enum CompressionPrefix {
    /// The bytes of the mark, or nil where there is none.
    static func count(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let start = range.lowerBound
        func isLetter(_ index: Int) -> Bool { text[index] &- 0x61 < 26 || text[index] &- 0x30 < 10 }
        if range.count > 4, text[start] == 0x3A, isLetter(start + 1), isLetter(start + 2), text[start + 3] == 0x3A {
            return 4
        }
        if range.count > 5, isLetter(start), isLetter(start + 1), text[start + 2] == 0x3A, text[start + 3] == 0x1F,
            text[start + 4] == 0x8B
        {
            return 5
        }
        return nil
    }
}

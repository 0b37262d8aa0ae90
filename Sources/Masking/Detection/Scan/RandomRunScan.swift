/// Long runs of hexadecimal digits, and of base64 that look drawn at random: keys, digests and sessions of no known form.
enum RandomRunScan {
    private static let shortestHex = 32
    private static let shortestBase64 = 24
    private static let longestBefore = 256

    /// A word of hexadecimal digits of one case, with letters and digits among them.
    static func hex(_ range: Range<Int>, _ bits: UInt8) -> Finding? {
        guard range.count >= shortestHex, bits & ScanByte.digit != 0 else { return nil }
        guard bits == ScanByte.digit | ScanByte.hexLower || bits == ScanByte.digit | ScanByte.hexUpper else {
            return nil
        }
        return Finding(.hexToken, range, .low, .form)
    }

    /// The run of base64 that a word of capitals, small letters and digits stands in.
    static func base64(_ text: ScanText, _ word: Range<Int>, notBefore floor: Int) -> Finding? {
        let first = max(floor, word.lowerBound - longestBefore)
        var start = word.lowerBound
        while start > first, ByteAlphabet.base64.contains(text[start - 1]), text[start - 1] != 0x3D { start -= 1 }
        while start < word.lowerBound, !text[start].isAlphanumeric { start += 1 }
        var end = text.end(of: .base64, from: word.upperBound)
        while end > word.upperBound, !text[end - 1].isAlphanumeric, text[end - 1] != 0x3D { end -= 1 }
        guard end - start >= shortestBase64, looksRandom(text, start..<end) else { return nil }
        return Finding(.base64Token, start..<end, .low, .randomness)
    }

    /// A digit is 1, a capital 2, a small letter 4, another byte 8. A table: branches on random bytes are slow.
    private static let classes: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        return byte.isDigit ? 1 : byte.isUpper ? 2 : byte.isLetter ? 4 : 8
    }

    /// Drawn at random, three of five characters are of another class than the one before: names of variables and paths
    /// change less often, and have fewer digits.
    static func looksRandom(_ text: ScanText, _ range: Range<Int>) -> Bool {
        // Of a long run, a part says enough.
        let part = range.lowerBound..<min(range.upperBound, range.lowerBound + 256)
        let table = classes
        let classes = table.span
        var changes = 0
        var others = 0
        var digits = 0
        var seen: UInt8 = 0
        var last: UInt8 = 0
        for index in part {
            let byte = text[index]
            let kind = classes[Int(byte)]
            changes += kind != last ? 1 : 0
            digits += kind == 1 ? 1 : 0
            others += kind == 8 ? 1 : 0
            seen |= kind
            last = kind
        }
        guard seen & 7 == 7, changes * 5 >= part.count * 2, others * 8 <= part.count, digits * 16 >= part.count else {
            return false
        }
        return text.distinctCount(part) >= min(14, part.count / 2)
    }
}

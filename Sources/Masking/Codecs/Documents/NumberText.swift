/// Numbers as text in documents, by the rules that ``Masker/maskDecimal(_:_:)`` masks them by.
enum NumberText {
    /// Adds a number: a decimal one, or one of the words for infinity and what is no number, which say nothing. False for
    /// anything else.
    static func add(_ range: Range<Int>, in bytes: Span<UInt8>, to found: inout LeafCollector) -> Bool {
        if isDecimal(bytes, range) {
            found.add(range, .number, in: bytes)
        } else if isWord(bytes, range) {
            found.addConstant()
        } else {
            return false
        }
        return true
    }

    /// A 64-bit integer in its one canonical form.
    static func integer(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty, range.count <= 20 else { return nil }
        let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
        guard let number = Int64(text), String(number).utf8.count == range.count else { return nil }
        return number
    }

    /// Whether it is a number as JSON writes it.
    static func isDecimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        func digits(_ bytes: Span<UInt8>) -> Int {
            let start = index
            while index < range.upperBound, bytes[index] &- 0x30 < 10 { index += 1 }
            return index - start
        }
        func skip(_ bytes: Span<UInt8>, _ first: UInt8, _ second: UInt8) -> Bool {
            guard index < range.upperBound, bytes[index] == first || bytes[index] == second else { return false }
            index += 1
            return true
        }
        _ = skip(bytes, 0x2D, 0x2D)
        let first = index
        let whole = digits(bytes)
        guard whole == 1 || whole > 1 && bytes[first] != 0x30 else { return false }
        if skip(bytes, 0x2E, 0x2E), digits(bytes) == 0 { return false }
        if skip(bytes, 0x65, 0x45) {
            _ = skip(bytes, 0x2B, 0x2D)
            if digits(bytes) == 0 { return false }
        }
        return index == range.upperBound
    }

    private static let words = ["inf", "-inf", "nan", "INF", "-INF", "NAN", "-NAN"].map { Array($0.utf8) }

    static func isWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 4 else { return false }
        let text = range.map { bytes[$0] }
        return words.contains(text)
    }
}

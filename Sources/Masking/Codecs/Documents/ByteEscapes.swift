/// A writing in which bytes stand for themselves, but for escapes of one length that end with two hexadecimal digits.
protocol ByteEscapes: TextWriting {
    /// How many bytes an escape takes.
    static var escapeCount: Int { get }
    /// The byte of an escape that begins at an index; nil where there is none.
    static func escaped(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> UInt8?
    /// Whether the digits of the escape at an index are written in capitals.
    static func isUpper(_ text: Span<UInt8>, _ index: Int) -> Bool
}

extension ByteEscapes {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let escaped = escaped(text, index, range.upperBound)
            plain.append(escaped ?? text[index])
            index += escaped == nil ? 1 : escapeCount
        }
    }

    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        for place in plain.indices {
            guard escaped(text.span, index, range.upperBound) != nil else {
                text[index] = plain[place]
                index += 1
                continue
            }
            let isUpper = isUpper(text.span, index)
            index += escapeCount
            HexDigit.store(UInt128(plain[place]), into: &text, index - 2..<index, isUpper)
        }
    }
}

/// A short identifier without its separators, and where each of its characters stands.
struct CompactText {
    /// The longest identifier that is taken: 34 characters of an IBAN, and a few.
    static let longest = 40

    private(set) var count = 0
    private var characters = InlineArray<40, UInt8>(repeating: 0)
    private var offsets = InlineArray<40, UInt8>(repeating: 0)

    /// Reads a range; separators stand alone and between characters, or it is no identifier.
    init?(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, isSeparator: (UInt8) -> Bool) {
        guard range.count <= 2 * Self.longest else { return nil }
        var isBehindSeparator = true
        for index in range {
            let byte = text[index]
            if isSeparator(byte) {
                if isBehindSeparator { return nil }
                isBehindSeparator = true
                continue
            }
            guard count < Self.longest else { return nil }
            characters[count] = byte
            offsets[count] = UInt8(truncatingIfNeeded: index - range.lowerBound)
            count += 1
            isBehindSeparator = false
        }
        if isBehindSeparator { return nil }
    }

    subscript(place: Int) -> UInt8 {
        @inline(__always) get { characters[place] }
        @inline(__always) set { characters[place] = newValue }
    }

    /// The value of a digit.
    @inline(__always)
    func digit(_ place: Int) -> UInt32 { UInt32(characters[place] &- 0x30) }

    /// The number that a run of digits stands for.
    func number(_ places: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for place in places { value = value &* 10 &+ UInt64(digit(place)) }
        return value
    }

    /// Writes the last digits of a number over a run.
    mutating func store(_ number: UInt64, _ places: Range<Int>) {
        var rest = number
        for place in places.reversed() {
            characters[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// The characters.
    var span: Span<UInt8> {
        @_lifetime(borrow self)
        get { characters.span.extracting(0..<count) }
    }

    /// Writes the characters back over the range they were read from.
    func store(into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        for place in 0..<count { text[range.lowerBound + Int(offsets[place])] = characters[place] }
    }
}

/// A number in mixed radix of up to 128 bits: the rank of a string among those of its shape.
struct MixedRank {
    private(set) var value: UInt128 = 0
    private(set) var size: UInt128 = 1

    /// Goes on with a symbol; false when 128 bits cannot hold the sizes.
    mutating func append(_ index: UInt64, below symbolSize: UInt64) -> Bool {
        let (product, isTooLarge) = size.multipliedReportingOverflow(by: UInt128(symbolSize))
        if isTooLarge { return false }
        size = product
        value = value * UInt128(symbolSize) + UInt128(index)
        return true
    }

    /// Takes the last symbol off.
    mutating func removeLast(below symbolSize: UInt64) -> UInt64 {
        let parts = value.quotientAndRemainder(dividingBy: UInt128(symbolSize))
        value = parts.quotient
        size /= UInt128(symbolSize)
        return UInt64(truncatingIfNeeded: parts.remainder)
    }

    /// Permutes the rank below its size.
    mutating func permute(by cipher: PermutationCipher, tweak: UInt64) {
        value = cipher.permuted(value, below: size, tweak: tweak)
    }
}

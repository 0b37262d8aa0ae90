/// A first look at runs of an alphabet, without writing down what they mean: most are identifiers and numbers, which mean
/// bytes that ``LayerOpener`` could not tell from chance.
///
/// Errs on one side only: an alignment that is left out would not have been opened.
struct RunProbe {
    /// Bytes at the beginning that are looked at for an archive's mark, or for a text of UTF-8.
    private static let headByteCount = 12

    /// Bits that a character of the alphabet stands for.
    private let width: Int
    /// How many characters were read.
    private var count = 0
    /// What the last of them mean, the newest lowest.
    private var window: UInt64 = 0
    /// What the first ones mean, the oldest highest.
    private var head: UInt128 = 0
    /// The alignments that may tell something, a bit for each.
    private var alignments: UInt8 = 0

    private init(width: Int) { self.width = width }

    /// The six bits that each character of base64 stands for; ``none`` for others.
    private static let sextets: [UInt8] = (0...UInt8.max).map { Base64Form.value($0) ?? none }
    private static let none: UInt8 = 0xFF

    /// Which of the four alignments of a run of base64 may tell something, a bit for each.
    static func base64(_ text: Span<UInt8>, _ run: Range<Int>) -> UInt8 {
        var probe = RunProbe(width: 6)
        let sextets = sextets
        for index in run {
            let value = sextets[Int(text[index])]
            if value == none {
                // The end of a line so early that alignments are not told apart by counting.
                if probe.count < 4 { return 0b1111 }
                continue
            }
            probe.take(value)
            probe.lookAtGroups()
        }
        probe.lookAtHeads(of: 4)
        // The last group may have two bytes only.
        probe.take(0)
        probe.lookAtGroups()
        return probe.alignments
    }

    /// Which of the two alignments of a run of hexadecimal digits may tell something, a bit for each.
    static func hex(_ text: Span<UInt8>, _ run: Range<Int>) -> UInt8 {
        var probe = RunProbe(width: 4)
        for index in run {
            // A digit's low half is its value, a letter's is nine less.
            probe.take(text[index] < 0x40 ? text[index] & 0x0F : (text[index] & 0x0F) + 9)
            probe.lookAtBytes()
        }
        probe.lookAtHeads(of: 2)
        return probe.alignments
    }

    @inline(__always)
    private mutating func take(_ value: UInt8) {
        window = window << UInt64(width) | UInt64(value)
        count += 1
        if count * width <= 128 { head |= UInt128(value) << UInt128(128 - width * count) }
    }

    /// One of the last six bytes, 5 the last: 1 where it is a letter or a digit. Without branches, since nobody foresees it.
    @inline(__always)
    private func isTelling(_ place: Int) -> UInt8 {
        let byte = UInt8(truncatingIfNeeded: window >> UInt64(40 - 8 * place))
        return ((byte | 0x20) &- 0x61 < 26 ? 1 : 0) | (byte &- 0x30 < 10 ? 1 : 0)
    }

    /// Whether the last two groups of base64 may be part of six letters and digits in a row: these fill one group, and two
    /// bytes at least of a group beside it.
    @inline(__always)
    private mutating func lookAtGroups() {
        guard isTelling(1) & isTelling(2) & isTelling(3) & isTelling(4) != 0, count >= 8 else { return }
        if isTelling(0) | isTelling(5) != 0 { alignments |= 1 << UInt8(count & 3) }
    }

    /// Whether the last six bytes of hexadecimal digits are letters and digits.
    @inline(__always)
    private mutating func lookAtBytes() {
        guard isTelling(1) & isTelling(2) & isTelling(3) & isTelling(4) != 0, count >= 12 else { return }
        if isTelling(0) & isTelling(5) != 0 { alignments |= 1 << UInt8(count & 1) }
    }

    // MARK: Heads

    /// Whether the first bytes begin a text of UTF-8, or an archive.
    private mutating func lookAtHeads(of alignmentCount: Int) {
        for shift in 0..<alignmentCount where alignments & 1 << UInt8(shift) == 0 {
            let byteCount = min((count - shift) * width / 8, Self.headByteCount)
            if Self.mayTell(head << UInt128(width * shift), byteCount) { alignments |= 1 << UInt8(shift) }
        }
    }

    private static func mayTell(_ head: UInt128, _ byteCount: Int) -> Bool {
        guard byteCount > 1 else { return false }
        let first = UInt64(truncatingIfNeeded: head >> 64)
        let classes = headClasses
        var seen = classes[Int(first >> 56)]
        for place in 1..<min(8, byteCount) {
            seen |= classes[Int(first >> UInt64(56 - 8 * place) & 0xFF)] & ~beginsNoText
        }
        if seen & (isNoText | beginsNoText) != 0, seen & beginsArchive == 0 { return false }
        let bytes = InlineArray<12, UInt8> { UInt8(truncatingIfNeeded: head >> UInt128(120 - 8 * $0)) }
        let span = bytes.span.extracting(0..<byteCount)
        for index in 0..<min(8, byteCount) where LayerFinder.archive(span, index) != nil { return true }
        return byteCount >= 6 && LayerOpener.isUTF8(span)
    }

    private static let beginsNoText: UInt8 = 1
    private static let isNoText: UInt8 = 2
    private static let beginsArchive: UInt8 = 4

    /// What a byte of a head says.
    private static let headClasses: [UInt8] = (0...UInt8.max).map { byte in
        var result: UInt8 = 0
        if byte & 0xC0 == 0x80 { result |= beginsNoText }
        if byte < 0x20 && !(0x09...0x0D).contains(byte) || [0x7F, 0xC0, 0xC1].contains(byte) || byte > 0xF4 {
            result |= isNoText
        }
        if [0x04, 0x1F, 0x28, 0x78, 0xFF].contains(byte) { result |= beginsArchive }
        return result
    }
}

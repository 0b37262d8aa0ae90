/// Finds the places of a text where another one may be written, in one pass over its bytes.
///
/// Nothing is opened here. Runs of an alphabet are candidates at each of its alignments, since the byte before a run can
/// be of the alphabet by chance: a length of a listpack, the slash of a path. Those that cannot tell anything are left out.
public struct LayerFinder: Sendable {
    /// Shorter runs hold no token that is looked for.
    private static let shortestRun = 12
    private static let fewestWide = 6
    /// A text with more candidates is looked into no further.
    public static let largestCount = 1 << 16

    private static let isBase64: UInt8 = 1
    private static let isHex: UInt8 = 2
    private static let isMark: UInt8 = 4
    private static let isLineEnd: UInt8 = 8
    private static let isControl: UInt8 = 16

    /// What each byte may be.
    private static let classes: [UInt8] = (0...UInt8.max).map { byte in
        let isLetter = (byte | 0x20) &- 0x61 < 26
        let isDigit = byte &- 0x30 < 10
        var result: UInt8 = 0
        if isLetter || isDigit || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte) { result |= isBase64 }
        if isDigit || (byte | 0x20) &- 0x61 < 6 { result |= isHex }
        if [0x00, 0x04, 0x1F, 0x25, 0x28, 0x5C, 0x78, 0xFF].contains(byte) { result |= isMark }
        if byte == 0x0A || byte == 0x0D { result |= isLineEnd }
        if byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x7F { result |= isControl }
        return result
    }

    /// What was found last.
    public private(set) var layers: [Layer] = []

    /// A finder that has found nothing yet.
    public init() {}

    /// Finds all candidates; false when there were too many to hold.
    public mutating func find(in text: Span<UInt8>) -> Bool {
        layers.removeAll(keepingCapacity: true)
        let classes = Self.classes
        var marks = Marks()
        var runStart = 0
        var index = 0
        while index < text.count {
            let kind = classes[Int(text[index])]
            if kind & (Self.isBase64 | Self.isMark) != Self.isBase64 {
                if kind & Self.isBase64 == 0, kind & Self.isLineEnd == 0 || runStart == index {
                    addRun(text, runStart..<index)
                    runStart = index + 1
                }
                if kind & Self.isControl != 0 { closeText(before: index, &marks) }
                if kind & Self.isMark != 0 { note(text, index, &marks) }
                if layers.count >= Self.largestCount { break }
            }
            index += 1
        }
        addRun(text, runStart..<index)
        closeWide(text, marks)
        closeText(before: index, &marks)
        addUnmarked(text)
        return index == text.count
    }

    /// Forgets what was found.
    public mutating func removeAll() { layers.removeAll(keepingCapacity: true) }

    // MARK: Runs

    /// Adds what a run of base64 may hold, and the runs of hexadecimal digits in it.
    @inline(__always)
    private mutating func addRun(_ text: Span<UInt8>, _ run: Range<Int>) {
        if run.count >= Self.shortestRun { addLongRun(text, run) }
    }

    private mutating func addLongRun(_ text: Span<UInt8>, _ run: Range<Int>) {
        add(.base64, RunProbe.base64(text, run), run)
        let classes = Self.classes
        var start = run.lowerBound
        for index in run where classes[Int(text[index])] & Self.isHex == 0 {
            if index - start >= Self.shortestRun { add(.hex, RunProbe.hex(text, start..<index), start..<index) }
            start = index + 1
        }
        let rest = start..<run.upperBound
        if rest.count >= Self.shortestRun { add(.hex, RunProbe.hex(text, rest), rest) }
    }

    private mutating func add(_ form: Layer.Form, _ alignments: UInt8, _ run: Range<Int>) {
        for shift in 0..<4 where alignments & 1 << UInt8(shift) != 0 {
            layers.append(Layer(form: form, range: run.lowerBound + shift..<run.upperBound))
        }
    }

    // MARK: Marks

    /// What the bytes that may begin something have said so far.
    private struct Marks {
        /// Where the run without control characters began. Escapes are undone within such a run, so that what looks like
        /// one in an archive does not damage a copy of it.
        var textStart = 0
        var hasEscape = false
        var hasPercent = false
        /// Zeros with one other byte between each two of them: the first, the last, and how many.
        var firstZero = 0
        var lastZero = -3
        var zeroCount = 0
    }

    private mutating func note(_ text: Span<UInt8>, _ index: Int, _ marks: inout Marks) {
        let next = index + 1 < text.count ? text[index + 1] : 0
        switch (text[index], next) {
        case (0x00, _): noteZero(text, index, &marks)
        case (0x25, _):
            if !marks.hasPercent { marks.hasPercent = PercentText.escaped(text, index, text.count) != nil }
        case (0x5C, 0x75), (0x5C, 0x2F), (0x5C, 0x22), (0x5C, 0x5C), (0x5C, 0x6E): marks.hasEscape = true
        case (0x1F, 0x8B), (0x28, 0xB5), (0x04, 0x22), (0xFF, 0x06), (0x78, 0x01), (0x78, 0x5E), (0x78, 0x9C),
            (0x78, 0xDA):
            if let form = Self.archive(text, index) { layers.append(Layer(form: form, range: index..<text.count)) }
        default: break
        }
    }

    private mutating func closeText(before end: Int, _ marks: inout Marks) {
        let run = marks.textStart..<end
        if marks.hasEscape { layers.append(Layer(form: .escapes, range: run)) }
        if marks.hasPercent { layers.append(Layer(form: .percent, range: run)) }
        (marks.textStart, marks.hasEscape, marks.hasPercent) = (end + 1, false, false)
    }

    private mutating func noteZero(_ text: Span<UInt8>, _ index: Int, _ marks: inout Marks) {
        if marks.lastZero == index - 2, text[index - 1] != 0 {
            marks.zeroCount += 1
        } else {
            closeWide(text, marks)
            (marks.firstZero, marks.zeroCount) = (index, 1)
        }
        marks.lastZero = index
    }

    private mutating func closeWide(_ text: Span<UInt8>, _ marks: Marks) {
        guard marks.zeroCount >= Self.fewestWide else { return }
        let range = max(marks.firstZero - 1, 0)..<min(marks.lastZero + 2, text.count)
        layers.append(Layer(form: .wide, range: range))
    }

    /// The archive that begins at an index, by its mark.
    static func archive(_ text: Span<UInt8>, _ index: Int) -> Layer.Form? {
        guard index + 4 <= text.count else { return nil }
        switch (text[index], text[index + 1], text[index + 2], text[index + 3]) {
        case (0x1F, 0x8B, 0x08, _): return .gzip
        case (0x78, 0x01, _, _), (0x78, 0x5E, _, _), (0x78, 0x9C, _, _), (0x78, 0xDA, _, _): return .zlib
        case (0x28, 0xB5, 0x2F, 0xFD): return .zstd
        case (0x04, 0x22, 0x4D, 0x18): return .lz4
        case (0xFF, 0x06, 0x00, 0x00): return .snappy
        default: return nil
        }
    }

    /// Deflate and blocks of Snappy have no mark: only a whole text that is binary is tried.
    private mutating func addUnmarked(_ text: Span<UInt8>) {
        guard text.count >= 8 else { return }
        for index in 0..<min(text.count, 24) where text[index] >= 0x80 || text[index] < 0x09 {
            layers.append(Layer(form: .deflate, range: 0..<text.count))
            return layers.append(Layer(form: .snappyBlock, range: 0..<text.count))
        }
    }
}

/// A point in time of Python's whose bytes are written as characters: as a number among those that are written as long, byte
/// for byte.
private struct WrittenCalendar {
    /// For each byte that may change, or for the two of a year, what may stand there.
    private var choices: [[UInt64]] = []
    /// What stands there.
    private var values: [UInt64] = []
    private let parts: CalendarForm.Parts

    init(_ parts: CalendarForm.Parts) {
        self.parts = parts
        for (part, range) in zip(parts.all.dropLast(), CalendarForm.Parts.ranges) {
            guard let part, range.contains(part) else { continue }
            choices.append(range.filter { Self.form($0) == Self.form(part) })
            values.append(part)
        }
        guard let microsecond = parts.microsecond, Self.microseconds.contains(microsecond) else { return }
        for place in 0..<3 {
            let byte = Self.byte(place, of: microsecond)
            let bytes = UInt64(0)...(place == 0 ? Self.byte(0, of: Self.microseconds.upperBound) : 0xFF)
            choices.append(bytes.filter { Self.form($0) == Self.form(byte) })
            values.append(byte)
        }
    }

    /// Which one this is, among all of them.
    var rank: MixedRank {
        var rank = MixedRank()
        for (choice, value) in zip(choices, values) {
            _ = rank.append(UInt64(choice.firstIndex(of: value) ?? 0), below: UInt64(choice.count))
        }
        return rank
    }

    /// The point in time of a number; nil where its microseconds are none.
    func parts(at rank: MixedRank) -> CalendarForm.Parts? {
        var rest = rank
        var masked = values
        for place in choices.indices.reversed() {
            masked[place] = choices[place][Int(rest.removeLast(below: UInt64(choices[place].count)))]
        }
        var parts = self.parts
        var next = masked.makeIterator()
        parts.all =
            zip(parts.all.dropLast(), CalendarForm.Parts.ranges).map { part, range in
                part.flatMap { range.contains($0) ? next.next() : $0 }
            } + [parts.microsecond]
        guard let high = next.next(), let middle = next.next(), let low = next.next() else { return parts }
        let microsecond = high << 16 | middle << 8 | low
        parts.microsecond = microsecond
        return Self.microseconds.contains(microsecond) ? parts : nil
    }

    private static var microseconds: Range<UInt64> { 1..<1_000_000 }

    private static func byte(_ place: Int, of number: UInt64) -> UInt64 { number >> UInt64(8 * (2 - place)) & 0xFF }

    /// How a number of up to two bytes is written as characters: for each byte alone, with another one, or as an escape of
    /// a pickle.
    private static func form(_ number: UInt64) -> Int {
        func form(_ byte: UInt64) -> Int {
            switch byte {
            case 0x00, 0x0A, 0x0D, 0x1A, 0x5C: 2
            case 0x80...: 1
            default: 0
            }
        }
        return form(number >> 8) << 2 | form(number & 0xFF)
    }
}

extension Masker {
    /// Masks a point in time whose bytes are written as characters, so that each is written as long as it was.
    mutating func maskCalendar<Writing: TextWriting>(
        _ writing: Writing.Type, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        guard writing.isUsed(text.span, range) else { return maskText(.kind(.detect), nil, &text, range) }
        var plain = json.takeBuffer()
        defer { json.giveBack(plain) }
        writing.read(text.span, range, into: &plain)
        guard [4, 6, 10].contains(plain.count) else { return maskText(.kind(.detect), nil, &text, range) }
        var parts = CalendarForm.python.read(plain.span, 0..<plain.count)
        guard parts.arePossible else { return maskText(.kind(.detect), nil, &text, range) }
        parts.keepDayInEveryMonth()
        let written = WrittenCalendar(parts)
        var rank = written.rank
        var masked: CalendarForm.Parts?
        // Few numbers have microseconds that are none, and the walk of a permutation comes back to where it began.
        while masked == nil {
            rank.permute(by: digits, tweak: 7)
            masked = written.parts(at: rank)
        }
        var span = plain.mutableSpan
        CalendarForm.python.write(masked ?? parts, over: &span, 0..<span.count)
        writing.write(plain.span, over: &text, range)
    }
}

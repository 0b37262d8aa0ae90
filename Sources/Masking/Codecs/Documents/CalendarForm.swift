/// Points in time that are written part by part, and must stay points in time.
enum CalendarForm: Sendable, Equatable {
    /// Python's `datetime` (10 bytes), `date` (4) and `time` (6): year in two bytes, month, day, hour, minute, second,
    /// microseconds in three.
    case python
    /// Ruby's `Time`: bits of two words, lowest byte first.
    case ruby
    /// Java's `LocalDate`: year in four bytes, month, day.
    case java

    /// The parts of a point in time; those that the form does not have are nil.
    struct Parts {
        var year: UInt64?
        var month: UInt64?
        var day: UInt64?
        var hour: UInt64?
        var minute: UInt64?
        var second: UInt64?
        var microsecond: UInt64?

        /// The numbers that each part is masked among, in order: a day up to the 28th, which every month has. A year that
        /// is far away stays, as no microseconds do: so the others are permuted among themselves.
        static let ranges: [Range<UInt64>] = [1900..<2100, 1..<13, 1..<29, 0..<24, 0..<60, 0..<60, 1..<1_000_000]

        /// What each part can be at all.
        private static let limits: [ClosedRange<UInt64>] = [
            1...9999, 1...12, 1...31, 0...23, 0...59, 0...60, 0...999_999,
        ]

        /// Whether this is a point in time.
        var arePossible: Bool { zip(all, Self.limits).allSatisfy { part, limit in part.map(limit.contains) ?? true } }

        /// Replaces a day that not every month has by one that does.
        mutating func keepDayInEveryMonth() {
            if let day, day > 28 { self.day = day - 28 }
        }

        /// All parts in order.
        var all: [UInt64?] {
            get { [year, month, day, hour, minute, second, microsecond] }
            set {
                (year, month, day, hour) = (newValue[0], newValue[1], newValue[2], newValue[3])
                (minute, second, microsecond) = (newValue[4], newValue[5], newValue[6])
            }
        }
    }

    /// The parts that stand in bytes.
    func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Parts {
        func number(_ start: Int, _ count: Int) -> UInt64 {
            var value: UInt64 = 0
            for place in start..<start + count { value = value << 8 | UInt64(text[range.lowerBound + place]) }
            return value
        }
        var parts = Parts()
        switch self {
        case .python:
            let time = range.count == 10 ? 4 : 0
            if range.count != 6 {
                // The first bit of the month says which of two equal times of a clock that was put back it is.
                (parts.year, parts.month, parts.day) = (
                    number(0, 2), number(2, 1) & (range.count == 10 ? 0x7F : 0xFF), number(3, 1)
                )
            }
            if range.count != 4 {
                (parts.hour, parts.minute, parts.second) = (number(time, 1), number(time + 1, 1), number(time + 2, 1))
                parts.microsecond = number(time + 3, 3)
            }
        case .java: (parts.year, parts.month, parts.day) = (number(0, 4), number(4, 1), number(5, 1))
        case .ruby:
            let bits = IntegerForm(.unsigned(.little), byteCount: 8).read(text, range)
            parts.hour = bits & 31
            (parts.day, parts.month, parts.year) = (bits >> 5 & 31, (bits >> 10 & 15) + 1, bits >> 14 & 0xFFFF + 1900)
            (parts.second, parts.minute) = (bits >> 52 & 63, bits >> 58)
            parts.microsecond = bits >> 32 & 0xFFFFF
        }
        return parts
    }

    /// Writes parts over those that were read.
    func write(_ parts: Parts, over text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        func store(_ value: UInt64?, _ start: Int, _ count: Int, _ text: inout MutableSpan<UInt8>) {
            guard let value else { return }
            for place in 0..<count {
                text[range.lowerBound + start + place] = UInt8(
                    truncatingIfNeeded: value >> UInt64(8 * (count - 1 - place)))
            }
        }
        switch self {
        case .python:
            let time = range.count == 10 ? 4 : 0
            store(parts.year, 0, 2, &text)
            let fold = range.count == 10 ? UInt64(text[range.lowerBound + 2] & 0x80) : 0
            store(parts.month.map { $0 | fold }, 2, 1, &text)
            store(parts.day, 3, 1, &text)
            store(parts.hour, time, 1, &text)
            store(parts.minute, time + 1, 1, &text)
            store(parts.second, time + 2, 1, &text)
            store(parts.microsecond, time + 3, 3, &text)
        case .java:
            store(parts.year, 0, 4, &text)
            store(parts.month, 4, 1, &text)
            store(parts.day, 5, 1, &text)
        case .ruby:
            let form = IntegerForm(.unsigned(.little), byteCount: 8)
            var bits = form.read(text.span, range) & (1 << 31 | 1 << 30)
            bits |= (parts.hour ?? 0) | (parts.day ?? 0) << 5 | ((parts.month ?? 1) &- 1) << 10
            bits |= ((parts.year ?? 1900) &- 1900) << 14 | (parts.microsecond ?? 0) << 32
            bits |= (parts.second ?? 0) << 52 | (parts.minute ?? 0) << 58
            form.write(bits, over: &text, range)
        }
    }
}

extension Masker {
    /// Masks a point in time as one number of which its parts are digits.
    mutating func maskCalendar(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ form: CalendarForm) {
        var parts = form.read(text.span, range)
        guard parts.arePossible else { return mask(Kind.binary, &text, range) }
        parts.keepDayInEveryMonth()
        var rank = MixedRank()
        for (part, values) in zip(parts.all, CalendarForm.Parts.ranges) {
            guard let part, values.contains(part) else { continue }
            _ = rank.append(part - values.lowerBound, below: UInt64(values.count))
        }
        rank.permute(by: digits, tweak: 7)
        var masked = parts.all
        for (place, values) in CalendarForm.Parts.ranges.enumerated().reversed() {
            guard let part = masked[place], values.contains(part) else { continue }
            masked[place] = values.lowerBound + rank.removeLast(below: UInt64(values.count))
        }
        parts.all = masked
        form.write(parts, over: &text, range)
    }
}

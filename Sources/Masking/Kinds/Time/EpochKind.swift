/// Times as numbers since 1970: seconds (9 or 10 digits), milliseconds (12, 13), microseconds (15, 16) or nanoseconds
/// (18, 19); seconds may have a fraction of up to nine digits.
enum EpochKind {
    struct Form {
        var whole: Range<Int>
        var fraction: Range<Int>
        /// Units of the last digit in a second.
        var perSecond: UInt64
    }

    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        guard range.count >= 9, range.count <= 20, text[range.lowerBound] != 0x30 else { return nil }
        var point = range.lowerBound
        while point < range.upperBound, text[point] &- 0x30 < 10 { point += 1 }
        var form = Form(whole: range.lowerBound..<point, fraction: point..<point, perSecond: 1)
        if point < range.upperBound {
            guard text[point] == 0x2E, (9...10).contains(form.whole.count) else { return nil }
            form.fraction = point + 1..<range.upperBound
            guard (1...9).contains(form.fraction.count) else { return nil }
            for index in form.fraction where text[index] &- 0x30 > 9 { return nil }
            for _ in form.fraction { form.perSecond *= 10 }
            return form
        }
        switch form.whole.count {
        case 9, 10: break
        case 12, 13: form.perSecond = 1000
        case 15, 16: form.perSecond = 1_000_000
        case 18, 19: form.perSecond = 1_000_000_000
        default: return nil
        }
        return DecimalText.canonicalInteger(text, range) == nil ? nil : form
    }
}

extension Masker {
    /// Moved by ``TimeShift``; at the ends of an interval of the integer ladder it goes on at the other end.
    mutating func maskEpoch(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = EpochKind.parse(text, range) else { return }
        let distance = timeShift.units(perSecond: form.perSecond)
        if form.fraction.isEmpty {
            guard let value = DecimalText.canonicalInteger(text, range) else { return }
            let interval = IntegerLadder.interval(of: value)
            let rank = UInt64(bitPattern: value &- interval.lower)
            let moved = TimeShift.moved(UInt128(rank), by: distance, below: UInt128(interval.count))
            return DecimalText.store(
                interval.lower &+ Int64(truncatingIfNeeded: moved), into: &text, range)
        }
        let lower = PowersOfTen.all[form.whole.count - 1]
        let unit = PowersOfTen.all[form.fraction.count]
        let value = (DecimalText.value(text, form.whole) - lower) * unit + DecimalText.value(text, form.fraction)
        let parts = TimeShift.moved(value, by: distance, below: 9 * lower * unit).quotientAndRemainder(dividingBy: unit)
        DecimalText.store(parts.quotient + lower, into: &text, form.whole)
        DecimalText.store(parts.remainder, into: &text, form.fraction)
    }
}

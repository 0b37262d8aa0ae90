/// Dates that are moved or made coarse instead of permuted; the layouts are those of ``DateKind``.
extension Masker {
    /// The day moves by ``TimeShift``, the same number of days for all, within 1900 to 2099; the time of day stays.
    mutating func shiftDate(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = DateKind.parse(text, range) else { return }
        let day = TimeShift.moved(
            UInt128(form.day), by: Int128(timeShift.days), below: UInt128(DateKind.dayCount))
        let date = DateKind.date(UInt64(truncatingIfNeeded: day))
        DateKind.store(date.year, into: &text, range.lowerBound, 4)
        DateKind.store(date.month, into: &text, range.lowerBound + 5, 2)
        DateKind.store(date.day, into: &text, range.lowerBound + 8, 2)
    }

    /// The year stays, with the first of January and midnight: dates of one year become one.
    mutating func coarsenDate(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = DateKind.parse(text, range) else { return }
        DateKind.store(1, into: &text, range.lowerBound + 5, 2)
        DateKind.store(1, into: &text, range.lowerBound + 8, 2)
        if form.second != nil {
            for place in [11, 14, 17] { DateKind.store(0, into: &text, range.lowerBound + place, 2) }
        }
        for index in form.fraction { text[index] = 0x30 }
    }
}

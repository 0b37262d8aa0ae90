import Testing

@testable import Masking

struct CalendarFormTests {
    private func found(_ bytes: [UInt8], _ form: LeafForm) -> LeafCollector {
        var found = LeafCollector()
        found.begin(at: 0, nil)
        found.add(0..<bytes.count, form, in: bytes.span)
        return found
    }

    private func masked(_ bytes: [UInt8], _ form: LeafForm, _ masker: inout Masker) -> [UInt8] {
        var copy = bytes
        var span = copy.mutableSpan
        masker.mask(found(bytes, form), nil, &span)
        return copy
    }

    @Test(
        arguments: [
            [7, 231, 9, 7, 14, 19, 39, 0, 0, 5], [7, 231, 0x89, 31, 0, 0, 0, 0, 0, 0], [7, 182, 2, 23],
            [14, 19, 39, 1, 2, 3],
        ] as [[UInt8]])
    func `a point in time of Python stays one`(bytes: [UInt8]) throws {
        var masker = try testMasker()
        var now = bytes
        for _ in 0..<2000 {
            now = masked(now, .calendar(.python), &masker)
            #expect(CalendarForm.python.read(now.span, 0..<now.count).arePossible)
            if bytes.count == 10 { #expect(now[2] & 0x80 == bytes[2] & 0x80) }
            if bytes.suffix(3) == [0, 0, 0] { #expect(now.suffix(3) == [0, 0, 0]) }
        }
        #expect(now != bytes)
    }

    @Test func `microseconds never become none, so that masking again comes back`() throws {
        #expect(CalendarForm.Parts.ranges.last?.lowerBound == 1)
    }

    @Test(arguments: [false, true])
    func `a point in time as characters keeps the length of every character`(isEscaped: Bool) throws {
        for number in 0..<50 as Range<UInt8> {
            var masker = try testMasker(number)
            let plain: [UInt8] = [7, 231, 9, 10, 14, 19, 39, 0, number, 130]
            let text = plain.flatMap { byte -> [UInt8] in
                if isEscaped {
                    let needsEscape = [0, 10, 13, 26, 92].contains(byte)
                    return needsEscape
                        ? Array("\\u00".utf8) + [0x30 + byte >> 4, Array("0123456789abcdef".utf8)[Int(byte & 15)]]
                        : [byte]
                }
                return Array(String(Unicode.Scalar(byte)).utf8)
            }
            let result = masked(text, .calendarText(isEscaped: isEscaped), &masker)
            #expect(result.count == text.count && result != text)
            var after: [UInt8] = []
            if isEscaped {
                PickleLatinText.read(result.span, 0..<result.count, into: &after)
            } else {
                LatinText.read(result.span, 0..<result.count, into: &after)
            }
            #expect(after.count == 10)
            #expect(CalendarForm.python.read(after.span, 0..<10).arePossible, "\(after)")
        }
    }

    @Test func `characters that are no point in time are masked as what they are`() throws {
        var masker = try testMasker()
        // The month of a date has no first bit.
        let text = Array("\u{7}\u{E7}\u{89}\u{7}".utf8)
        #expect(masked(text, .calendarText(isEscaped: false), &masker).count == text.count)
        let word = Array("Wexford".utf8)
        #expect(masked(word, .calendarText(isEscaped: true), &masker) != word)
    }

    @Test func `what is no point in time is masked as bytes`() throws {
        var masker = try testMasker()
        let bytes = Array("Meredith P".utf8)
        let result = masked(bytes, .calendar(.python), &masker)
        #expect(result != bytes && zip(result, bytes).count { $0 == $1 } < 4)
    }
}

/// Scratch memory for names.
struct NameScratch {
    /// A part of a name: kept, or masked.
    struct Part: Equatable {
        var range: Range<Int>
        /// ``Kind/keep`` or the kind it is found to be.
        var kind: Kind
    }

    var parts: [Part] = []
    var again: [Part] = []
}

/// Names of keys, fields, JSON members, groups: structure stays, data is masked.
///
/// A name is cut into segments at ``NameSeparators``. A segment that is made of words of the
/// structural vocabulary stays. Another one that has such a word of three letters or more among its parts (cut at
/// `. _ -`, and between a word and the digits behind it) is masked part by part; every other one is masked whole
/// as ``Kind/detect``, so that an identifier masks in a name as it does in a value. Cutting looks at nothing
/// outside the segment, so a hash tag masks alike in every key. No kind writes a separator where none was.
extension Masker {
    /// Masks a name so that its segments and kept words stay, and no masked part becomes a kept word.
    mutating func maskName(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var start = range.lowerBound
        for index in range where NameSeparators.contains(text[index]) {
            maskSegment(&text, start..<index)
            start = index + 1
        }
        maskSegment(&text, start..<range.upperBound)
    }

    private mutating func maskSegment(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard MaskMemo.byteCounts.contains(range.count) else { return maskNewSegment(&text, range) }
        let value = MaskMemo.Value(text, range, .structural)
        if let result = memo.masked(value) { return result.store(into: &text, range) }
        maskNewSegment(&text, range)
        memo.remember(value, as: MaskMemo.Value(text, range, .structural))
    }

    /// Masks a segment, again and again until it is cut as it was before.
    private mutating func maskNewSegment(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if range.isEmpty || StructuralVocabulary.shared.isStructural(text.span, range) { return }
        let kind = Detector.kind(of: text, range)
        guard kind == .opaque, Self.split(text, range, into: &names.parts) else {
            repeat {
                mask(.detect, foundToBe: kind, &text, range)
            } while StructuralVocabulary.shared.isStructural(text.span, range)
                || kind == .opaque && Self.split(text, range, into: &names.again)
            return
        }
        repeat {
            // Parts are masked by number: masking must not hold on to the scratch memory.
            for number in names.parts.indices where names.parts[number].kind != .keep {
                mask(.detect, foundToBe: names.parts[number].kind, &text, names.parts[number].range)
            }
        } while StructuralVocabulary.shared.isStructural(text.span, range)
            || Detector.kind(of: text, range) != .opaque
            || !Self.split(text, range, into: &names.again) || names.again != names.parts
    }

    /// Cuts a segment into parts; false when there is no word to keep among them.
    static func split(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, into parts: inout [NameScratch.Part]
    ) -> Bool {
        parts.removeAll(keepingCapacity: true)
        var hasWord = false
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound {
            if index < range.upperBound, !isPartBorder(text[index]) { continue }
            let border = digitBorder(text, start..<index)
            // The whole segment is no structural word, or it would not be cut.
            let isWhole = border - start == range.count
            for part in [start..<border, border..<index] where !part.isEmpty {
                let isWord = !isWhole && StructuralVocabulary.shared.isStructural(text.span, part)
                if isWord, part.count >= 3 { hasWord = true }
                parts.append(.init(range: part, kind: isWord ? .keep : .detect))
            }
            start = index + 1
        }
        if !hasWord { return false }
        for number in parts.indices where parts[number].kind != .keep {
            parts[number].kind = Detector.kind(of: text, parts[number].range)
        }
        return true
    }

    private static func isPartBorder(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x5F || byte == 0x2D }

    /// Where the digits begin in a part that is a structural word and digits; else its end.
    private static func digitBorder(_ text: borrowing MutableSpan<UInt8>, _ part: Range<Int>) -> Int {
        var border = part.upperBound
        while border > part.lowerBound, text[border - 1] &- 0x30 < 10 { border -= 1 }
        guard border > part.lowerBound, border < part.upperBound,
            StructuralVocabulary.shared.isStructural(text.span, part.lowerBound..<border)
        else { return part.upperBound }
        return border
    }
}

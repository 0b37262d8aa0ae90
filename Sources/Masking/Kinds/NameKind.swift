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
/// A name is cut into segments at `: / | { } [ ] # , ; = & ?` and spaces. A segment that is made of words of the
/// structural vocabulary stays. Another one that has such a word of three letters or more among its parts (cut at
/// `. _ -`, and between a word and the digits behind it) is masked part by part; every other one is masked whole
/// as ``Kind/detect``, so that an identifier masks in a name as it does in a value. Cutting looks at nothing
/// outside the segment, so a hash tag masks alike in every key.
extension Masker {
    /// Masks a name so that its segments and kept words stay, and no masked part becomes a kept word.
    mutating func maskName(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var start = range.lowerBound
        for index in range where Self.isSeparator(text[index]) {
            maskSegment(&text, start..<index)
            start = index + 1
        }
        maskSegment(&text, start..<range.upperBound)
    }

    static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3A, 0x2F, 0x7C, 0x7B, 0x7D, 0x5B, 0x5D, 0x23, 0x2C, 0x3B, 0x3D, 0x26, 0x3F, 0x20: true
        default: false
        }
    }

    private mutating func maskSegment(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if range.isEmpty || StructuralVocabulary.shared.isStructural(text.span, range) { return }
        Self.analyze(text, range, into: &names.parts)
        repeat {
            // Parts are masked by number: masking must not hold on to the scratch memory.
            for number in names.parts.indices where names.parts[number].kind != .keep {
                mask(Kind.detect, &text, names.parts[number].range)
            }
            Self.analyze(text, range, into: &names.again)
        } while names.again != names.parts
    }

    /// Cuts a segment into parts; one part of the whole segment when there is nothing to keep in it.
    private static func analyze(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, into parts: inout [NameScratch.Part]
    ) {
        parts.removeAll(keepingCapacity: true)
        if StructuralVocabulary.shared.isStructural(text.span, range) {
            parts.append(.init(range: range, kind: .keep))
            return
        }
        let kind = Detector.kind(of: text, range)
        if kind == .opaque, split(text, range, into: &parts) { return }
        parts.removeAll(keepingCapacity: true)
        parts.append(.init(range: range, kind: kind))
    }

    private static func split(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, into parts: inout [NameScratch.Part]
    ) -> Bool {
        var hasWord = false
        var start = range.lowerBound
        func add(_ part: Range<Int>, _ parts: inout [NameScratch.Part], _ text: borrowing MutableSpan<UInt8>) {
            guard !part.isEmpty else { return }
            let isWord = StructuralVocabulary.shared.isStructural(text.span, part)
            if isWord, part.count >= 3 { hasWord = true }
            parts.append(.init(range: part, kind: isWord ? .keep : Detector.kind(of: text, part)))
        }
        for index in range.lowerBound...range.upperBound {
            if index < range.upperBound {
                let byte = text[index]
                guard byte == 0x2E || byte == 0x5F || byte == 0x2D else { continue }
            }
            let border = digitBorder(text, start..<index)
            add(start..<border, &parts, text)
            add(border..<index, &parts, text)
            start = index + 1
        }
        return hasWord
    }

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

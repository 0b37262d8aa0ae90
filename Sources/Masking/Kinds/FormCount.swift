/// How many strings a masked value is drawn from.
extension Masker {
    /// About the binary logarithm of the number of strings that a value may be masked to, and rather less than more.
    ///
    /// Masking keeps it: it depends on nothing but what every form of a value has in common. So values with few forms and
    /// values with many are never masked to one another.
    public mutating func formBits(
        _ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Double {
        guard kind != .keep, !range.isEmpty else { return 0 }
        guard kind == .structural else { return Self.bits(Self.shape(kind, text, range), text, range) }
        var bits = 0.0
        var start = range.lowerBound
        for index in range where NameSeparators.contains(text[index]) {
            bits += segmentBits(text, start..<index)
            start = index + 1
        }
        return bits + segmentBits(text, start..<range.upperBound)
    }

    private mutating func segmentBits(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Double {
        if range.isEmpty || StructuralVocabulary.shared.isStructural(text.span, range) { return 0 }
        let kind = Detector.kind(of: text, range)
        guard kind == .opaque, Self.split(text, range, into: &names.parts) else {
            return Self.bits(kind, text, range)
        }
        return names.parts.reduce(0) { $1.kind == .keep ? $0 : $0 + Self.bits($1.kind, text, $1.range) }
    }

    /// For a value whose shape is known. What is not listed counts by its length, since that stays in every case.
    private static func bits(_ shape: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Double {
        switch shape {
        case .integer:
            DecimalText.canonicalInteger(text, range).map { log2(IntegerLadder.interval(of: $0).count) } ?? 0
        case .digits: 3.3 * Double(range.count)
        case .hex: 3.9 * Double(range.count)
        case .uuid: 60
        case .opaque: letterBits(text, range)
        case .email: letterBits(text, range.lowerBound..<lastAt(text, range))
        case .phone: max(letterBits(text, range) - 14, 0)
        case .ipv4: letterBits(text, range) / 2
        case .binary: 6 * Double(range.count)
        case .base62: 5.9 * Double(range.count)
        case .base64: 5.9 * Double(max(range.count - 4, 0))
        default: 0.8 * Double(range.count)
        }
    }

    /// What digits and letters hold that become others of their class.
    private static func letterBits(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Double {
        var bits = 0.0
        for index in range {
            switch text[index] {
            case 0x30...0x39: bits += 3.3
            case 0x41...0x5A, 0x61...0x7A: bits += 4.7
            case 0x80...: bits += 1
            default: continue
            }
        }
        return bits
    }

    private static func lastAt(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            if text[index] == 0x40 { return index }
        }
        return range.lowerBound
    }

    private static func log2(_ count: UInt64) -> Double { count <= 1 ? 0 : Double(63 - count.leadingZeroBitCount) }
}

/// Says what names look like without saying what they are: `session:{hex}`, `user:{integer}:cart`.
///
/// Separators stay, and so do the words of the structural vocabulary that the default policy keeps; every other part
/// becomes the kind it is found to be, in braces. So a template holds nothing of a name that a masked name would not.
/// Describing allocates nothing once the memory has grown.
public struct NameTemplate: Sendable {
    /// The template of the last name, UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// What the template of a longer name is cut to, an ellipsis added.
    public static let longest = 240

    private let labels: [[UInt8]]

    /// A describer with nothing described.
    public init() {
        labels = Kind.allCases.map { Array("{\($0.name)}".utf8) }
        bytes.reserveCapacity(2 * Self.longest)
    }

    /// Describes a name. Changes nothing in it; a span that can be changed is what detectors read.
    public mutating func describe(_ name: borrowing MutableSpan<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        var start = 0
        for index in 0..<name.count where NameSeparators.contains(name[index]) {
            appendSegment(name, start..<index)
            bytes.append(name[index])
            start = index + 1
            if bytes.count > Self.longest { break }
        }
        if bytes.count <= Self.longest { appendSegment(name, start..<name.count) }
        if bytes.count > Self.longest { cut() }
    }

    private mutating func appendSegment(_ name: borrowing MutableSpan<UInt8>, _ segment: Range<Int>) {
        guard !segment.isEmpty else { return }
        if StructuralVocabulary.shared.isStructural(name.span, segment) { return appendLiteral(name, segment) }
        let kind = Detector.kind(of: name, segment)
        guard kind == .opaque, hasWord(name, segment) else { return appendLabel(kind) }
        var start = segment.lowerBound
        while start < segment.upperBound {
            let part = Self.part(name, from: start, in: segment)
            if Self.isWord(name, part, of: segment) {
                appendLiteral(name, part)
            } else if !part.isEmpty {
                appendLabel(Detector.kind(of: name, part))
            }
            start = part.upperBound
            if start < segment.upperBound, Self.isBorder(name[start]) {
                bytes.append(name[start])
                start += 1
            }
            if bytes.count > Self.longest { return }
        }
    }

    private mutating func appendLabel(_ kind: Kind) { bytes += labels[Int(kind.rawValue)] }

    private mutating func appendLiteral(_ name: borrowing MutableSpan<UInt8>, _ range: Range<Int>) {
        for index in range.prefix(Self.longest + 1) { bytes.append(name[index]) }
    }

    /// Words and separators are ASCII, and so are labels: any place to cut at lies between characters.
    private mutating func cut() {
        bytes.removeLast(bytes.count - Self.longest)
        bytes += "…".utf8
    }

    // Segments are cut into parts as `Masker.maskName` cuts them.

    private func hasWord(_ name: borrowing MutableSpan<UInt8>, _ segment: Range<Int>) -> Bool {
        var start = segment.lowerBound
        while start < segment.upperBound {
            let part = Self.part(name, from: start, in: segment)
            if part.count >= 3, Self.isWord(name, part, of: segment) { return true }
            start = part.upperBound
            if start < segment.upperBound, Self.isBorder(name[start]) { start += 1 }
        }
        return false
    }

    private static func isWord(
        _ name: borrowing MutableSpan<UInt8>, _ part: Range<Int>, of segment: Range<Int>
    ) -> Bool {
        part.count < segment.count && StructuralVocabulary.shared.isStructural(name.span, part)
    }

    /// The part that begins at `start`: up to a border, or up to the digits behind a word.
    private static func part(
        _ name: borrowing MutableSpan<UInt8>, from start: Int, in segment: Range<Int>
    ) -> Range<Int> {
        var end = start
        while end < segment.upperBound, !isBorder(name[end]) { end += 1 }
        var digits = end
        while digits > start, name[digits - 1] &- 0x30 < 10 { digits -= 1 }
        guard digits > start, digits < end, StructuralVocabulary.shared.isStructural(name.span, start..<digits)
        else { return start..<end }
        return start..<digits
    }

    private static func isBorder(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x5F || byte == 0x2D }
}

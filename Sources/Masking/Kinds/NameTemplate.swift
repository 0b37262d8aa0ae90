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
    private var parts: [NameScratch.Part] = []

    /// A describer with nothing described.
    public init() { self.init { Array("{\($0.name)}".utf8) } }

    /// A describer whose templates a program can take apart: a zero byte and a kind's raw value stand for a part. No
    /// separator and no word has a zero byte.
    public static func coded() -> NameTemplate { NameTemplate { [0, $0.rawValue] } }

    private init(label: (Kind) -> [UInt8]) {
        labels = Kind.allCases.map(label)
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
        guard kind == .opaque, Masker.split(name, segment, into: &parts) else { return appendLabel(kind) }
        var start = segment.lowerBound
        for number in parts.indices {
            let part = parts[number]
            appendLiteral(name, start..<part.range.lowerBound)
            if part.kind == .keep { appendLiteral(name, part.range) } else { appendLabel(part.kind) }
            start = part.range.upperBound
            if bytes.count > Self.longest { return }
        }
        appendLiteral(name, start..<segment.upperBound)
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
}

/// Says what values are, for describing data that nobody has written rules for yet.
public struct ValueProbe: Sendable {
    private var copy: [UInt8] = []

    /// A probe.
    public init() {}

    /// The kind that masking takes a value for.
    public mutating func kind(of text: Span<UInt8>) -> Kind {
        copy.removeAll(keepingCapacity: copy.count < 1 << 20)
        for index in text.indices { copy.append(text[index]) }
        let span = copy.mutableSpan
        return Detector.kind(of: span, 0..<span.count)
    }

    /// The codec that masking opens a value with where no rule names one, as rules write it; nil for others.
    public func codec(of text: Span<UInt8>) -> String? {
        switch Recognition.candidate(text) {
        case .document(let format): format.rawValue
        case .encoded(let encoding): encoding.rawValue
        case nil: nil
        }
    }

    /// Whether a name consists of words that say how data is built, so that it is nobody's and may be shown.
    public func isStructural(_ name: Span<UInt8>) -> Bool {
        name.count > 0 && StructuralVocabulary.shared.isStructural(name, 0..<name.count)
    }
}

/// What is done to one value: a kind, or a way into it with treatments for what is found inside.
public enum Treatment: Sendable, Equatable {
    /// The whole value is of one kind.
    case kind(Kind)
    /// The value is a document, and each leaf has the treatment its path says.
    case document(DocumentFormat, DocumentPaths)
    /// The value is written in an encoding, and what it stands for has a treatment of its own.
    indirect case encoded(Encoding, Treatment)

    /// The value is passed on unchanged.
    public static let keep = Treatment.kind(.keep)
    /// The value is masked as what it is found to be.
    public static let detect = Treatment.kind(.detect)

    /// Whether the value is passed on unchanged.
    public var isKept: Bool {
        if case .kind(.keep) = self { return true }
        return false
    }

    /// Whether two different values can never be masked to the same value, as key names, set members and field names
    /// need.
    public var isInjective: Bool {
        switch self {
        case .kind(let kind): kind.isInjective
        case .document(let format, let paths): format.isInjective && paths.paths.allSatisfy(\.treatment.isInjective)
        case .encoded(let encoding, let inner): encoding.isInjective && inner.isInjective
        }
    }
}

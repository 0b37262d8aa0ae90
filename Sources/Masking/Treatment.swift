/// What is done to one value: a kind, or JSON with a treatment for each path.
public enum Treatment: Sendable, Equatable {
    /// The whole value is of one kind.
    case kind(Kind)
    /// The value is JSON, and each leaf has the treatment its path says. What is not JSON is masked as ``Kind/detect``.
    case json(JSONPaths)

    /// The value is passed on unchanged.
    public static let keep = Treatment.kind(.keep)
    /// The value is masked as what it is found to be.
    public static let detect = Treatment.kind(.detect)
}

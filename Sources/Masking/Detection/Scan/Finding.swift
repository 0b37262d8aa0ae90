/// How sure it is that a finding is what its kind says, and that it is about somebody.
public enum Confidence: UInt8, CaseIterable, Comparable, Sendable {
    /// A value that documents and tests use: a test card, an address under `example.com`, `127.0.0.1`.
    case publicTest
    /// Has the form, as many harmless values do: a date, a digest.
    case low
    /// Has a form that few other values have.
    case medium
    /// Has such a form and a right check digit, a prefix of its own, or is named as what it is.
    case high

    /// The name in reports.
    public var name: String { self == .publicTest ? "public-test" : String(describing: self) }

    /// The lower one is less.
    public static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }
}

/// What spoke for a finding.
public enum Evidence: UInt8, CaseIterable, Sendable {
    /// Which characters stand where.
    case form
    /// The form, and a right check digit.
    case checkDigits
    /// A beginning that one issuer gives to all its tokens.
    case prefix
    /// A name or a word that stands before it.
    case nearbyName
    /// That its characters look drawn at random.
    case randomness

    /// The name in reports.
    public var name: String {
        switch self {
        case .checkDigits: "check digits"
        case .nearbyName: "name nearby"
        default: String(describing: self)
        }
    }
}

/// A place in a text where something sensitive stands.
public struct Finding: Equatable, Sendable {
    /// What it is.
    public var kind: SensitiveKind
    /// The bytes it takes.
    public var range: Range<Int>
    /// How sure that is.
    public var confidence: Confidence
    /// What speaks for it.
    public var evidence: Evidence
    /// Whose token it is, as a row of ``TokenForm/all``.
    var formIndex: UInt8?

    /// Whose token it is, such as `github`; nil for what belongs to nobody.
    public var issuer: String? {
        guard let formIndex, Int(formIndex) < TokenForm.all.count else { return nil }
        return TokenForm.all[Int(formIndex)].issuer
    }

    init(
        _ kind: SensitiveKind, _ range: Range<Int>, _ confidence: Confidence, _ evidence: Evidence,
        formIndex: UInt8? = nil
    ) {
        self.kind = kind
        self.range = range
        self.confidence = confidence
        self.evidence = evidence
        self.formIndex = formIndex
    }
}

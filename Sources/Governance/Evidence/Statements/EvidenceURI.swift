/// The names under which our own formats are known. Nothing has to answer at these addresses: they are documented in
/// `docs/evidence.md`, and a change of meaning takes a new one.
public enum EvidenceURI {
    /// Before everything else.
    static let base = "https://mannequin.dev"
    /// The type of in-toto statements.
    public static let statement = "https://in-toto.io/Statement/v1"
    /// What an envelope says that it holds.
    public static let payloadType = "application/vnd.in-toto+json"
    /// The predicate type of how a snapshot was made: SLSA provenance.
    public static let provenance = "https://slsa.dev/provenance/v1"
    /// The predicate type of how a copy was deleted.
    public static let deletion = base + "/predicates/deletion/v1"
    /// SLSA's buildType of `mannequin sanitize`.
    public static let sanitize = base + "/build-types/sanitize/v1"
    /// SLSA's builder: mannequin on a machine of whoever holds the signing key.
    public static let builder = base + "/builders/command-line/v1"
}

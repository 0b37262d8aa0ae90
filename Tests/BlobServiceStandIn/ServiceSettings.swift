/// How the account is set up, and what goes wrong with it.
public struct ServiceSettings: Sendable {
    /// The name of the account.
    public var account = "standin"
    /// Its key, in Base64.
    public var key = "c3RhbmQtaW4ga2V5IG9mIHRlc3RzIG9ubHk="
    /// Tokens of identities that may do everything.
    public var bearerTokens: Set<String> = []
    /// Whether a firewall keeps everybody out.
    public var isFirewalled = false
    /// For how many days deleted blobs can be brought back; 0 for not at all.
    public var softDeleteDays = 0
    /// Whether soft-deleted versions and snapshots may be purged.
    public var allowsPermanentDelete = false
    /// Whether old contents stay as versions.
    public var keepsVersions = false
    /// By how many days the clock of the service is ahead.
    public var daysAhead = 0.0
    /// Names that listings leave out.
    public var unlistedNames: Set<String> = []
    /// How many of the next requests are answered with 503.
    public var throttledRequests = 0
    /// How many of the next downloads break in the middle.
    public var cutDownloads = 0
    /// How many of the next requests are carried out, and their answers lost.
    public var lostAnswers = 0
    /// Of a thousand requests, how many are answered with 503.
    public var throttledPerMille = 0
    /// How many seconds to wait such an answer asks for.
    public var retryAfterSeconds = 0
    /// Of a thousand requests, how many fail with 500, some of them after they were carried out.
    public var failingPerMille = 0
    /// Of a thousand requests, how many connections break in the middle of a body.
    public var cutPerMille = 0

    /// Nothing is kept, nothing goes wrong.
    public init() {}
}

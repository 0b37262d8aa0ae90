import GRDB

/// One run of the program.
public struct Run: CatalogRecord {
    /// The table.
    public static let databaseTableName = "run"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// What was run: sanitize, verify, sweep, reconcile, register.
    public var job: String
    /// When it began, in ms since 1970.
    public var startedMs: Int64
    /// Who did it.
    public var actor: String
    /// On which machine.
    public var host: String
    /// Its process there.
    public var pid: Int64
    /// The program and its version.
    public var tool: String
    /// SHA-256 of all rules and of the options that change the result.
    public var ruleDigest: String?
    /// The masking key that was used.
    public var maskingKeyId: Int64?
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, job: String, startedMs: Int64, actor: String, host: String, pid: Int64, tool: String,
        ruleDigest: String? = nil, maskingKeyId: Int64? = nil
    ) {
        self.uid = uid
        self.job = job
        self.startedMs = startedMs
        self.actor = actor
        self.host = host
        self.pid = pid
        self.tool = tool
        self.ruleDigest = ruleDigest
        self.maskingKeyId = maskingKeyId
    }
}

import GRDB

/// A step of a deletion.
public struct DeletionStep: CatalogRecord {
    /// The table.
    public static let databaseTableName = "deletion_step"

    /// The number of the row.
    public var id: Int64 = 0
    /// The deletion it belongs to.
    public var deletionId: Int64
    /// How far the deletion is.
    public var phase: String
    /// When, in ms since 1970.
    public var atMs: Int64
    /// The run it belongs to.
    public var runId: Int64
    /// Claimed: end of the lease. Failed: the next try. Blocked: when it may go.
    public var untilMs: Int64?
    /// The status that a service answered.
    public var status: Int64?
    /// The id under which a service logged the request.
    public var requestId: String?
    /// The time by the clock of the service.
    public var serverMs: Int64?
    /// What was found, in one sentence.
    public var detail: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        deletionId: Int64, phase: String, atMs: Int64, runId: Int64, untilMs: Int64? = nil, status: Int64? = nil,
        requestId: String? = nil, serverMs: Int64? = nil, detail: String
    ) {
        self.deletionId = deletionId
        self.phase = phase
        self.atMs = atMs
        self.runId = runId
        self.untilMs = untilMs
        self.status = status
        self.requestId = requestId
        self.serverMs = serverMs
        self.detail = detail
    }
}

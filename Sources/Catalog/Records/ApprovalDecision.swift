import GRDB

/// What the second person decided.
public struct ApprovalDecision: CatalogRecord {
    /// The table.
    public static let databaseTableName = "approval_decision"

    /// The number of the row.
    public var id: Int64 = 0
    /// The approval it rests on.
    public var approvalId: Int64
    /// What was decided.
    public var decision: String
    /// Who decided.
    public var decidedBy: String
    /// When.
    public var decidedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        approvalId: Int64, decision: String, decidedBy: String, decidedMs: Int64
    ) {
        self.approvalId = approvalId
        self.decision = decision
        self.decidedBy = decidedBy
        self.decidedMs = decidedMs
    }
}

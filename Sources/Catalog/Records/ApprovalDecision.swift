import GRDB

/// What the second person decided.
public struct ApprovalDecision: CatalogRecord {
    public static let databaseTableName = "approval_decision"

    public var id: Int64 = 0
    /// The approval it rests on.
    public var approvalId: Int64
    /// What was decided.
    public var decision: String
    /// Who decided.
    public var decidedBy: String
    /// When.
    public var decidedMs: Int64
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

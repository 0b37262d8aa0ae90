import GRDB

/// An edge: what was made from what.
public struct Lineage: CatalogRecord {
    /// The table.
    public static let databaseTableName = "lineage"

    /// The number of the row.
    public var id: Int64 = 0
    /// What it was made from.
    public var parentId: Int64
    /// What was made.
    public var childId: Int64
    /// The run it belongs to.
    public var runId: Int64
    /// How the one became the other.
    public var relation: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        parentId: Int64, childId: Int64, runId: Int64, relation: String
    ) {
        self.parentId = parentId
        self.childId = childId
        self.runId = runId
        self.relation = relation
    }
}

import GRDB

/// A rule pack that a run used.
public struct RunPack: CatalogRecord {
    /// The table.
    public static let databaseTableName = "run_pack"

    /// The number of the row.
    public var id: Int64 = 0
    /// The run it belongs to.
    public var runId: Int64
    /// The pack.
    public var rulePackId: Int64
    /// Its place in the order of precedence, from 0.
    public var position: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        runId: Int64, rulePackId: Int64, position: Int64
    ) {
        self.runId = runId
        self.rulePackId = rulePackId
        self.position = position
    }
}

import GRDB

/// The outcome of one check of a snapshot.
public struct CheckResult: CatalogRecord {
    /// The table.
    public static let databaseTableName = "check_result"

    /// The number of the row.
    public var id: Int64 = 0
    /// The run it belongs to.
    public var runId: Int64
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// Its name.
    public var name: String
    /// How it ended.
    public var outcome: String
    /// What was found, in one sentence.
    public var detail: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        runId: Int64, snapshotId: Int64, name: String, outcome: String, detail: String
    ) {
        self.runId = runId
        self.snapshotId = snapshotId
        self.name = name
        self.outcome = outcome
        self.detail = detail
    }
}

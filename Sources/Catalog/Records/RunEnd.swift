import GRDB

/// How a run ended.
public struct RunEnd: CatalogRecord {
    /// The table.
    public static let databaseTableName = "run_end"

    /// The number of the row.
    public var id: Int64 = 0
    /// The run it belongs to.
    public var runId: Int64
    /// When it ended, in ms since 1970.
    public var endedMs: Int64
    /// How it ended.
    public var outcome: String
    /// What went wrong, without any value.
    public var error: String?
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        runId: Int64, endedMs: Int64, outcome: String, error: String? = nil
    ) {
        self.runId = runId
        self.endedMs = endedMs
        self.outcome = outcome
        self.error = error
    }
}

import GRDB

/// What one rule did in a run.
public struct RuleCount: CatalogRecord {
    /// The table.
    public static let databaseTableName = "rule_count"

    /// The number of the row.
    public var id: Int64 = 0
    /// The run it belongs to.
    public var runId: Int64
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// The id of the rule; `(default)` for keys that no rule took.
    public var rule: String
    /// The pack of the rule.
    public var pack: String
    /// The sensitivity label of the rule.
    public var `class`: String?
    /// What was done: mask or keep.
    public var treatment: String
    /// Why the rule keeps.
    public var because: String?
    /// How many keys.
    public var keys: Int64
    /// How many values were masked.
    public var maskedValues: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        runId: Int64, snapshotId: Int64, rule: String, pack: String, `class`: String? = nil, treatment: String,
        because: String? = nil, keys: Int64, maskedValues: Int64
    ) {
        self.runId = runId
        self.snapshotId = snapshotId
        self.rule = rule
        self.pack = pack
        self.class = `class`
        self.treatment = treatment
        self.because = because
        self.keys = keys
        self.maskedValues = maskedValues
    }
}

import GRDB

/// What became of a finding.
public struct FindingResolution: CatalogRecord {
    /// The table.
    public static let databaseTableName = "finding_resolution"

    /// The number of the row.
    public var id: Int64 = 0
    /// The finding it ends.
    public var findingId: Int64
    /// What became of it.
    public var resolution: String
    /// Why, in the words of who did it.
    public var reason: String
    /// Who said so.
    public var resolvedBy: String
    /// When.
    public var resolvedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        findingId: Int64, resolution: String, reason: String, resolvedBy: String, resolvedMs: Int64
    ) {
        self.findingId = findingId
        self.resolution = resolution
        self.reason = reason
        self.resolvedBy = resolvedBy
        self.resolvedMs = resolvedMs
    }
}

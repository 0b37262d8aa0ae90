import GRDB

/// The end of a hold.
public struct HoldRelease: CatalogRecord {
    /// The table.
    public static let databaseTableName = "hold_release"

    /// The number of the row.
    public var id: Int64 = 0
    /// The hold it ends.
    public var holdId: Int64
    /// Why, in the words of who did it.
    public var reason: String
    /// Who released it.
    public var releasedBy: String
    /// When.
    public var releasedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        holdId: Int64, reason: String, releasedBy: String, releasedMs: Int64
    ) {
        self.holdId = holdId
        self.reason = reason
        self.releasedBy = releasedBy
        self.releasedMs = releasedMs
    }
}

import GRDB

/// A legal hold.
public struct Hold: CatalogRecord {
    /// The table.
    public static let databaseTableName = "hold"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// Why, in the words of who did it.
    public var reason: String
    /// Who placed it.
    public var placedBy: String
    /// When.
    public var placedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, snapshotId: Int64, reason: String, placedBy: String, placedMs: Int64
    ) {
        self.uid = uid
        self.snapshotId = snapshotId
        self.reason = reason
        self.placedBy = placedBy
        self.placedMs = placedMs
    }
}

import GRDB

/// A wish that needs a second person.
public struct Approval: CatalogRecord {
    /// The table.
    public static let databaseTableName = "approval"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// What is wished.
    public var wish: String
    /// The moment, in ms since 1970.
    public var expiresMs: Int64
    /// Why, in the words of who did it.
    public var reason: String
    /// Who asked.
    public var askedBy: String
    /// When.
    public var askedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, snapshotId: Int64, wish: String, expiresMs: Int64, reason: String, askedBy: String, askedMs: Int64
    ) {
        self.uid = uid
        self.snapshotId = snapshotId
        self.wish = wish
        self.expiresMs = expiresMs
        self.reason = reason
        self.askedBy = askedBy
        self.askedMs = askedMs
    }
}

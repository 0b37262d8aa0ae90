import GRDB

/// The deletion of one copy, from its claim to its end.
public struct Deletion: CatalogRecord {
    /// The table.
    public static let databaseTableName = "deletion"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The copy it is about.
    public var copyId: Int64
    /// Why it is deleted.
    public var why: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, copyId: Int64, why: String
    ) {
        self.uid = uid
        self.copyId = copyId
        self.why = why
    }
}

import GRDB

/// The proof that a copy is gone.
public struct Tombstone: CatalogRecord {
    /// The table.
    public static let databaseTableName = "tombstone"

    /// The number of the row.
    public var id: Int64 = 0
    /// The copy it is about.
    public var copyId: Int64
    /// The deletion it belongs to.
    public var deletionId: Int64
    /// When it was deleted.
    public var deletedMs: Int64
    /// When it was seen to be gone.
    public var verifiedMs: Int64
    /// How it was deleted.
    public var method: String
    /// What was looked at to see that.
    public var verifiedHow: String
    /// Until when the service could bring it back.
    public var recoverableUntilMs: Int64?
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        copyId: Int64, deletionId: Int64, deletedMs: Int64, verifiedMs: Int64, method: String, verifiedHow: String,
        recoverableUntilMs: Int64? = nil
    ) {
        self.copyId = copyId
        self.deletionId = deletionId
        self.deletedMs = deletedMs
        self.verifiedMs = verifiedMs
        self.method = method
        self.verifiedHow = verifiedHow
        self.recoverableUntilMs = recoverableUntilMs
    }
}

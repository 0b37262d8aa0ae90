import GRDB

/// When a snapshot expires, from then on until the next one.
public struct Expiry: CatalogRecord {
    /// The table.
    public static let databaseTableName = "expiry"

    /// The number of the row.
    public var id: Int64 = 0
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// The moment, in ms since 1970.
    public var expiresMs: Int64
    /// The moment before; nil for the first one.
    public var previousMs: Int64?
    /// What the moment was resolved from.
    public var basis: String
    /// Why, in the words of who did it.
    public var reason: String
    /// Who did it.
    public var actor: String
    /// The approval it rests on.
    public var approvalId: Int64?
    /// When, in ms since 1970.
    public var atMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        snapshotId: Int64, expiresMs: Int64, previousMs: Int64? = nil, basis: String, reason: String, actor: String,
        approvalId: Int64? = nil, atMs: Int64
    ) {
        self.snapshotId = snapshotId
        self.expiresMs = expiresMs
        self.previousMs = previousMs
        self.basis = basis
        self.reason = reason
        self.actor = actor
        self.approvalId = approvalId
        self.atMs = atMs
    }
}

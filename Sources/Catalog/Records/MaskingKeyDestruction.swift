import GRDB

/// The end of a masking key.
public struct MaskingKeyDestruction: CatalogRecord {
    /// The table.
    public static let databaseTableName = "masking_key_destruction"

    /// The number of the row.
    public var id: Int64 = 0
    /// The masking key that was used.
    public var maskingKeyId: Int64
    /// When, in ms since 1970.
    public var atMs: Int64
    /// Why, in the words of who did it.
    public var reason: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        maskingKeyId: Int64, atMs: Int64, reason: String
    ) {
        self.maskingKeyId = maskingKeyId
        self.atMs = atMs
        self.reason = reason
    }
}

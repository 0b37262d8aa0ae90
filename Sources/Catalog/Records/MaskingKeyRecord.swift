import GRDB

/// A masking key, by its fingerprint.
public struct MaskingKeyRecord: CatalogRecord {
    /// The table.
    public static let databaseTableName = "masking_key"

    /// The number of the row.
    public var id: Int64 = 0
    /// What is shown of the key; it cannot be turned back into it.
    public var fingerprint: String
    /// Whether the key was made for one run and forgotten with it.
    public var isEphemeral: Bool
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        fingerprint: String, isEphemeral: Bool
    ) {
        self.fingerprint = fingerprint
        self.isEphemeral = isEphemeral
    }
}

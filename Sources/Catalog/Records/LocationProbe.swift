import GRDB

/// What a location said about itself.
public struct LocationProbe: CatalogRecord {
    /// The table.
    public static let databaseTableName = "location_probe"

    /// The number of the row.
    public var id: Int64 = 0
    /// The location it is in.
    public var locationId: Int64
    /// When, in ms since 1970.
    public var atMs: Int64
    /// Who can read what lies there, as far as it was seen.
    public var readers: String
    /// Whether it keeps old versions.
    public var keepsVersions: Bool
    /// For how many days it can bring back what was deleted.
    public var softDeleteDays: Int64
    /// Whether what lies there cannot be deleted.
    public var immutability: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        locationId: Int64, atMs: Int64, readers: String, keepsVersions: Bool, softDeleteDays: Int64,
        immutability: String
    ) {
        self.locationId = locationId
        self.atMs = atMs
        self.readers = readers
        self.keepsVersions = keepsVersions
        self.softDeleteDays = softDeleteDays
        self.immutability = immutability
    }
}

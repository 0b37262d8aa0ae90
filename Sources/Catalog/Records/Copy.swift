import GRDB

/// One place where the bytes of a snapshot lie or have lain.
public struct Copy: CatalogRecord {
    /// The table.
    public static let databaseTableName = "copy"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The snapshot it is about.
    public var snapshotId: Int64
    /// The location it is in.
    public var locationId: Int64
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String
    /// What tells this very file or blob from a later one of its name.
    public var identity: String
    /// Since when it is known to lie there.
    public var createdMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, snapshotId: Int64, locationId: Int64, name: String, version: String = "", identity: String = "",
        createdMs: Int64
    ) {
        self.uid = uid
        self.snapshotId = snapshotId
        self.locationId = locationId
        self.name = name
        self.version = version
        self.identity = identity
        self.createdMs = createdMs
    }
}

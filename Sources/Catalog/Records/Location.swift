import GRDB

/// Where copies lie: a directory, a container, a server.
public struct Location: CatalogRecord {
    /// The table.
    public static let databaseTableName = "location"

    /// The number of the row.
    public var id: Int64 = 0
    /// What kind it is.
    public var kind: String
    /// The location, as OpenLineage names data sets.
    public var namespace: String
    /// The region of a cloud.
    public var region: String?
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        kind: String, namespace: String, region: String? = nil
    ) {
        self.kind = kind
        self.namespace = namespace
        self.region = region
    }
}

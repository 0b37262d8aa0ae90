import GRDB

/// A place where storage and catalog do not agree.
public struct Finding: CatalogRecord {
    /// The table.
    public static let databaseTableName = "finding"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The run it belongs to.
    public var runId: Int64
    /// The location it is in.
    public var locationId: Int64
    /// The copy it is about.
    public var copyId: Int64?
    /// What kind it is.
    public var kind: String
    /// 16 hexadecimal digits of the SHA-256 of its name.
    public var object: String
    /// How many bytes.
    public var bytes: Int64?
    /// When it was found.
    public var foundMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, runId: Int64, locationId: Int64, copyId: Int64? = nil, kind: String, object: String,
        bytes: Int64? = nil, foundMs: Int64
    ) {
        self.uid = uid
        self.runId = runId
        self.locationId = locationId
        self.copyId = copyId
        self.kind = kind
        self.object = object
        self.bytes = bytes
        self.foundMs = foundMs
    }
}

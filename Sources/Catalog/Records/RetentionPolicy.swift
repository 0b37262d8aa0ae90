import GRDB

/// A version of a retention policy.
public struct RetentionPolicy: CatalogRecord {
    /// The table.
    public static let databaseTableName = "policy"

    /// The number of the row.
    public var id: Int64 = 0
    /// Its name.
    public var name: String
    /// Its version.
    public var version: Int64
    /// The kind of snapshot it is for.
    public var applies: String
    /// How long one lives, in ms.
    public var keepMs: Int64
    /// From when: `registered` or `taken`.
    public var countsFrom: String
    /// The longest life with all extensions, in ms.
    public var ceilingMs: Int64
    /// How many extensions there may be.
    public var extensions: Int64
    /// How many of these need no second person.
    public var freeExtensions: Int64
    /// Whether what is derived goes with its parent.
    public var cascade: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        name: String, version: Int64, applies: String, keepMs: Int64, countsFrom: String, ceilingMs: Int64,
        extensions: Int64, freeExtensions: Int64, cascade: String
    ) {
        self.name = name
        self.version = version
        self.applies = applies
        self.keepMs = keepMs
        self.countsFrom = countsFrom
        self.ceilingMs = ceilingMs
        self.extensions = extensions
        self.freeExtensions = freeExtensions
        self.cascade = cascade
    }
}

import GRDB

/// One export or import that a cloud service was asked for.
public struct ServiceOperation: CatalogRecord {
    /// The table.
    public static let databaseTableName = "service_operation"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// The run that asked.
    public var runId: Int64
    /// `export` or `import`.
    public var kind: String
    /// The id of the cache or database at the service.
    public var resource: String
    /// Its region.
    public var region: String
    /// Name and size of what it is sold as.
    public var sku: String
    /// The version it runs, where the service says so.
    public var redisVersion: String?
    /// The container, or the blobs: a JSON array of addresses without credentials.
    public var places: String
    /// What the signature was made with: `account-key`, `user-delegation`, `given`; `managed-identity` for none.
    public var signedWith: String
    /// Letters of the signature.
    public var permissions: String
    /// When the signature begins and ends, in ms since 1970, where it says so.
    public var signedFromMs: Int64?, signedUntilMs: Int64?
    /// What was found before it: a JSON array.
    public var checks: String
    /// When it was asked for, in ms since 1970.
    public var askedMs: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0
}

/// What came of it, one step after the other; the last one tells the state.
public struct ServiceOperationStep: CatalogRecord {
    /// The table.
    public static let databaseTableName = "service_operation_step"

    /// The number of the row.
    public var id: Int64 = 0
    /// The operation it is about.
    public var serviceOperationId: Int64
    /// `accepted`, `succeeded`, `failed`, `refused`, `unknown` or `left`.
    public var phase: String
    /// When, by our clock, in ms since 1970.
    public var atMs: Int64
    /// What the service calls the operation.
    public var operation: String?
    /// When it began and ended by the service's clock, as the service writes it.
    public var serviceStarted: String?, serviceEnded: String?
    /// The service's code of a failure.
    public var code: String?
    /// Under which ids the service logged the requests.
    public var requestIds: String
    /// What happened, in a sentence.
    public var detail: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0
}

public import Foundation
import GRDB

/// A snapshot: raw, sanitized, or loaded into a server.
public struct Snapshot: CatalogRecord {
    /// The table.
    public static let databaseTableName = "snapshot"

    /// The number of the row.
    public var id: Int64 = 0
    /// A random UUID (version 7), by which people and events name it.
    public var uid: String
    /// What kind it is.
    public var kind: String
    /// SHA-256 of its bytes.
    public var sha256: Data?
    /// How many bytes.
    public var bytes: Int64?
    /// How many keys.
    public var keys: Int64?
    /// As in the header: `REDIS0011`.
    public var rdbVersion: String?
    /// Where it is from, in words or as a location.
    public var source: String
    /// When it was taken by its own clock, or registered where it does not say.
    public var takenMs: Int64
    /// When it was registered.
    public var registeredMs: Int64
    /// The run it belongs to.
    public var runId: Int64?
    /// The retention policy it was registered under.
    public var policyId: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        uid: String, kind: String, sha256: Data? = nil, bytes: Int64? = nil, keys: Int64? = nil,
        rdbVersion: String? = nil, source: String, takenMs: Int64, registeredMs: Int64, runId: Int64? = nil,
        policyId: Int64
    ) {
        self.uid = uid
        self.kind = kind
        self.sha256 = sha256
        self.bytes = bytes
        self.keys = keys
        self.rdbVersion = rdbVersion
        self.source = source
        self.takenMs = takenMs
        self.registeredMs = registeredMs
        self.runId = runId
        self.policyId = policyId
    }
}

public import Foundation

/// How to delete.
public struct DeleteOptions: Sendable {
    /// Delete the snapshots of a current blob with it; without, a blob that has some is not deleted.
    public var includesSnapshots = false
    /// Purge a version or snapshot that is deleted softly, where the account allows it.
    public var isPermanent = false

    /// Deletes just the identity.
    public init(includesSnapshots: Bool = false, isPermanent: Bool = false) {
        self.includesSnapshots = includesSnapshots
        self.isPermanent = isPermanent
    }
}

/// What the service said when it deleted.
public struct BlobDeletion: Sendable, Equatable {
    /// Whether nothing is kept; nil where the service does not say.
    public var isPermanent: Bool?
    /// HTTP status, for services.
    public var status: Int?
    /// Under which id the service logged the request.
    public var requestID: String?
    /// The clock of the service.
    public var serverTime: Date?
    /// Whether the content was overwritten before.
    public var wasCleared = false
}

/// What keeps blobs in spite of deletion.
public struct StoreProtection: Sendable, Equatable {
    /// For how many days deleted blobs can be brought back; 0 for not at all, nil where it cannot be seen.
    public var softDeleteDays: Int?
    /// Whether what is deleted softly may be purged.
    public var allowsPermanentDelete = false
    /// Whether old contents stay as versions; nil where it cannot be seen.
    public var keepsVersions: Bool?
    /// Whether a policy of the container or bucket forbids deletion for a time, or a hold for as long as it is there.
    public var hasImmutability = false
    /// The request that told.
    public var requestID: String?
}

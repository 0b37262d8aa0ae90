public import Foundation

/// What is known of one blob.
public struct BlobFacts: Sendable, Equatable {
    /// How a service keeps a blob.
    public enum Kind: String, Sendable {
        /// Azure block blobs, which are staged and committed.
        case block
        /// Azure page blobs, whose size is a multiple of 512.
        case page
        /// Azure append blobs.
        case append
        /// An object of S3.
        case object
        /// A file.
        case file
    }

    /// Its name and generation.
    public var id: BlobID
    /// What changes with its content, with the quotes that the service gives it.
    public var etag = ""
    /// Its size.
    public var byteCount: Int64 = 0
    /// How the service keeps it.
    public var kind: Kind
    /// When its content came.
    public var modified: Date?
    /// The version it is, where the service keeps versions.
    public var version: String?
    /// Names in lower case and their values.
    public var metadata: [String: String] = [:]
    /// Whether this is what the bare name leads to.
    public var isCurrent = true
    /// Whether it is deleted, and can be brought back until ``recoverableUntil``.
    public var isDeleted = false
    /// Until when it can be brought back, where the service tells.
    public var recoverableUntil: Date?
    /// Whether it is only the mark that something was deleted (S3).
    public var isDeleteMarker = false
    /// Until when a policy forbids to delete it.
    public var immutableUntil: Date?
    /// Whether a legal hold of the service forbids to delete it.
    public var hasLegalHold = false
    /// Whether somebody has a lease on it.
    public var isLeased = false
    /// The request that told all this.
    public var requestID: String?

    /// A blob of a kind.
    public init(_ id: BlobID, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}

/// What to list.
public struct BlobListing: Sendable {
    /// Only names that begin so.
    public var prefix = ""
    /// Also versions that are not current, delete markers and snapshots.
    public var includesGenerations = false
    /// Also what was deleted softly, where the service can list it.
    public var includesDeleted = false
    /// Where the page before ended.
    public var marker: String?
    /// How many at most.
    public var limit = 1000

    /// A listing of names that begin so.
    public init(prefix: String = "", everything: Bool = false) {
        self.prefix = prefix
        includesGenerations = everything
        includesDeleted = everything
    }
}

/// One page of a listing.
public struct BlobPage: Sendable {
    /// The blobs, by name.
    public var blobs: [BlobFacts] = []
    /// Where the next page begins; nil at the end.
    public var marker: String?
    /// The request that answered.
    public var requestID: String?
}

extension BlobStore {
    /// All pages of a listing.
    public func listAll(_ listing: BlobListing) async throws -> (blobs: [BlobFacts], requestIDs: [String]) {
        var listing = listing
        var blobs: [BlobFacts] = []
        var requests: [String] = []
        repeat {
            let page = try await list(listing)
            blobs += page.blobs
            if let id = page.requestID { requests.append(id) }
            listing.marker = page.marker
        } while listing.marker != nil
        return (blobs, requests)
    }

    /// All generations of one name, soft-deleted ones too.
    public func generations(of name: String) async throws -> (blobs: [BlobFacts], requestIDs: [String]) {
        let (blobs, requests) = try await listAll(BlobListing(prefix: name, everything: true))
        return (blobs.filter { $0.id.name == name }, requests)
    }
}

/// Where snapshots lie as blobs: one container, bucket or directory.
///
/// These comments are the contract; every store passes the same suite of tests for it.
///
/// - **Absent.** What is not there, or not there any more, is ``BlobError/Code/absent``, and nothing else is. A blob that
///   was deleted softly is absent to all but ``list(_:)``.
/// - **Retryable.** A store repeats by itself what may be repeated, and waits as long as the service asks. What it throws
///   it has given up on; ``BlobError/isRetryable`` tells whether trying later makes sense.
/// - **Secrets.** Nothing that is thrown, returned as text or recorded holds a signature, a key or a token.
/// - **Concurrency.** All may be called at once; how many requests are under way is bounded by the store.
public protocol BlobStore: Sendable {
    /// The location without credentials: `az://account/container`, `s3://bucket`, `file:///directory`.
    var location: String { get }

    /// How parts may be cut for ``put(_:as:of:)``.
    var partLimits: PartLimits { get }

    /// One page of what lies here, ordered by name. Not atomic: what comes and goes meanwhile may be seen or not.
    func list(_ listing: BlobListing) async throws -> BlobPage

    /// What is known of one blob, with its metadata.
    func head(_ id: BlobID) async throws -> BlobFacts

    /// The bytes of a range, all of them, of the very content that has this ETag.
    ///
    /// A broken connection is taken up at the byte it broke at. Throws ``BlobError/Code/changed`` when the blob has other
    /// content by now: bytes of two contents are never mixed. The range lies within the blob.
    func read(_ id: BlobID, _ range: Range<Int64>, pinnedTo etag: String) async throws -> [UInt8]

    /// Begins an upload. Nothing can be seen of it under the name until ``commit(_:_:if:)``; what is there stays.
    func beginUpload(_ name: String, _ options: UploadOptions) async throws -> StagedUpload

    /// Stages one part. Parts may come in any order and side by side. Idempotent: the same index again takes the place of
    /// the part before, once its token is what ``commit(_:_:if:)`` gets. The bytes are checked by the service against a checksum made here.
    func put(_ bytes: [UInt8], as index: Int, of upload: StagedUpload) async throws -> StagedPart

    /// The parts that are staged, by index; of an index that was staged twice with other bytes, both may be there. Of an
    /// upload the store knows nothing of there are none, or it throws ``BlobError/Code/absent``.
    func stagedParts(of upload: StagedUpload) async throws -> [StagedPart]

    /// Whether a part of ``stagedParts(of:)`` has these very bytes, told by its size and by the digest in its token.
    func isStaged(_ bytes: [UInt8], as part: StagedPart, of upload: StagedUpload) -> Bool

    /// Makes a blob of the parts, ordered by their index, with the metadata and tags of the upload. Atomic: all or
    /// nothing, and whoever reads meanwhile has the old content or the new.
    ///
    /// Throws ``BlobError/Code/alreadyThere`` or ``BlobError/Code/changed`` when the condition does not hold; the parts
    /// stay staged then. May be called again after any failure: a commit that went through before is recognized.
    func commit(_ upload: StagedUpload, _ parts: [StagedPart], if condition: WriteCondition) async throws -> BlobFacts

    /// Forgets the parts of an upload, or leaves them to the service, which does so by itself in a time that
    /// ``AbortOutcome`` tells. Idempotent; never touches a blob that is there.
    func abort(_ upload: StagedUpload) async throws -> AbortOutcome

    /// The tags of a blob, by which rules of the service find it.
    func tags(of id: BlobID) async throws -> [String: String]

    /// Sets all tags anew. Does not change the ETag. Idempotent.
    func setTags(_ tags: [String: String], of id: BlobID) async throws

    /// Sets all metadata anew, when the blob still has this ETag; returns the ETag it has then. Stores whose objects keep
    /// the metadata they were made with throw ``BlobError/Code/unsupported``.
    func setMetadata(_ metadata: [String: String], of name: String, ifMatch etag: String) async throws -> String

    /// Deletes one identity: the current blob, one version or one snapshot, and nothing else.
    ///
    /// With an ETag only the content that has it; throws ``BlobError/Code/changed`` otherwise. What a service keeps in
    /// spite of deletion but lets be overwritten (pages) is overwritten first. The answer says whether the service keeps
    /// a copy. Deleting what is absent throws ``BlobError/Code/absent``, so that the caller can tell the two.
    func delete(_ id: BlobID, ifMatch etag: String?, _ options: DeleteOptions) async throws -> BlobDeletion

    /// What keeps blobs here in spite of deletion, as far as these credentials can see it.
    func protection() async throws -> StoreProtection
}

/// What the caches of the stand-in are, and what goes wrong with them.
public struct ManagementScript: Sendable {
    /// The RDB files that an export writes: one for a cache, one for each shard of a cluster.
    public var dumps: [[UInt8]] = []
    /// SKU of the cache: name, family, capacity; and how many shards.
    public var cacheSKU = (name: "Premium", family: "P", capacity: 1), shards = 0
    /// SKU of the cluster.
    public var clusterSKU = "Balanced_B5"
    /// The version that both run.
    public var redisVersion = "7.4"
    /// Whether all is quiet, or at something else.
    public var provisioningState = "Succeeded"
    /// Modules of the database, and how it is cut.
    public var modules: [String] = [], clusteringPolicy = "OSSCluster"

    /// After how many questions an operation ends; nil for never.
    public var pollsBeforeEnd: Int? = 2
    /// What `Retry-After` says; nil for no such header.
    public var retryAfter: Int? = 0
    /// How the operation fails.
    public var failure: (code: String, message: String)?
    /// The message of a 409 that the next request is answered with.
    public var conflict: String?
    /// How many of the next requests are answered with 429.
    public var throttledRequests = 0
    /// How many of the next requests for an operation are taken, and their answers lost.
    public var lostAnswers = 0
    /// Whether asking how far it is is forbidden.
    public var forbidsPolling = false
    /// Whether a request is accepted without a word where to ask.
    public var givesNoURLs = false
    /// A host that the URLs to ask at lead to, in the place of this one.
    public var foreignHost: String?
    /// Whether the identity may not export and import.
    public var lacksRole = false

    /// Statuses that the next questions for a token are answered with.
    public var tokenFailures: [Int] = []

    /// Nothing goes wrong.
    public init() {}
}

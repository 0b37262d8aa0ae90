import RedisDump
import RedisLive

/// What a load did, or would do, for people and for machines.
public struct LoadReport: Encodable, Sendable {
    /// The server that takes the snapshot.
    public struct Target: Encodable, Sendable {
        /// Its address without credentials.
        public var address: String
        /// Product and version.
        public var product: String?
        /// The primaries of its cluster; empty for a server alone.
        public var primaries: [String]
        /// Keys it held before, by database number.
        public var keysBefore: [String: Int]
        /// When what was loaded expires by its policy.
        public var retention: SanitizeReport.Retention?

        enum CodingKeys: String, CodingKey {
            case address, product, primaries, retention
            case keysBefore = "keys_before"
        }

        init(_ target: LoadTarget) {
            address = target.place
            product = target.facts.product
            primaries = target.primaries
            keysBefore = Dictionary(uniqueKeysWithValues: target.keyCounts.map { (String($0.key), $0.value) })
        }
    }

    /// The snapshot.
    public var input: SanitizeReport.Side
    /// Where it goes.
    public var target: Target
    /// Keys of the snapshot.
    public var keys: SanitizeReport.Keys
    /// Of these, keys with an expiry.
    public var expires: Int
    /// Keys that the server took.
    public var loadedKeys = 0
    /// Keys that had expired and were not sent.
    public var expiredKeys = 0
    /// Function libraries in the snapshot, and those that the server took.
    public var functions: Int
    /// Function libraries that the server took.
    public var loadedFunctions = 0
    /// Values that the server refused, by the name of their type.
    public var refused: [String: Int] = [:]
    /// What no command can load, and was left out.
    public var left: [String: Int]
    /// Keys that nodes of the cluster sent elsewhere.
    public var redirectedKeys = 0
    /// What is done to keys that are there: `refuse`, `replace` or `flush`.
    public var presentKeys: String
    /// Whether nothing was written.
    public var isDryRun: Bool
    /// Wall time.
    public var seconds = 0.0
    /// The path of the catalog it is recorded in; nil when it is recorded nowhere.
    public var catalog: String?
    /// The uid of the run in the catalog.
    public var runID: String?
    /// The uid of what the server now holds, in the catalog.
    public var deploymentID: String?
    /// What else somebody should know.
    public var notes: [String]

    enum CodingKeys: String, CodingKey {
        case input, target, keys, expires, functions, refused, left, seconds, catalog, notes
        case loadedKeys = "loaded_keys"
        case expiredKeys = "expired_keys"
        case loadedFunctions = "loaded_functions"
        case redirectedKeys = "redirected_keys"
        case presentKeys = "present_keys"
        case isDryRun = "dry_run"
        case runID = "run_id"
        case deploymentID = "deployment_id"
    }

    /// Whether the server took everything it was given.
    public var isWhole: Bool { refused.isEmpty }

    init(_ survey: SnapshotSurvey, input: SanitizeReport.Side, target: LoadTarget, options: LoadOptions, isDryRun: Bool)
    {
        self.input = input
        self.input.rdbVersion = survey.header.text
        self.target = Target(target)
        keys = .init(
            total: survey.keyCount,
            db: Dictionary(uniqueKeysWithValues: survey.keys.map { (String($0.key), $0.value) }))
        expires = survey.expiringKeys
        functions = survey.functions
        left = survey.left
        presentKeys = options.flushes ? "flush" : options.replaces ? "replace" : "refuse"
        self.isDryRun = isDryRun
        notes = target.notes
    }

    mutating func add(_ result: LoadResult) {
        loadedKeys = result.loadedKeys
        expiredKeys = result.expiredKeys
        loadedFunctions = result.loadedFunctions
        refused = result.refused
        redirectedKeys = result.redirectedKeys
    }
}

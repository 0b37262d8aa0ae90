/// What a run over a set of snapshots did.
public struct SanitizeSetReport: Encodable, Sendable {
    /// Each shard's own report, in order.
    public var shards: [SanitizeReport]
    /// Keys of all.
    public var keys: Int
    /// Keys that expire.
    public var expires: Int
    /// Bytes of all snapshots, and of all results.
    public var inputBytes: UInt64, outputBytes: UInt64
    /// Wall time.
    public var seconds: Double
    /// The path of the catalog it is recorded in; nil when it is recorded nowhere.
    public var catalog: String?
    /// The uid of the one run in the catalog.
    public var runID: String?

    enum CodingKeys: String, CodingKey {
        case shards, keys, expires, seconds, catalog
        case inputBytes = "input_bytes"
        case outputBytes = "output_bytes"
        case runID = "run_id"
    }

    init(_ shards: [SanitizeReport], _ duration: Duration) {
        self.shards = shards
        keys = shards.map(\.keys.total).reduce(0, +)
        expires = shards.map(\.expires).reduce(0, +)
        inputBytes = shards.map(\.input.bytes).reduce(0, +)
        outputBytes = shards.map(\.output.bytes).reduce(0, +)
        seconds = duration.inSeconds
        catalog = shards.first?.catalog
        runID = shards.first?.runID
    }
}

public import Catalog

/// What a run is to write down about the snapshots it reads and writes.
public struct RecordingOptions: Sendable {
    /// The name of the policy of what is written, and of what is read.
    public var policy = "sanitized-default", rawPolicy = "raw-default"
    /// How long each of them may live.
    public var expiry = ExpiryWish.policy, rawExpiry = ExpiryWish.policy
    /// Where the snapshot is from, in the words of its owner: `prod/eu/cart-cache`.
    public var source: String?
    /// The program and its version.
    public var tool: String
    /// Whether the masking key is forgotten with the run.
    public var isKeyEphemeral: Bool

    /// The default policies.
    public init(tool: String, isKeyEphemeral: Bool) {
        self.tool = tool
        self.isKeyEphemeral = isKeyEphemeral
    }
}

/// What is deleted or read: a name, and which of its contents.
public struct BlobID: Hashable, Sendable {
    /// Which content of a name.
    public enum Generation: Hashable, Sendable {
        /// The one that is there now.
        case current
        /// A version of a versioned container or bucket.
        case version(String)
        /// A snapshot (Azure).
        case snapshot(String)
    }

    /// The name within the store.
    public var name: String
    /// Which content.
    public var generation: Generation

    /// The current blob of a name, or another of its contents.
    public init(_ name: String, _ generation: Generation = .current) {
        self.name = name
        self.generation = generation
    }
}

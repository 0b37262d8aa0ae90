/// What is looked at, and what may be shown of it.
public struct InspectOptions: Sendable {
    /// How many of the largest keys are named.
    public var largestCount = 10
    /// Whether names of keys and libraries are handed out. They are raw data.
    public var showsNames = false
    /// How many different templates of key names are told apart; keys beyond are counted together.
    public var templateLimit = 10_000
    /// Unix ms of now: lifetimes count from here in files that do not say when they were taken.
    public var now: Int64
    /// Bytes that are read at a time.
    public var chunkByteCount = 1 << 20

    /// The usual options, at a time.
    public init(now: Int64) { self.now = now }
}

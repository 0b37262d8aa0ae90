import Synchronization

/// How much of a run between blobs has come, and how much of the result is staged.
public final class TransferCounts: Sendable {
    private let pulledCount = Atomic<UInt64>(0)
    private let stagedCount = Atomic<UInt64>(0)

    /// Nothing yet.
    public init() {}

    /// Bytes that arrived.
    public var pulled: UInt64 { pulledCount.load(ordering: .relaxed) }
    /// Bytes that the service has staged.
    public var staged: UInt64 { stagedCount.load(ordering: .relaxed) }

    func notePulled(_ count: Int) { pulledCount.wrappingAdd(UInt64(max(0, count)), ordering: .relaxed) }
    func noteStaged(_ count: Int) { stagedCount.store(UInt64(max(0, count)), ordering: .relaxed) }
}

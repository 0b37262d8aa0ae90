import RedisDump
public import Sanitizing

/// One run of `mannequin rules suggest`.
public struct SuggestRun: Sendable {
    /// The snapshot: a path, or `-`.
    public var input: String
    /// How many templates are told apart.
    public var templateLimit = 200

    /// A run.
    public init(input: String) { self.input = input }

    /// Reads and drafts.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> Suggestion {
        let source = try SnapshotFile(input, digesting: false)
        do {
            return try Suggester.run(source, templateLimit: templateLimit) { done in
                try progress(done, source.totalByteCount)
            }
        } catch let error as ReadError {
            throw RunError(.badData, "\(input): \(error)")
        }
    }
}

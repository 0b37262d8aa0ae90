import Foundation

/// A token of an identity, got anew before it ends.
actor TokenCache {
    /// A token and its end.
    struct Token: Sendable {
        /// A secret.
        var value: String
        var expires: Date
    }

    /// Where tokens come from, in words.
    nonisolated let source: String
    private let fetch: @Sendable () async throws -> Token
    private let now: @Sendable () -> Date
    private var current: Token?
    private var pending: Task<Token, any Error>?

    init(
        source: String, now: @escaping @Sendable () -> Date = { Date() },
        fetch: @escaping @Sendable () async throws -> Token
    ) {
        self.source = source
        self.now = now
        self.fetch = fetch
    }

    /// A token that is good for five minutes at least. Who asks meanwhile waits for the same answer.
    func token() async throws -> String {
        if let current, current.expires > now().addingTimeInterval(300) { return current.value }
        let task = pending ?? Task { [fetch] in try await fetch() }
        pending = task
        defer { pending = nil }
        do {
            let token = try await task.value
            current = token
            return token.value
        } catch {
            // The old one is as good as it says, even when no new one can be had yet.
            if let current, current.expires > now() { return current.value }
            throw error
        }
    }
}

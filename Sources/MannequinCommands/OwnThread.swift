import Foundation

/// Runs work that waits on a thread of its own: commands wait for the network, and the threads of tasks, which do that work,
/// must not be the ones that wait.
enum OwnThread {
    static func run(_ body: @escaping () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let work = Work { continuation.resume(with: Result { try body() }) }
            let thread = Thread { work.body() }
            // As much as the first thread of a program has.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Unchecked: it is called once, on the thread it is handed to, and nobody else holds what it holds.
    private final class Work: @unchecked Sendable {
        let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }
    }
}

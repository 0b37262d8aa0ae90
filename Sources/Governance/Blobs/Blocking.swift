import Dispatch
import Synchronization

/// Waits on a thread of one's own for what goes on elsewhere: the run of a snapshot is threads, the network is tasks.
///
/// Not to be called within a task: the threads of tasks are few, and none may wait for another.
enum Blocking {
    static func wait<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let outcome = Outcome<Value>()
        let done = DispatchSemaphore(value: 0)
        Task {
            do {
                let value = try await body()
                outcome.set(.success(value))
            } catch {
                outcome.set(.failure(error))
            }
            done.signal()
        }
        done.wait()
        return try outcome.get()
    }

    private final class Outcome<Value: Sendable>: Sendable {
        private let result = Mutex<Result<Value, any Error>?>(nil)

        func set(_ new: Result<Value, any Error>) { result.withLock { $0 = new } }

        func get() throws -> Value {
            guard let result = result.withLock({ $0 }) else { throw CancellationError() }
            return try result.get()
        }
    }
}

import Dispatch

/// Runs tasks on a queue of their own: tests may keep the threads of all other tasks waiting for a program that talks to
/// the service.
package final class QueueExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "blob service stand-in")

    /// A queue.
    package init() {}

    /// Runs one piece.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

import Dispatch

/// Runs tasks on a queue of their own: tests may keep the threads of all other tasks waiting for a program that talks to
/// the service.
final class QueueExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "blob service stand-in")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

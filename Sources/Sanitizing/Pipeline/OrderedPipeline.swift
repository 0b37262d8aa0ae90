import Foundation
import Synchronization

/// What goes round in a pipeline: filled, worked on, consumed, and filled again.
protocol PipelineItem: AnyObject, Sendable {
    /// The item's place in the order; written by the pipeline.
    var number: Int { get set }
    /// Why the work failed; written by the pipeline.
    var failure: (any Error)? { get set }
}

/// Work on items, on one thread of its own.
protocol PipelineWorker: AnyObject, SendableMetatype {
    associatedtype Item: PipelineItem
    /// Works on one item. An error ends the run when all items before it have been consumed.
    func work(on item: Item) throws
    /// Called once, on the worker's thread, after its last item.
    func finish()
}

/// One thread fills items, several work on them, the caller's thread consumes them in order.
///
///     fill ─► [ work ] × jobs ─► consume in order
///
/// A fixed number of items goes round. The first error in the order of items wins, whichever thread met it, so a run
/// ends in the same way however the work was spread.
enum OrderedPipeline {
    /// Runs until `fill` returns false.
    ///
    /// `fill` is called on one thread, `makeWorker` on each of `jobs` threads, `consume` on the caller's.
    static func run<Worker: PipelineWorker>(
        pool: [Worker.Item], jobs: Int, fill: @escaping @Sendable (Worker.Item) throws -> Bool,
        makeWorker: @escaping @Sendable () -> Worker, consume: (Worker.Item) throws -> Void
    ) throws {
        let queues = Queues<Worker.Item>()
        for item in pool { queues.free.give(item) }
        let threads = DispatchGroup()
        func start(_ body: @escaping @Sendable () -> Void) {
            threads.enter()
            Thread.detachNewThread {
                body()
                threads.leave()
            }
        }
        for _ in 0..<max(jobs, 1) { start { work(queues, makeWorker()) } }
        start { queues.fillAll(fill) }
        defer { threads.wait() }
        do {
            try queues.consumeAll(consume)
        } catch {
            queues.cancel()
            throw error
        }
        queues.cancel()
    }

    private static func work<Worker: PipelineWorker>(_ queues: Queues<Worker.Item>, _ worker: Worker) {
        while let item = queues.filled.take() {
            do {
                try worker.work(on: item)
            } catch {
                item.failure = error
            }
            queues.done.give(item)
        }
        worker.finish()
    }

    private final class Queues<Item: PipelineItem>: Sendable {
        let free = HandOver<Item>()
        let filled = HandOver<Item>()
        let done = HandOver<Item>()
        /// How filling ended: how many items there are, and the error behind the last one.
        private let end = Mutex<(total: Int, failure: (any Error)?)?>(nil)

        func fillAll(_ fill: (Item) throws -> Bool) {
            var total = 0
            var failure: (any Error)?
            do {
                while let item = free.take() {
                    item.number = total
                    item.failure = nil
                    guard try fill(item) else { break }
                    total += 1
                    filled.give(item)
                }
            } catch {
                failure = error
            }
            end.withLock { $0 = (total, failure) }
            filled.close()
            // Wakes the consumer, which may be waiting for an item that will not come.
            done.close()
        }

        func consumeAll(_ consume: (Item) throws -> Void) throws {
            var waiting: [Int: Item] = [:]
            var next = 0
            while true {
                if let item = waiting.removeValue(forKey: next) {
                    if let failure = item.failure { throw failure }
                    try consume(item)
                    next += 1
                    free.give(item)
                } else if let end = end.withLock({ $0 }), next == end.total {
                    if let failure = end.failure { throw failure }
                    return
                } else if let item = done.takeOrWake() {
                    waiting[item.number] = item
                }
            }
        }

        func cancel() {
            free.close()
            filled.close()
        }
    }
}

import Dispatch
import Synchronization

/// A queue between threads: any number give, any number take; taking waits.
///
/// It needs no bound of its own: what goes round in the pipeline is a fixed number of chunks.
final class HandOver<Item: Sendable>: Sendable {
    private let items = Mutex<[Item]>([])
    private let available = DispatchSemaphore(value: 0)

    /// Puts an item at the end.
    func give(_ item: Item) {
        items.withLock { $0.append(item) }
        available.signal()
    }

    /// Ends the queue: once it is empty, ``take()`` returns nil to everyone.
    func close() {
        available.signal()
    }

    /// Takes the first item; nil when the queue is closed and empty.
    func take() -> Item? {
        available.wait()
        let item = items.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        // The signal of a closed queue is passed on, so that every taker sees the end.
        if item == nil { available.signal() }
        return item
    }

    /// Like ``take()``, but a closed queue wakes only one wait: for a taker that looks elsewhere whether all is done.
    func takeOrWake() -> Item? {
        available.wait()
        return items.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

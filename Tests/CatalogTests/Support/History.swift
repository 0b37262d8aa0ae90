@testable import Catalog
import Foundation
import GRDB
import Synchronization

/// A catalog in a directory of its own, whose clock and writers the test sets: it tells a history, act by act.
final class History: Sendable {
    /// The directory; nothing else is in it.
    let directory: String
    /// The catalog in it.
    var path: String { directory + "/catalog.sqlite" }
    private let time: Mutex<Int64>
    private let writers = Mutex<[String: Catalog]>([:])

    /// A new catalog, made on 1 January 2026 by root.
    init() throws {
        // In memory where that can be had: every act waits for the disk.
        let parent = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        directory = "\(parent)/mannequin-catalog-\(UUID().uuidString.prefix(13))"
        time = Mutex(Self.moment("2026-01-01T00:00:00Z"))
        _ = try catalog(of: "root")
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// The time of the next act, in ms since 1970.
    var now: Int64 {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }

    /// Moves the clock to a moment: `2026-01-05T10:00:00Z`.
    func at(_ moment: String) { now = Self.moment(moment) }

    /// A moment, in ms since 1970.
    static func moment(_ text: String) -> Int64 {
        guard let date = try? Date(text, strategy: .iso8601) else { preconditionFailure("\(text) is no moment") }
        return Int64(date.timeIntervalSince1970 * 1000)
    }

    /// The catalog, opened by somebody on the host `h1`.
    func catalog(of name: String = "alice") throws -> Catalog {
        if let catalog = writers.withLock({ $0[name] }) { return catalog }
        let writer = Catalog.Writer(actor: Actor(name: name, host: "h1"), purpose: "a test") { [weak self] in
            self?.now ?? 0
        }
        let catalog = try Catalog.open(path, writer: writer)
        writers.withLock { $0[name] = catalog }
        return catalog
    }

    /// The catalog, opened for reading.
    func reader() throws -> Catalog { try Catalog.openReadOnly(path) }

    /// Writes as somebody.
    @discardableResult
    func write<Result>(as name: String = "alice", _ body: (EventLog) throws -> Result) throws -> Result {
        try catalog(of: name).write(body)
    }

    /// The problems that `verify` names.
    func problems(isFull: Bool = true) throws -> [String] {
        try reader().verify(isFull: isFull).problems.map(\.message)
    }
}

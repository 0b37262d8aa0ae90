import Synchronization

/// What goes on elsewhere while we wait for it, and goes on when we do not.
enum ForeignWork {
    private static let waiting = Mutex<[String: @Sendable () -> String]>([:])

    /// From now on the end of the program calls `leave`, which writes down and says what goes on where.
    static func begin(_ id: String, leave: @escaping @Sendable () -> String) { waiting.withLock { $0[id] = leave } }

    /// It has ended, or is left already.
    static func end(_ id: String) { _ = waiting.withLock { $0.removeValue(forKey: id) } }

    /// Leaves all of it; a line for each.
    static func abandonAll() -> [String] {
        let all = waiting.withLock { work in
            defer { work = [:] }
            return work.sorted { $0.key < $1.key }.map(\.value)
        }
        return all.map { $0() }
    }
}

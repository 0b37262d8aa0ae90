/// The keys with the most bytes, of equal ones the first.
struct LargestKeys {
    private(set) var keys: [Inspection.LargeKey] = []
    private let limit: Int
    /// Keys with no more bytes than this do not get in.
    private var threshold: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// Whether a key gets in.
    @inline(__always)
    func isLargeEnough(_ byteCount: UInt64) -> Bool { byteCount > threshold || keys.count < limit }

    /// Puts a key at its place, and the smallest out.
    mutating func insert(_ key: Inspection.LargeKey) {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].bytes >= key.bytes { low = middle + 1 } else { high = middle }
        }
        keys.insert(key, at: low)
        if keys.count > limit { keys.removeLast() }
        if keys.count == limit { threshold = keys.last?.bytes ?? .max }
    }
}

import Glibc

/// Large tables that are read at random.
enum LargePages {
    /// Zeros, in pages of 2 MiB where the system has them, so that finding an address does not cost more than reading
    /// what is there.
    static func zeros(count: Int) -> [UInt64] {
        let pageByteCount = 2 << 20
        return unsafe [UInt64](unsafeUninitializedCapacity: count) { words, initializedCount in
            let bytes = UnsafeMutableRawBufferPointer(words)
            if let start = bytes.baseAddress, bytes.count >= 2 * pageByteCount {
                let first = unsafe start.alignedUp(toMultipleOf: pageByteCount)
                let count = unsafe bytes.count - (first - start)
                _ = unsafe madvise(first, count / pageByteCount * pageByteCount, MADV_HUGEPAGE)
            }
            unsafe words.initialize(repeating: 0)
            initializedCount = count
        }
    }
}

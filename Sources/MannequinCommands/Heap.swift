import CMalloc

/// How this program asks for memory.
enum Heap {
    /// Blocks of 256 KiB and more are given back to the system when they are freed.
    ///
    /// Left to itself, glibc moves that limit up with the first large block that is freed, and keeps what comes after.
    static func giveLargeBlocksBack() { _ = mallopt(M_MMAP_THRESHOLD, 1 << 18) }
}

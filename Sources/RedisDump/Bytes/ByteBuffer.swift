/// A growing run of bytes that keeps its memory when emptied; the one place of `RedisDump` that owns raw memory.
///
/// Appending is a `memcpy`; no byte is zeroed before it is written. All access goes through checked spans.
@safe
public struct ByteBuffer: ~Copyable {
    private var storage: UnsafeMutablePointer<UInt8>
    /// Bytes that can be held without growing.
    public private(set) var capacity: Int
    /// Bytes held.
    public private(set) var count: Int

    /// An empty buffer.
    public init(capacity: Int = 64) {
        self.capacity = max(capacity, 64)
        unsafe storage = .allocate(capacity: self.capacity)
        count = 0
    }

    deinit { unsafe storage.deallocate() }

    /// The bytes, to read.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let span = unsafe Span(_unsafeStart: UnsafePointer(storage), count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The bytes, to change in place.
    public var mutableSpan: MutableSpan<UInt8> {
        @_lifetime(&self)
        mutating get {
            let span = unsafe MutableSpan(_unsafeStart: storage, count: count)
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// A part of the bytes, to read. Traps outside `0..<count`.
    @_lifetime(borrow self)
    public func span(_ range: Range<Int>) -> Span<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range lies outside the buffer")
        let span = unsafe Span(_unsafeStart: UnsafePointer(storage + range.lowerBound), count: range.count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// A part of the bytes, to change in place. Traps outside `0..<count`.
    @_lifetime(&self)
    public mutating func mutableSpan(_ range: Range<Int>) -> MutableSpan<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range lies outside the buffer")
        let span = unsafe MutableSpan(_unsafeStart: storage + range.lowerBound, count: range.count)
        return unsafe _overrideLifetime(span, mutating: &self)
    }

    /// Forgets all bytes and keeps the memory.
    public mutating func removeAll() { count = 0 }

    /// Forgets the bytes from `newCount` on.
    public mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count, "cannot truncate upwards")
        count = newCount
    }

    /// Gives memory back when far more is held than `limit` asks for.
    public mutating func shrink(toCapacity limit: Int) {
        guard capacity > limit, count <= limit else { return }
        unsafe resize(to: limit)
    }

    /// Makes room for `extra` more bytes.
    @inline(__always)
    public mutating func reserve(_ extra: Int) {
        if capacity - count < extra { grow(by: extra) }
    }

    @inline(never)
    private mutating func grow(by extra: Int) {
        let (needed, overflow) = count.addingReportingOverflow(extra)
        precondition(!overflow, "a buffer cannot exceed the address space")
        unsafe resize(to: max(needed, capacity + capacity / 2))
    }

    @unsafe
    private mutating func resize(to newCapacity: Int) {
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
        unsafe moved.update(from: storage, count: count)
        unsafe storage.deallocate()
        unsafe storage = moved
        capacity = newCapacity
    }

    /// Appends one byte.
    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe storage[count] = byte
        count += 1
    }

    /// Appends a run of bytes.
    @inline(__always)
    public mutating func append(_ bytes: Span<UInt8>) {
        reserve(bytes.count)
        unsafe bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { unsafe (storage + count).update(from: base, count: source.count) }
        }
        count += bytes.count
    }

    /// Appends the low `byteCount` bytes of a number, least significant first.
    public mutating func appendLittleEndian(_ value: UInt64, byteCount: Int) {
        for shift in 0..<byteCount { append(UInt8(truncatingIfNeeded: value >> UInt64(shift * 8))) }
    }

    /// Appends up to `limit` bytes that `fill` writes, and returns how many it wrote; 0 means the end of input.
    public mutating func append<Failure: Error>(
        upTo limit: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        reserve(limit)
        let written = unsafe try fill(UnsafeMutableRawBufferPointer(start: storage + count, count: limit))
        precondition(written >= 0 && written <= limit, "more was written than there was room for")
        count += written
        return written
    }

    /// Runs `body` on the memory from `count` on, after making room for `limit` bytes, and keeps what it returns.
    @inline(__always)
    mutating func appendUnchecked(limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> Int {
        reserve(limit)
        let written = unsafe body(storage + count)
        precondition(written <= limit, "more was written than there was room for")
        if written > 0 { count += written }
        return written
    }
}

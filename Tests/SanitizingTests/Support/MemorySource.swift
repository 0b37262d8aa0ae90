import RedisDump

/// A source over an array, which may hand out its bytes in odd small steps, as pipes do.
final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private let steps: [Int]
    private let knowsCount: Bool
    private var position = 0
    private var reads = 0

    /// All bytes at once, like a file; or in `steps`, again and again, like a pipe whose length nobody knows.
    init(_ bytes: [UInt8], steps: [Int] = []) {
        self.bytes = bytes
        self.steps = steps
        knowsCount = steps.isEmpty
    }

    var remainingCount: UInt64? { knowsCount ? UInt64(bytes.count - position) : nil }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) -> Int {
        let bytes = bytes
        let step = steps.isEmpty ? .max : steps[reads % steps.count]
        reads += 1
        let count = min(limit, step, bytes.count - position)
        buffer.append(bytes.span.extracting(position..<position + count))
        position += count
        return count
    }
}

/// A sink that keeps what it is given.
final class MemorySink: ByteSink {
    private(set) var bytes: [UInt8] = []

    func write(_ span: Span<UInt8>) {
        // One memcpy: byte by byte, a debug build takes a second for 30 MB.
        unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
}

extension Array where Element == UInt8 {
    /// A copy of a span's bytes.
    init(copying span: Span<UInt8>) { self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) } }

    /// The bytes of a text.
    init(_ text: String) { self = Array(text.utf8) }
}

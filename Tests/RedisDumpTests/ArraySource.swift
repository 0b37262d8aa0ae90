import RedisDump

/// A source over an array, which may hand out its bytes in small steps.
final class ArraySource: ByteSource {
    private let bytes: [UInt8]
    private let stepCount: Int
    private var position = 0

    init(_ bytes: [UInt8], stepCount: Int = .max) {
        self.bytes = bytes
        self.stepCount = stepCount
    }

    var remainingCount: UInt64? { UInt64(bytes.count - position) }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) -> Int {
        let count = min(limit, stepCount, bytes.count - position)
        let bytes = bytes
        buffer.append(bytes.span.extracting(position..<position + count))
        position += count
        return count
    }
}

/// All bytes that a source still has.
func everything(of source: any ByteSource, upTo limit: Int = 1 << 16) throws -> [UInt8] {
    var buffer = ByteBuffer()
    while try source.read(into: &buffer, upTo: limit) > 0 {}
    return buffer.array
}

extension ByteBuffer {
    /// A copy of the bytes.
    var array: [UInt8] { Array(span) }
}

extension Array where Element == UInt8 {
    /// A copy of a span's bytes.
    init(_ span: Span<UInt8>) { self = span.indices.map { span[$0] } }
}

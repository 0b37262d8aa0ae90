/// An intset: a sorted array of integers of one width (`intset.c`).
///
///     bytes per integer (4, LE: 2, 4 or 8)   count (4, LE)   integers, LE, ascending
public struct Intset: Sendable, Equatable {
    /// Bytes before the first integer.
    public static let headerCount = 8
    /// Bytes of each integer: 2, 4 or 8.
    public let width: Int
    /// How many integers.
    public let count: Int

    /// Reads the header and checks it against the size, and that the integers ascend.
    public init(_ bytes: Span<UInt8>) throws(ReadError) {
        guard bytes.count >= Self.headerCount else { throw Self.damaged(0) }
        let width = bytes.littleEndian(at: 0, count: 4)
        let count = bytes.littleEndian(at: 4, count: 4)
        guard width == 2 || width == 4 || width == 8, count > 0,
            UInt64(bytes.count - Self.headerCount) == count * width
        else { throw Self.damaged(0) }
        self.width = Int(width)
        self.count = Int(count)
        var previous = self[0, bytes]
        for index in 1..<max(self.count, 1) {
            let value = self[index, bytes]
            guard value > previous else { throw Self.damaged(Self.headerCount + index * self.width) }
            previous = value
        }
    }

    /// The integer at an index.
    public subscript(index: Int, bytes: Span<UInt8>) -> Int64 {
        signExtended(bytes.littleEndian(at: Self.headerCount + index * width, count: width), byteCount: width)
    }

    /// Replaces all integers; each must fit the width. They are sorted as Redis needs them.
    public func store(_ values: inout [Int64], in bytes: inout MutableSpan<UInt8>) {
        precondition(values.count == count, "an intset keeps its number of members")
        values.sort()
        for (index, value) in values.enumerated() {
            bytes.storeLittleEndian(UInt64(bitPattern: value), at: Self.headerCount + index * width, count: width)
        }
    }

    private static func damaged(_ offset: Int) -> ReadError {
        ReadError(
            .badStructure, at: UInt64(offset), reading: "intset",
            expected: "a width of 2, 4 or 8, a count that fits its size, and ascending integers")
    }
}

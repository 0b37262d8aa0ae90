import RedisDump

/// A text that is read from a file or from standard input, in pieces that end where lines do.
public struct TextFile: ~Copyable {
    /// A piece has so many bytes, or one line.
    private static let pieceByteCount = 4 << 20
    /// A line that is longer than this is cut.
    private static let longestLine = 256 << 20

    private let source: SnapshotFile
    private var buffer = ByteBuffer()
    private var rest = ByteBuffer()
    private var isAtEnd = false

    /// Opens a file, or standard input for `-`.
    public init(_ name: String) throws(RunError) { source = try SnapshotFile(name, digesting: false) }

    /// Bytes read.
    public var byteCount: UInt64 { source.byteCount }

    /// The size of a regular file.
    public var totalByteCount: UInt64? { source.totalByteCount }

    /// Hands over the next piece; returns false when there is none.
    public mutating func readPiece(_ body: (Span<UInt8>) throws -> Void) throws -> Bool {
        swap(&buffer, &rest)
        rest.removeAll()
        var end: Int?
        while !isAtEnd, end == nil, buffer.count < Self.longestLine {
            let searched = buffer.count
            while !isAtEnd, buffer.count < searched + Self.pieceByteCount {
                isAtEnd = try source.read(into: &buffer, upTo: Self.pieceByteCount) == 0
            }
            end = Self.lastLineEnd(buffer.span, from: searched)
        }
        guard buffer.count > 0 else { return false }
        let cut = isAtEnd ? buffer.count : end ?? buffer.count
        Self.copy(buffer, from: cut, to: &rest)
        try body(buffer.span(0..<cut))
        return true
    }

    private static func copy(_ buffer: borrowing ByteBuffer, from start: Int, to rest: inout ByteBuffer) {
        rest.append(buffer.span(start..<buffer.count))
    }

    private static func lastLineEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = bytes.count
        while index > start {
            if bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }
}

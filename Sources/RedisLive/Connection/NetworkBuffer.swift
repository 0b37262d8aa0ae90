import NIOCore

extension NIOCore.ByteBuffer {
    /// Appends bytes; the one place where memory is handed to NIO.
    mutating func append(_ bytes: Span<UInt8>) { unsafe writeBytes(bytes.bytes) }
}

import Catalog
import Foundation
import Glibc
import Masking
public import RedisDump

/// A snapshot that is read from a file or from standard input, with the digest of its bytes.
public final class SnapshotFile: ByteSource {
    /// The path, or `-`.
    public let name: String
    private let descriptor: FileDescriptor
    private let digest: SHA256Digest?
    /// Bytes read.
    public private(set) var byteCount: UInt64 = 0
    /// The size of a regular file.
    public let totalByteCount: UInt64?

    /// Opens a file, or standard input for `-`.
    public init(_ name: String, digesting: Bool = true) throws(RunError) {
        guard !LiveServer.isAddress(name) else {
            throw RunError(
                .usage, "a server can be read by sanitize and inspect, and written by load; this takes a file")
        }
        self.name = name
        descriptor =
            name == "-"
            ? FileDescriptor(standard: STDIN_FILENO)
            : try FileDescriptor(path: name, flags: O_RDONLY, failing: .noInput)
        totalByteCount = descriptor.byteCount
        digest = digesting ? SHA256Digest() : nil
    }

    /// Whether a path leads to this very file.
    func isSameFile(as path: String) -> Bool { descriptor.isSameFile(as: path) }

    /// How many bytes are left, for regular files.
    public var remainingCount: UInt64? { totalByteCount.map { $0 > byteCount ? $0 - byteCount : 0 } }

    /// Appends the next bytes.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        let start = buffer.count
        let count = try descriptor.read(into: &buffer, upTo: limit, name: name)
        byteCount += UInt64(count)
        digest?.update(buffer.span(start..<buffer.count))
        return count
    }

    /// SHA-256 of all bytes read, in hexadecimal. Ends the digest.
    public func finishDigest() -> String { digest.map { Data($0.finalize()).hexadecimal } ?? "" }

    /// SHA-256 of a whole file, in hexadecimal.
    static func sha256(of path: String) throws -> String {
        let file = try SnapshotFile(path)
        var buffer = ByteBuffer(capacity: 1 << 20)
        while try file.read(into: &buffer, upTo: 1 << 20) > 0 { buffer.removeAll() }
        return file.finishDigest()
    }
}

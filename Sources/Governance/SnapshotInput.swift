import Catalog
import Foundation
import Masking
public import RedisDump
public import RedisLive

/// A snapshot that is read once, wherever it comes from, with the digest of its bytes.
///
/// A server is asked when the first byte is read, not before: whatever else can fail then has not.
public final class SnapshotInput: ByteSource {
    /// The path, `-`, or the address of a blob or a server, without credentials.
    public let name: String
    private let file: SnapshotFile?
    private let server: LiveServer?
    private var live: ReplicationSource?
    private let digest = SHA256Digest()
    /// Bytes read.
    public private(set) var byteCount: UInt64 = 0

    /// Opens a file, a blob, or standard input for `-`; with a server, that is asked instead.
    public init(_ name: String, _ access: BlobAccess = BlobAccess(), from server: LiveServer? = nil) throws(RunError) {
        self.server = server
        file = server == nil ? try SnapshotFile(name, access, digesting: false) : nil
        self.name = file?.name ?? name
    }

    /// Whether a path or address leads to the file or blob that is read.
    func isSame(as output: String) -> Bool { file?.isSame(as: output) ?? false }

    /// What tells its content from others; nil for a pipe or a server.
    var contentTag: String? { file?.contentTag }

    /// Where it lies; nil for a pipe or a server.
    func place(host: String) -> CopyPlace? { file?.place(host: host) }

    /// How many bytes there are in all, where that is known.
    public var totalByteCount: UInt64? { file?.totalByteCount ?? live?.totalByteCount }

    /// How many bytes are left, where that is known.
    public var remainingCount: UInt64? { file?.remainingCount ?? live?.remainingCount }

    /// What a server said of the snapshot; nil before the first read, and for files.
    public var origin: ReplicationSource.Origin? { live?.origin }

    /// Appends the next bytes.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        let start = buffer.count
        let count = try source().read(into: &buffer, upTo: limit)
        byteCount += UInt64(count)
        digest.update(buffer.span(start..<buffer.count))
        return count
    }

    /// SHA-256 of all bytes read, in hexadecimal. Ends the digest.
    public func finishDigest() -> String { Data(digest.finalize()).hexadecimal }

    private func source() throws -> any ByteSource {
        if let file { return file }
        if let live { return live }
        guard let server else { throw RunError(.noInput, "\(name): nothing to read") }
        do {
            let source = try ReplicationSource(server.address, server.connection)
            live = source
            return source
        } catch {
            throw RunError(error)
        }
    }
}

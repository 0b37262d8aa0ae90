import BlobStorage
import Catalog
import Foundation
import Glibc
import Masking
public import RedisDump

/// A snapshot that is read from a file, a blob or standard input, with the digest of its bytes.
public final class SnapshotFile: ByteSource {
    /// The path, the address of a blob without credentials, or `-`.
    public let name: String
    private let origin: Origin
    private let digest: SHA256Digest?
    /// Bytes read.
    public private(set) var byteCount: UInt64 = 0
    /// The size of a regular file or a blob.
    public let totalByteCount: UInt64?

    private enum Origin {
        case file(FileDescriptor)
        case blob(BlobSource)
    }

    /// Opens a file, a blob, or standard input for `-`.
    public init(_ name: String, _ access: BlobAccess = BlobAccess(), digesting: Bool = true) throws(RunError) {
        digest = digesting ? SHA256Digest() : nil
        guard !LiveServer.isAddress(name) else {
            throw RunError(
                .usage, "a server can be read by sanitize and inspect, and written by load; this takes a file or a blob"
            )
        }
        if let address = try BlobAccess.address(name) {
            let blob = try BlobSource(address, access)
            self.name = address.shown
            origin = .blob(blob)
            totalByteCount = blob.byteCount
            return
        }
        self.name = name
        let descriptor =
            name == "-"
            ? FileDescriptor(standard: STDIN_FILENO)
            : try FileDescriptor(path: name, flags: O_RDONLY, failing: .noInput)
        origin = .file(descriptor)
        totalByteCount = descriptor.byteCount
    }

    /// Opens a blob.
    init(_ address: BlobAddress, _ access: BlobAccess) throws(RunError) {
        digest = SHA256Digest()
        let blob = try BlobSource(address, access)
        name = address.shown
        origin = .blob(blob)
        totalByteCount = blob.byteCount
    }

    /// Reads an open file, without a digest; `name` is how it is shown.
    init(_ descriptor: FileDescriptor, named name: String) {
        digest = nil
        self.name = name
        origin = .file(descriptor)
        totalByteCount = descriptor.byteCount
    }

    /// Whether a path or address leads to this very file or blob.
    func isSame(as output: String) -> Bool {
        switch origin {
        case .file(let descriptor): descriptor.isSameFile(as: output)
        case .blob(let blob): blob.isSame(as: output)
        }
    }

    /// What tells its content from others: the ETag of a blob, the identity of a file; nil for a pipe.
    var contentTag: String? {
        switch origin {
        case .file: name == "-" || totalByteCount == nil ? nil : FilePlace.identity(of: FilePlace.resolved(name))
        case .blob(let blob): blob.etag
        }
    }

    /// Where it lies; nil for a pipe.
    func place(host: String) -> CopyPlace? {
        switch origin {
        case .file: name == "-" ? nil : FilePlace.of(name, host: host)
        case .blob(let blob): blob.place
        }
    }

    /// How many bytes are left, for regular files.
    public var remainingCount: UInt64? { totalByteCount.map { $0 > byteCount ? $0 - byteCount : 0 } }

    /// Appends the next bytes.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        let start = buffer.count
        let count =
            switch origin {
            case .file(let descriptor): try descriptor.read(into: &buffer, upTo: limit, name: name)
            case .blob(let blob): try blob.read(into: &buffer, upTo: limit)
            }
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

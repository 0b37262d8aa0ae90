public import Catalog
import Glibc
import Masking

/// Destroys a masking key's file, and records that it is gone.
///
/// The file goes first: the catalog never says of a key that is still there that it is destroyed. Copies that others made
/// of the file are not known here.
public struct KeyDestruction: Sendable {
    /// The key file.
    public let path: String
    /// Which key it is.
    public let fingerprint: String

    /// The key of a file. Throws as ``KeyFile/read(_:)`` does.
    public init(_ path: String) throws(RunError) {
        self.path = path
        fingerprint = try KeyFile.read(path).fingerprint
    }

    /// Overwrites the file, removes it, and records that. Returns whether a run of this catalog has used the key.
    public func run(in catalog: Catalog, because reason: String) throws(RunError) -> Bool {
        let file = try FileDescriptor(path: path, flags: O_WRONLY | O_NOFOLLOW, failing: .cannotCreate)
        let zeros = [UInt8](repeating: 0x30, count: Int(file.byteCount ?? 0))
        try file.write(zeros.span, name: path)
        try file.synchronize(name: path)
        guard unsafe unlink(path) == 0 else { throw FileDescriptor.failure(.cannotCreate, path) }
        do {
            return try catalog.write { try $0.recordDestruction(ofKey: fingerprint, because: reason) }
        } catch {
            throw RunError(
                RunError(error).status,
                "\(path) is destroyed, and that could not be recorded: \(error)")
        }
    }
}

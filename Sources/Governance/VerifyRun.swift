import RedisDump
public import Sanitizing

/// One run of `mannequin verify`.
public struct VerifyRun: Sendable {
    /// The original.
    public var raw: String
    /// Its sanitized form.
    public var sanitized: String
    /// How blobs are got at.
    public var access = BlobAccess()
    /// How to compare.
    public var verifier = Verifier()

    /// A run over two files or blobs.
    public init(raw: String, sanitized: String) {
        self.raw = raw
        self.sanitized = sanitized
    }

    /// Compares. Both must be files: they are read more than once.
    public func run(progress: (_ pass: Int, UInt64, UInt64?) throws -> Void = { _, _, _ in }) throws -> Verification {
        guard raw != "-", sanitized != "-" else {
            throw RunError(.usage, "verify reads its files more than once, so neither can be a pipe")
        }
        let original = try SnapshotFile(raw, access, digesting: false)
        let (rawName, sanitizedName, access) = (raw, sanitized, access)
        do {
            return try verifier.verify(
                opening: {
                    (
                        try SnapshotFile(rawName, access, digesting: false),
                        try SnapshotFile(sanitizedName, access, digesting: false)
                    )
                },
                progress: { pass, done in try progress(pass, done, original.totalByteCount) })
        } catch let error as ReadError {
            throw RunError(.badData, "\(original.name): \(error)")
        }
    }
}

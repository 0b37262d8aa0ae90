import Catalog
import Foundation
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

    /// Takes what is in a baseline for no leak.
    public mutating func accept(_ baseline: AcceptedFindings) {
        let known = baseline.fingerprints
        verifier.accepts = { known.contains(baseline.fingerprint($0)) }
    }

    /// Adds the findings of a run to a baseline that is there or is made, and says how many are new.
    public func writeBaseline(_ path: String, _ result: Verification, reason: String, by name: String) throws -> Int {
        var baseline =
            try FileManager.default.fileExists(atPath: path) ? AcceptedFindings(path: path) : AcceptedFindings()
        let count = baseline.accepted.count
        baseline.accept(
            result.findings, reason: reason, by: name, on: String(Moments.moment(CatalogPlace.now()).prefix(10)))
        try baseline.write(to: path)
        return baseline.accepted.count - count
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

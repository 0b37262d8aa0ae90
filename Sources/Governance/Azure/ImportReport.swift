import RedisDump
import Sanitizing

/// What an import did, or would do, for people and for machines.
public struct ImportReport: Codable, Sendable {
    /// A blob that is imported.
    public struct Blob: Codable, Sendable {
        /// Its address without credentials.
        public var name: String
        /// Its size and the SHA-256 of its bytes.
        public var bytes: UInt64, sha256: String
        /// As in its header: `REDIS0011`.
        public var rdbVersion: String
        /// How many keys it has.
        public var keys: Int

        enum CodingKeys: String, CodingKey {
            case name, bytes, sha256, keys
            case rdbVersion = "rdb_version"
        }

        init(_ blob: ImportedBlob) {
            (name, bytes, sha256) = (blob.name, blob.byteCount, blob.sha256)
            rdbVersion = blob.inspection.header.text
            keys = blob.inspection.keys.keys
        }
    }

    /// What was asked, and what came of it.
    public var operation: OperationReport
    /// What was imported.
    public var blobs: [Blob] = []

    init(_ operation: OperationReport) { self.operation = operation }

    /// How a program ends that reports this.
    public var exitStatus: ExitStatus { operation.exitStatus }
}

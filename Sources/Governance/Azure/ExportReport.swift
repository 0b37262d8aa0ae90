import BlobStorage
import Catalog
import Foundation
import RedisDump
import Sanitizing

/// What an export did, or would do, for people and for machines.
public struct ExportReport: Codable, Sendable {
    /// A blob that has appeared or changed while the service worked.
    public struct Blob: Codable, Sendable {
        /// Its address without credentials.
        public var name: String
        /// Its size, and how the service keeps it: `page` or `block`.
        public var bytes: Int64, type: String
        /// What it is known by, and when it came by the service's clock.
        public var etag: String, modified: String?
        /// SHA-256 of its bytes; nil when it could not be read.
        public var sha256: String?
        /// As in its header: `REDIS0011`.
        public var rdbVersion: String?
        /// How many keys it has.
        public var keys: Int?
        /// Its uid in the catalog, and when it expires.
        public var snapshotID: String?, expires: String?
        /// Why it could not be read or registered.
        public var problem: String?
        /// Why it could not be tagged.
        public var note: String?
        /// How a run ends that has this problem.
        var exit = ExitStatus.badData

        enum CodingKeys: String, CodingKey {
            case name, bytes, type, etag, modified, sha256, keys, expires, problem, note
            case rdbVersion = "rdb_version"
            case snapshotID = "snapshot_id"
        }

        init(_ address: BlobAddress, _ facts: BlobFacts) {
            name = address.shown
            (bytes, type, etag) = (facts.byteCount, facts.kind.rawValue, facts.etag)
            modified = facts.modified.map(Preflight.moment)
        }

        mutating func note(_ reading: Registration.Reading) {
            sha256 = reading.digest.hexadecimal
            rdbVersion = reading.inspection.header.text
            keys = reading.inspection.keys.keys
        }

        mutating func note(_ entry: Registration.Entry) { (snapshotID, expires) = (entry.snapshot, entry.expires) }
    }

    /// What was asked, and what came of it.
    public var operation: OperationReport
    /// The container without credentials.
    public var container: String
    /// How names begin, where one can say so.
    public var prefix: String?
    /// What was written.
    public var blobs: [Blob] = []

    init(_ operation: OperationReport, container: String) {
        self.operation = operation
        self.container = container
    }

    /// How a program ends that reports this.
    public var exitStatus: ExitStatus {
        guard operation.exitStatus == .done else { return operation.exitStatus }
        return blobs.first { $0.problem != nil }?.exit ?? .done
    }

    /// Why the run did not do what it was to do; nil when it did.
    public var failure: String? {
        if let failure = operation.failure { return failure }
        let unread = blobs.filter { $0.problem != nil }.count
        return unread == 0 ? nil : "\(unread) blobs that were written could not be read"
    }
}

public import Catalog
import Foundation
import Glibc
import RedisDump
import Sanitizing

/// Puts a snapshot into the catalog that no run has recorded.
public struct Registration: Sendable {
    /// The snapshot: a file or the address of a blob.
    public var file: String
    /// How blobs are got at.
    public var access = BlobAccess()
    /// `raw` or `sanitized`.
    public var kind: String
    /// The name of its retention policy.
    public var policy: String
    /// How long it may live.
    public var expiry = ExpiryWish.policy
    /// Where it is from; nil for its location.
    public var source: String?
    /// What it was made from, as people name snapshots.
    public var parent: String?
    /// The program and its version.
    public var tool: String

    /// A registration.
    public init(file: String, kind: String, policy: String, tool: String) {
        self.file = file
        self.kind = kind
        self.policy = policy
        self.tool = tool
    }

    /// What was registered.
    public struct Entry: Encodable, Sendable {
        /// uid and kind of the snapshot.
        public var snapshot: String, kind: String
        /// When it expires, and why then.
        public var expires: String, reason: String
    }

    /// Reads the file as a whole, and registers it. A snapshot with the same bytes gets one more copy instead.
    public func run(
        in catalog: Catalog, by actor: Actor, progress: (UInt64, UInt64?) throws -> Void
    ) throws -> Entry {
        let reading = try Reading(of: SnapshotFile(file, access), host: actor.host, progress)
        do {
            return try catalog.write { log in
                let run = try log.startRun("register", pid: getpid(), tool: tool)
                let entry = try register(reading, log, run)
                let place = reading.place
                for finding in try log.openFindings(in: place.namespace)
                where finding.object == EventLog.objectDigest(place.namespace, place.name) {
                    try log.resolve(finding, as: "adopted", because: "registered")
                }
                try log.endRun(run)
                return entry
            }
        } catch {
            throw RunError(error)
        }
    }

    /// Registers what was read, in a run that goes on.
    func register(_ reading: Reading, _ log: EventLog, _ run: Run) throws -> Entry {
        if let known = try log.snapshot(sha256: reading.digest) {
            try log.addCopy(of: known, at: reading.place, run: run)
            let expiry = try log.expiry(of: known)
            return Entry(
                snapshot: known.uid, kind: known.kind, expires: expiry.map { Moments.moment($0.expiresMs) } ?? "",
                reason: "a snapshot with these bytes is in the catalog; this is one more copy of it")
        }
        let facts = SnapshotFacts(
            kind: kind, sha256: reading.digest, bytes: Int64(reading.byteCount),
            keys: Int64(reading.inspection.keys.keys), rdbVersion: reading.inspection.header.text,
            source: source ?? "\(reading.place.namespace)/\(reading.place.name)",
            takenMs: reading.inspection.server.takenAt.flatMap(SnapshotFacts.milliseconds))
        let (snapshot, expiry) = try log.register(
            facts, at: reading.place, policy: try log.policy(named: policy), expiry: expiry, run: run,
            madeFrom: try parent.map { try log.snapshot($0) }, relation: kind == "sanitized" ? "sanitized" : "copied")
        return Entry(
            snapshot: snapshot.uid, kind: kind, expires: Moments.moment(expiry.moment), reason: expiry.reason)
    }
}

extension Registration {
    /// What a snapshot says of itself when it is read as a whole.
    struct Reading: Sendable {
        let inspection: Inspection
        let place: CopyPlace
        let digest: Data
        let byteCount: UInt64

        /// Reads it. Throws for what is no RDB file, and for a pipe.
        init(of source: SnapshotFile, host: String, _ progress: (UInt64, UInt64?) throws -> Void) throws {
            do {
                inspection = try Inspector.run(source, InspectOptions(now: CatalogPlace.now())) {
                    try progress($0, source.totalByteCount)
                }
            } catch let error as ReadError {
                throw RunError(.badData, "\(source.name): \(error)")
            }
            guard let place = source.place(host: host), let digest = Data(hexadecimal: source.finishDigest()) else {
                throw RunError(.noInput, "\(source.name): the file is gone")
            }
            self.place = place
            self.digest = digest
            byteCount = source.byteCount
        }
    }
}

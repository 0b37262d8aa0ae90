public import Foundation
import GRDB

/// What is known of a snapshot when it is registered.
public struct SnapshotFacts: Sendable {
    /// `raw`, `sanitized` or `deployment`.
    public var kind: String
    /// SHA-256 of its bytes.
    public var sha256: Data?
    /// How many bytes and keys.
    public var bytes: Int64?, keys: Int64?
    /// As in the header: `REDIS0011`.
    public var rdbVersion: String?
    /// Where from, in words or as a location.
    public var source: String
    /// When it was taken, in ms since 1970; nil where it does not say.
    public var takenMs: Int64?

    /// A snapshot.
    public init(
        kind: String, sha256: Data?, bytes: Int64?, keys: Int64?, rdbVersion: String?, source: String, takenMs: Int64?
    ) {
        self.kind = kind
        self.sha256 = sha256
        self.bytes = bytes
        self.keys = keys
        self.rdbVersion = rdbVersion
        self.source = source
        self.takenMs = takenMs
    }

    /// Seconds since 1970, as a file has them, in ms; nil for what is no time that a file can be from.
    public static func milliseconds(_ seconds: Int64) -> Int64? {
        (0...253_402_300_799).contains(seconds) ? seconds * 1000 : nil
    }
}

/// A place where bytes lie.
public struct CopyPlace: Sendable, Equatable {
    /// `file`, `azure-blob`, `s3` or `redis`.
    public var kind: String
    /// The location, as OpenLineage names data sets: `file://host/directory`.
    public var namespace: String
    /// The name in the location.
    public var name: String
    /// The version of a blob.
    public var version: String
    /// What tells this very file or blob from a later one of its name.
    public var identity: String
    /// Who can read it, as far as it was seen; nil where nobody looked.
    public var readers: String?
    /// The size of the snapshot that was recorded there, where a recorded copy is meant and that is known.
    public var byteCount: Int64?

    /// A place.
    public init(
        kind: String, namespace: String, name: String, version: String = "", identity: String, readers: String? = nil
    ) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.version = version
        self.identity = identity
        self.readers = readers
    }
}

extension EventLog {
    /// Registers a snapshot with its expiry, its place and what it was made from.
    public func register(
        _ facts: SnapshotFacts, at place: CopyPlace?, policy: RetentionPolicy, expiry wish: ExpiryWish, run: Run,
        madeFrom parent: Snapshot? = nil, relation: String = "sanitized"
    ) throws -> (snapshot: Snapshot, expiry: ResolvedExpiry) {
        guard policy.applies == facts.kind else {
            throw CatalogError(
                .refused, "\(policy.title) is for \(policy.applies) snapshots, this one is \(facts.kind)")
        }
        let taken = facts.takenMs ?? now
        let parentExpiry = try parent.map { try expiry(of: $0)?.expiresMs } ?? nil
        let resolved = try policy.resolve(wish, taken: taken, registered: now, parentExpiry: parentExpiry)
        let uid = UUIDv7.make(at: now)
        let snapshot = try record(
            .snapshotRegistered, run: run.uid, subject: uid,
            detail: "\(facts.kind) snapshot; expires \(Moments.moment(resolved.moment)): \(resolved.reason)"
        ) { rows in
            let snapshot = try rows.insert(
                Snapshot(
                    uid: uid, kind: facts.kind, sha256: facts.sha256, bytes: facts.bytes, keys: facts.keys,
                    rdbVersion: facts.rdbVersion, source: Self.oneLine(facts.source), takenMs: taken, registeredMs: now,
                    runId: facts.kind == "raw" ? nil : run.id, policyId: policy.id))
            _ = try rows.insert(
                Expiry(
                    snapshotId: snapshot.id, expiresMs: resolved.moment, previousMs: nil, basis: resolved.basis,
                    reason: resolved.reason, actor: actor.name, approvalId: nil, atMs: now))
            if let place { try insert(place, of: snapshot, &rows) }
            if let parent {
                _ = try rows.insert(
                    Lineage(parentId: parent.id, childId: snapshot.id, runId: run.id, relation: relation))
            }
            return snapshot
        }
        return (snapshot, resolved)
    }

    /// Records one more place of a snapshot that is registered. A place that is known is not recorded again.
    public func addCopy(of snapshot: Snapshot, at place: CopyPlace, run: Run) throws {
        let isKnown =
            try Row.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM copy c JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.copy_id = c.id
                     WHERE c.snapshot_id = ? AND l.namespace = ? AND c.name = ? AND c.version = ? AND c.identity = ?
                       AND t.id IS NULL
                    """, arguments: [snapshot.id, place.namespace, place.name, place.version, place.identity]) != nil
        guard !isKnown else { return }
        try record(.copyAdded, run: run.uid, subject: snapshot.uid, detail: "a copy of the snapshot") { rows in
            try insert(place, of: snapshot, &rows)
        }
    }

    /// The latest snapshot with these bytes.
    public func snapshot(sha256: Data) throws -> Snapshot? {
        try Snapshot.fetchOne(
            database, sql: "SELECT * FROM snapshot WHERE sha256 = ? ORDER BY id DESC LIMIT 1", arguments: [sha256])
    }

    /// The row of a location, which is made where it is new; with a new probe where it tells of other readers.
    func location(of place: CopyPlace, _ rows: inout EventRows) throws -> Location {
        let known = try Location.fetchOne(
            database, sql: "SELECT * FROM location WHERE namespace = ?", arguments: [place.namespace])
        let location =
            try known ?? rows.insert(Location(kind: place.kind, namespace: place.namespace, region: nil))
        let last = try String.fetchOne(
            database, sql: "SELECT readers FROM location_probe WHERE location_id = ? ORDER BY id DESC LIMIT 1",
            arguments: [location.id])
        if let readers = place.readers, readers != last {
            _ = try rows.insert(
                LocationProbe(
                    locationId: location.id, atMs: now, readers: readers, keepsVersions: false, softDeleteDays: 0,
                    immutability: "none"))
        }
        return location
    }

    private func insert(_ place: CopyPlace, of snapshot: Snapshot, _ rows: inout EventRows) throws {
        let location = try location(of: place, &rows)
        _ = try rows.insert(
            Copy(
                uid: UUIDv7.make(at: now), snapshotId: snapshot.id, locationId: location.id, name: place.name,
                version: place.version, identity: place.identity, createdMs: now))
    }
}

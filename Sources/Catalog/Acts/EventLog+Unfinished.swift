import GRDB

/// What is on record of a run that was killed, and of what it made.
public struct RunRecord: Sendable {
    /// The run.
    public var run: Run
    /// How it ended; nil where that is not recorded.
    public var end: RunEnd?
    /// The fingerprint of its masking key.
    public var keyFingerprint: String?
    /// The snapshot that it has registered, with the moment it expires, and the copy of it at the place that was asked for.
    public var made: (snapshot: Snapshot, expiresMs: Int64, copy: Copy)?
    /// Whether that copy is not known to be gone.
    public var isLiving = false
}

extension Catalog {
    /// What is on record of a run, and of what it has made at a place; nil where there is no such run.
    public func record(ofRun uid: String, at place: CopyPlace) throws(CatalogError) -> RunRecord? {
        try read { try RunRecord.read(uid, place, $0) }
    }
}

extension EventLog {
    /// As ``Catalog/record(ofRun:at:)``, within a transaction.
    public func record(ofRun uid: String, at place: CopyPlace) throws -> RunRecord? {
        try RunRecord.read(uid, place, database)
    }
}

extension RunRecord {
    fileprivate static func read(_ uid: String, _ place: CopyPlace, _ database: Database) throws -> RunRecord? {
        guard let run = try Run.fetchOne(database, sql: "SELECT * FROM run WHERE uid = ?", arguments: [uid]) else {
            return nil
        }
        var record = RunRecord(
            run: run,
            end: try RunEnd.fetchOne(database, sql: "SELECT * FROM run_end WHERE run_id = ?", arguments: [run.id]),
            keyFingerprint: try String.fetchOne(
                database, sql: "SELECT fingerprint FROM masking_key WHERE id = ?", arguments: [run.maskingKeyId]))
        let copy = try Copy.fetchOne(
            database,
            sql: """
                SELECT c.* FROM snapshot s JOIN copy c ON c.snapshot_id = s.id JOIN location l ON l.id = c.location_id
                 WHERE s.run_id = ? AND l.namespace = ? AND c.name = ? AND c.identity = ? ORDER BY c.id DESC LIMIT 1
                """, arguments: [run.id, place.namespace, place.name, place.identity])
        guard let copy,
            let snapshot = try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE id = ?", arguments: [copy.snapshotId])
        else { return record }
        let expiry = try Int64.fetchOne(
            database, sql: "SELECT expires_ms FROM expiry WHERE snapshot_id = ? ORDER BY id DESC LIMIT 1",
            arguments: [snapshot.id])
        record.made = (snapshot, expiry ?? 0, copy)
        record.isLiving =
            try Row.fetchOne(database, sql: "SELECT 1 FROM tombstone WHERE copy_id = ?", arguments: [copy.id]) == nil
        return record
    }
}

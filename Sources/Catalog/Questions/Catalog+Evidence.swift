public import Foundation
import GRDB

/// What the catalog knows of the head of its log.
public struct LogHead: Sendable {
    /// The last event.
    public var seq: Int64
    /// Its hash.
    public var hash: Data
    /// The hash of the first event: no two catalogs have the same.
    public var firstHash: Data
    /// The last checkpoint, and what the hash of its event is by now.
    public var checkpoint: (statement: Checkpoint, hashNow: Data?)?
}

/// What a signed statement can still be written about.
public struct MissingEvidence: Sendable {
    /// uids of snapshots that a run sanitized, without a statement of this type, oldest first. The result of a run that
    /// failed was withdrawn, and one that goes on is not done.
    public var snapshots: [String]
    /// uids of copies that are gone without one.
    public var copies: [String]
}

extension Catalog {
    /// What a run did.
    public func runDossier(_ uid: String) throws(CatalogError) -> RunDossier {
        try read { try RunDossier.of(run: uid, $0) }
    }

    /// The uids of all runs, of those that began at a moment or later, or of one run; in the order of their beginning.
    public func runs(since moment: Int64? = nil) throws(CatalogError) -> [String] {
        try read {
            try String.fetchAll(
                $0, sql: "SELECT uid FROM run WHERE started_ms >= ? ORDER BY id", arguments: [moment ?? .min])
        }
    }

    /// The signed statements about a snapshot and about the deletions of its copies, oldest first.
    public func evidence(about snapshotUID: String) throws(CatalogError) -> [Evidence] {
        try read { database in
            _ = try SnapshotDossier.of(snapshot: snapshotUID, database)
            return try Evidence.fetchAll(
                database,
                sql: """
                    SELECT * FROM evidence WHERE subject IN (
                      SELECT ? UNION ALL SELECT d.uid FROM snapshot s JOIN copy c ON c.snapshot_id = s.id
                        JOIN deletion d ON d.copy_id = c.id WHERE s.uid = ?) ORDER BY id
                    """, arguments: [snapshotUID, snapshotUID])
        }
    }

    /// What has no signed statement of these predicate types yet: at most so many of each.
    public func missingEvidence(
        provenance: String, deletion: String, limit: Int
    ) throws(CatalogError) -> MissingEvidence {
        try read { database in
            MissingEvidence(
                snapshots: try String.fetchAll(
                    database,
                    sql: """
                        SELECT s.uid FROM snapshot s JOIN run r ON r.id = s.run_id JOIN run_end x ON x.run_id = r.id
                         WHERE s.kind = 'sanitized' AND s.sha256 IS NOT NULL AND r.rule_digest IS NOT NULL
                           AND x.outcome <> 'failed' AND NOT EXISTS (
                             SELECT 1 FROM evidence e WHERE e.subject = s.uid AND e.predicate = ?)
                         ORDER BY s.id LIMIT ?
                        """, arguments: [provenance, limit]),
                copies: try String.fetchAll(
                    database,
                    sql: """
                        SELECT c.uid FROM tombstone t JOIN deletion d ON d.id = t.deletion_id JOIN copy c ON c.id = t.copy_id
                         WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.subject = d.uid AND e.predicate = ?)
                         ORDER BY t.id LIMIT ?
                        """, arguments: [deletion, limit]))
        }
    }

    /// The hash of an event; nil where there is none with this number.
    public func hash(ofEvent seq: Int64) throws(CatalogError) -> Data? {
        try read { try Data.fetchOne($0, sql: "SELECT hash FROM event WHERE seq = ?", arguments: [seq]) }
    }

    /// The head of the log.
    public func logHead() throws(CatalogError) -> LogHead {
        try read { database in
            guard
                let last = try Row.fetchOne(
                    database, sql: "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"),
                let first = try Data.fetchOne(database, sql: "SELECT hash FROM event ORDER BY seq LIMIT 1")
            else { throw CatalogError(.damaged, "\(path): the log of the catalog is empty") }
            let checkpoint = try Checkpoint.fetchOne(
                database, sql: "SELECT * FROM checkpoint ORDER BY id DESC LIMIT 1")
            return LogHead(
                seq: last["seq"], hash: last["hash"], firstHash: first,
                checkpoint: try checkpoint.map { statement in
                    (
                        statement,
                        try Data.fetchOne(
                            database, sql: "SELECT hash FROM event WHERE seq = ?", arguments: [statement.seq])
                    )
                })
        }
    }
}

extension EventLog {
    /// What the catalog knows of a snapshot and of the run that made it, with what this transaction has written.
    public func dossiers(ofSnapshot uid: String) throws -> (snapshot: SnapshotDossier, run: RunDossier?) {
        let snapshot = try SnapshotDossier.of(snapshot: uid, database)
        let run = try String.fetchOne(
            database, sql: "SELECT uid FROM run WHERE id = ?", arguments: [snapshot.snapshot.runId])
        return (snapshot, try run.map { try RunDossier.of(run: $0, database) })
    }

    /// How a copy went, with what this transaction has written; nil while it is not gone.
    public func deletionDossier(ofCopy uid: String) throws -> DeletionDossier? {
        try DeletionDossier.of(copy: uid, database)
    }

    /// The statement of a predicate type about a subject, if there is one.
    public func evidence(about subject: String, predicate: String) throws -> Evidence? {
        try Evidence.fetchOne(
            database, sql: "SELECT * FROM evidence WHERE subject = ? AND predicate = ?",
            arguments: [subject, predicate])
    }
}

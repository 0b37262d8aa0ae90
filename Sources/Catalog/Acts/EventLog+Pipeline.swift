import GRDB

/// The step of a pipeline that a run is.
struct PipelineStep: Sendable {
    /// uid of the pipeline's own run.
    var pipeline: String
    /// The step, such as `sanitize`.
    var name: String
}

/// How far a step of a pipeline has come.
public struct StepState: Sendable {
    /// The step, such as `sanitize`.
    public var name: String
    /// uid of the run that was, or is, the step.
    public var run: String
    /// `complete`, `failed` or `aborted`; nil while it goes on, or when it was killed and nobody has noticed.
    public var outcome: String?
}

extension EventLog {
    /// Records that a pipeline takes over what a step of an earlier run of it has done.
    public func adopt(_ step: StepState, in pipeline: Run) throws {
        try record(.stepAdopted, run: pipeline.uid, subject: step.run, detail: step.name)
    }

    /// The snapshots that those were made from which a run has made.
    public func parents(ofRun uid: String) throws -> [Snapshot] {
        try Snapshot.fetchAll(
            database,
            sql: """
                SELECT * FROM snapshot WHERE id IN (
                  SELECT l.parent_id FROM run r JOIN snapshot s ON s.run_id = r.id JOIN lineage l ON l.child_id = s.id
                   WHERE r.uid = ?) ORDER BY id
                """, arguments: [uid])
    }
}

extension Catalog {
    /// The steps of a pipeline's run, in the order in which they began; the last one of a name counts.
    public func steps(of pipeline: String) throws(CatalogError) -> [StepState] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT e.detail, r.uid, x.outcome FROM event e JOIN run r ON r.uid = e.subject
                      LEFT JOIN run_end x ON x.run_id = r.id
                     WHERE e.seq >= (SELECT event_seq FROM run WHERE uid = ?1) AND e.run = ?1 AND e.type IN (?2, ?3)
                     ORDER BY e.seq
                    """,
                arguments: [pipeline, EventType.stepStarted.rawValue, EventType.stepAdopted.rawValue]
            ).map { row in
                try StepState(
                    name: row.decode(forColumn: "detail"), run: row.decode(forColumn: "uid"), outcome: row["outcome"])
            }
        }
    }

    /// The last run of a job with this digest, and how it ended.
    public func lastRun(_ job: String, digest: String) throws(CatalogError) -> (run: Run, outcome: String?)? {
        try read { database in
            let run = try Run.fetchOne(
                database, sql: "SELECT * FROM run WHERE job = ? AND rule_digest = ? ORDER BY id DESC LIMIT 1",
                arguments: [job, digest])
            return try run.map { run in
                let end = try RunEnd.fetchOne(
                    database, sql: "SELECT * FROM run_end WHERE run_id = ?", arguments: [run.id])
                return (run, end?.outcome)
            }
        }
    }

    /// The snapshots that a run has made or registered, each with the places where a copy is not known to be gone.
    public func results(of run: String) throws(CatalogError) -> [(snapshot: Snapshot, places: [CopyPlace])] {
        try read { database in
            let snapshots = try Snapshot.fetchAll(
                database,
                sql: """
                    SELECT * FROM snapshot WHERE uid IN (
                      SELECT subject FROM event WHERE run = ?1 AND type IN (?2, ?3)
                         AND seq >= (SELECT event_seq FROM run WHERE uid = ?1))
                     ORDER BY id
                    """,
                arguments: [run, EventType.snapshotRegistered.rawValue, EventType.copyAdded.rawValue])
            return try snapshots.map { snapshot in
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT l.kind, l.namespace, c.name, c.version, c.identity FROM copy c
                          JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.copy_id = c.id
                         WHERE c.snapshot_id = ? AND t.id IS NULL ORDER BY c.id
                        """, arguments: [snapshot.id])
                return (
                    snapshot,
                    rows.map { row in
                        CopyPlace(
                            kind: row["kind"], namespace: row["namespace"], name: row["name"], version: row["version"],
                            identity: row["identity"])
                    }
                )
            }
        }
    }
}

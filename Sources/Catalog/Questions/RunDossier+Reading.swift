import GRDB

extension RunDossier {
    /// Reads what a run did.
    static func of(run uid: String, _ database: Database) throws -> RunDossier {
        guard let run = try Run.fetchOne(database, sql: "SELECT * FROM run WHERE uid = ?", arguments: [uid]) else {
            throw CatalogError(.unknown, "there is no run \(uid)")
        }
        let end = try RunEnd.fetchOne(database, sql: "SELECT * FROM run_end WHERE run_id = ?", arguments: [run.id])
        let packs = try Row.fetchAll(
            database,
            sql: """
                SELECT p.*, x.position FROM run_pack x JOIN rule_pack p ON p.id = x.rule_pack_id
                 WHERE x.run_id = ? ORDER BY x.position
                """, arguments: [run.id]
        ).map { row in Pack(pack: try RulePackRecord(row: row), position: row["position"]) }

        let made = try Snapshot.fetchAll(
            database, sql: "SELECT * FROM snapshot WHERE run_id = ? ORDER BY id", arguments: [run.id])
        let parents = try Snapshot.fetchAll(
            database,
            sql: """
                SELECT * FROM snapshot WHERE id IN (
                  SELECT l.parent_id FROM snapshot s JOIN lineage l ON l.child_id = s.id WHERE s.run_id = ?) ORDER BY id
                """, arguments: [run.id])
        let events = try events(of: run, end, database)
        // What a run registered without making it was its input, unless registering is what it was for.
        let registered = try snapshots(of: events, "snapshot.registered", besides: made + parents, database)
        let others = try snapshots(
            of: events, "access.read", "checks.recorded", besides: made + parents + registered, database)
        let isIntake = ["register", "import", "reconcile"].contains(run.job)
        let tombstones =
            events.contains { $0.type == EventType.deletionDone.rawValue }
            ? try Tombstone.fetchAll(
                database,
                sql: """
                    SELECT t.* FROM tombstone t JOIN deletion_step s ON s.id = (
                           SELECT max(id) FROM deletion_step WHERE deletion_id = t.deletion_id AND phase = 'gone')
                     WHERE s.run_id = ? ORDER BY t.id
                    """, arguments: [run.id]) : []

        return RunDossier(
            run: run, end: end,
            maskingKey: try MaskingKeyRecord.fetchOne(
                database, sql: "SELECT * FROM masking_key WHERE id = ?", arguments: [run.maskingKeyId]),
            packs: packs,
            inputs: try (parents + others + (isIntake ? [] : registered)).map {
                try SnapshotDossier.of($0, by: run.id, database)
            },
            outputs: try (made + (isIntake ? registered : [])).map { try SnapshotDossier.of($0, by: run.id, database) },
            deletions: try tombstones.map { try DeletionDossier.of($0, database) })
    }

    /// What a run wrote between its begin and its end, without the log's other columns.
    private static func events(
        of run: Run, _ end: RunEnd?, _ database: Database
    ) throws -> [(type: String, subject: String)] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT type, subject FROM event
                 WHERE seq BETWEEN ? AND ? AND run = ? AND subject IS NOT NULL ORDER BY seq
                """, arguments: [run.eventSeq, end?.eventSeq ?? .max, run.uid]
        ).map { (type: $0["type"], subject: $0["subject"]) }
    }

    private static func snapshots(
        of events: [(type: String, subject: String)], _ types: String..., besides known: [Snapshot],
        _ database: Database
    ) throws -> [Snapshot] {
        var seen = Set(known.map(\.uid))
        return try events.compactMap { event in
            guard types.contains(event.type), seen.insert(event.subject).inserted else { return nil }
            return try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE uid = ?", arguments: [event.subject])
        }
    }
}

extension SnapshotDossier {
    /// Reads what there is to a snapshot, and what one run did to it.
    static func of(_ snapshot: Snapshot, by runID: Int64?, _ database: Database) throws -> SnapshotDossier {
        guard
            let policy = try RetentionPolicy.fetchOne(
                database, sql: "SELECT * FROM policy WHERE id = ?", arguments: [snapshot.policyId])
        else { throw CatalogError(.damaged, "the policy of snapshot \(snapshot.uid) is not there") }
        return SnapshotDossier(
            snapshot: snapshot, policy: policy,
            expiry: try Expiry.fetchOne(
                database, sql: "SELECT * FROM expiry WHERE snapshot_id = ? ORDER BY id DESC LIMIT 1",
                arguments: [snapshot.id]),
            places: try Copy.fetchAll(
                database, sql: "SELECT * FROM copy WHERE snapshot_id = ? ORDER BY id", arguments: [snapshot.id]
            ).map { try Place.of($0, database) },
            ruleCounts: try RuleCount.fetchAll(
                database, sql: "SELECT * FROM rule_count WHERE snapshot_id = ? AND run_id = ? ORDER BY id",
                arguments: [snapshot.id, runID]),
            checks: try CheckResult.fetchAll(
                database, sql: "SELECT * FROM check_result WHERE snapshot_id = ? AND run_id = ? ORDER BY id",
                arguments: [snapshot.id, runID]),
            parents: try Snapshot.fetchAll(
                database,
                sql: """
                    SELECT s.* FROM lineage l JOIN snapshot s ON s.id = l.parent_id WHERE l.child_id = ? ORDER BY s.id
                    """, arguments: [snapshot.id]))
    }

    /// Reads what there is to the snapshot with this uid, and what the run that made it did.
    static func of(snapshot uid: String, _ database: Database) throws -> SnapshotDossier {
        guard
            let snapshot = try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE uid = ?", arguments: [uid])
        else { throw CatalogError(.unknown, "there is no snapshot \(uid)") }
        return try of(snapshot, by: snapshot.runId, database)
    }
}

extension SnapshotDossier.Place {
    static func of(_ copy: Copy, _ database: Database) throws -> Self {
        guard
            let location = try Location.fetchOne(
                database, sql: "SELECT * FROM location WHERE id = ?", arguments: [copy.locationId])
        else { throw CatalogError(.damaged, "the location of copy \(copy.uid) is not there") }
        return Self(copy: copy, location: location)
    }
}

extension DeletionDossier {
    /// Reads how a copy went.
    static func of(_ tombstone: Tombstone, _ database: Database) throws -> DeletionDossier {
        let steps = try DeletionStep.fetchAll(
            database, sql: "SELECT * FROM deletion_step WHERE deletion_id = ? ORDER BY id",
            arguments: [tombstone.deletionId])
        guard
            let deletion = try Deletion.fetchOne(
                database, sql: "SELECT * FROM deletion WHERE id = ?", arguments: [tombstone.deletionId]),
            let copy = try Copy.fetchOne(
                database, sql: "SELECT * FROM copy WHERE id = ?", arguments: [tombstone.copyId]),
            let snapshot = try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE id = ?", arguments: [copy.snapshotId]),
            let event = try Event.fetchOne(
                database, sql: "SELECT * FROM event WHERE seq = ?", arguments: [tombstone.eventSeq]),
            let last = steps.last(where: { $0.phase == "gone" }),
            let run = try Run.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [last.runId])
        else { throw CatalogError(.damaged, "tombstone \(tombstone.id) refers to rows that are not there") }
        return DeletionDossier(
            deletion: deletion, steps: steps, tombstone: tombstone, event: event, run: run,
            expiry: try Expiry.fetchOne(
                database,
                sql: "SELECT * FROM expiry WHERE snapshot_id = ? AND event_seq < ? ORDER BY id DESC LIMIT 1",
                arguments: [snapshot.id, event.seq]),
            place: try SnapshotDossier.Place.of(copy, database),
            snapshot: try SnapshotDossier.of(snapshot, by: run.id, database))
    }

    /// Reads how the copy with this uid went; nil while it is not gone.
    static func of(copy uid: String, _ database: Database) throws -> DeletionDossier? {
        guard let copy = try Copy.fetchOne(database, sql: "SELECT * FROM copy WHERE uid = ?", arguments: [uid]) else {
            throw CatalogError(.unknown, "there is no copy \(uid)")
        }
        return try Tombstone.fetchOne(
            database, sql: "SELECT * FROM tombstone WHERE copy_id = ?", arguments: [copy.id]
        ).map { try of($0, database) }
    }
}

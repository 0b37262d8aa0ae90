import GRDB

/// A copy whose time is over, with what a sweep needs to know about it.
public struct DueCopy: Sendable {
    /// The copy.
    public var copy: Copy
    /// uid, kind and expiry (in ms since 1970) of its snapshot.
    public var snapshotUID: String, kind: String, expiresMs: Int64
    /// Where it lies.
    public var place: CopyPlace
    /// The last step of its deletion, if that was begun.
    public var lastStep: DeletionStep?
    /// Host and process of the run that took that step.
    public var lastRun: Run?
}

extension Catalog {
    /// The copies that are due at a moment: expired, not on hold, not known to be gone. Oldest expiry first.
    ///
    /// Those whose last try failed come again when their pause is over, blocked ones when their time has come, or in
    /// each sweep where that is not known.
    public func due(at now: Int64) throws(CatalogError) -> [DueCopy] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT c.id AS copy_id, s.uid, s.kind, s.bytes, e.expires_ms, l.kind AS location_kind, l.namespace,
                           (SELECT max(x.id) FROM deletion d JOIN deletion_step x ON x.deletion_id = d.id
                             WHERE d.copy_id = c.id) AS step_id
                      FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id JOIN snapshot s ON s.id = c.snapshot_id
                      JOIN location l ON l.id = c.location_id
                      JOIN expiry e ON e.id = (SELECT max(id) FROM expiry WHERE snapshot_id = s.id)
                     WHERE t.id IS NULL AND e.expires_ms <= ?
                       AND NOT EXISTS (SELECT 1 FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                                        WHERE h.snapshot_id = s.id AND r.id IS NULL)
                     ORDER BY e.expires_ms, c.id
                    """, arguments: [now])
            return try rows.compactMap { row in
                let stepID: Int64? = try row.decode(forColumn: "step_id")
                let step = try stepID.flatMap { try DeletionStep.fetchOne(database, key: $0) }
                if let step, step.phase != "claimed", let until = step.untilMs, until > now { return nil }
                guard let copy = try Copy.fetchOne(database, key: row.decode(Int64.self, forColumn: "copy_id")) else {
                    return nil
                }
                var place = try CopyPlace(of: copy, row)
                place.byteCount = try row.decode(forColumn: "bytes")
                return try DueCopy(
                    copy: copy, snapshotUID: row.decode(forColumn: "uid"), kind: row.decode(forColumn: "kind"),
                    expiresMs: row.decode(forColumn: "expires_ms"),
                    place: place, lastStep: step, lastRun: step.flatMap { try Run.fetchOne(database, key: $0.runId) })
            }
        }
    }
}

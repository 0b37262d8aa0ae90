import GRDB

/// A copy that was deleted, and that its service could bring back until a time which is over.
public struct PastRecovery: Sendable {
    /// The copy.
    public var copy: Copy
    /// Its deletion.
    public var deletion: Deletion
    /// uid and kind of its snapshot.
    public var snapshotUID: String, kind: String
    /// Where it lay.
    public var place: CopyPlace
}

extension Catalog {
    /// The copies that nobody can have brought back at a moment, and of which nobody has looked whether that is so.
    public func pastRecovery(at now: Int64) throws(CatalogError) -> [PastRecovery] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT t.copy_id, t.deletion_id, s.uid, s.kind, l.kind AS location_kind, l.namespace
                      FROM tombstone t JOIN deletion d ON d.id = t.deletion_id JOIN copy c ON c.id = t.copy_id
                      JOIN snapshot s ON s.id = c.snapshot_id JOIN location l ON l.id = c.location_id
                     WHERE t.recoverable_until_ms <= ?
                       AND NOT EXISTS (SELECT 1 FROM event e WHERE e.subject = d.uid AND e.type = ?)
                     ORDER BY t.id
                    """, arguments: [now, EventType.deletionChecked.rawValue])
            return try rows.compactMap { row in
                guard let copy = try Copy.fetchOne(database, key: row.decode(Int64.self, forColumn: "copy_id")),
                    let deletion = try Deletion.fetchOne(
                        database, key: row.decode(Int64.self, forColumn: "deletion_id"))
                else { return nil }
                return try PastRecovery(
                    copy: copy, deletion: deletion, snapshotUID: row.decode(forColumn: "uid"),
                    kind: row.decode(forColumn: "kind"),
                    place: CopyPlace(of: copy, row))
            }
        }
    }
}

extension EventLog {
    /// Records that a service does not have any more what it could have brought back.
    public func confirm(_ past: PastRecovery, seen: String, run: Run) throws {
        try record(
            .deletionChecked, run: run.uid, subject: past.deletion.uid,
            detail: "copy \(past.copy.uid) cannot be brought back: \(Self.oneLine(seen))")
    }
}

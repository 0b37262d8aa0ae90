import GRDB

/// A copy that is not known to be gone, with how long it may stay.
public struct KeptCopy: Sendable {
    /// uid of its snapshot.
    public var snapshotUID: String
    /// Where it lies.
    public var place: CopyPlace
    /// When its snapshot was taken, when the copy became known, and when it expires, in ms since 1970.
    public var takenMs: Int64, createdMs: Int64, expiresMs: Int64
    /// Whether its snapshot is on legal hold.
    public var isHeld: Bool
}

extension Catalog {
    /// The copies in locations of a kind that are not known to be gone, by location and name.
    public func kept(kind: String) throws(CatalogError) -> [KeptCopy] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT s.uid, s.taken_ms, s.expires_ms, s.holds, l.namespace, c.name, c.version, c.identity, c.created_ms
                      FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id JOIN snapshot_state s ON s.id = c.snapshot_id
                      JOIN location l ON l.id = c.location_id
                     WHERE t.id IS NULL AND l.kind = ? ORDER BY l.namespace, c.name, c.id
                    """, arguments: [kind])
            return try rows.map { row in
                try KeptCopy(
                    snapshotUID: row.decode(forColumn: "uid"),
                    place: CopyPlace(
                        kind: kind, namespace: row.decode(forColumn: "namespace"), name: row.decode(forColumn: "name"),
                        version: row.decode(forColumn: "version"), identity: row.decode(forColumn: "identity")),
                    takenMs: row.decode(forColumn: "taken_ms"), createdMs: row.decode(forColumn: "created_ms"),
                    expiresMs: row.decode(forColumn: "expires_ms"),
                    isHeld: row.decode(Int64.self, forColumn: "holds") > 0)
            }
        }
    }
}

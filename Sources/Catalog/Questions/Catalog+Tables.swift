import GRDB

extension Catalog {
    /// How many events there are.
    public func eventCount() throws(CatalogError) -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT coalesce(max(seq), 0) FROM event") ?? 0 }
    }

    /// The number and hash of the last event: `16 7a3f...`.
    public func head() throws(CatalogError) -> String {
        try read { database in
            try String.fetchOne(
                database, sql: "SELECT seq || ' ' || lower(hex(hash)) FROM event ORDER BY seq DESC LIMIT 1")
                ?? "0"
        }
    }

    /// Events, the latest last: those about a snapshot, its copies, holds and deletions, or all.
    public func events(
        of snapshot: Snapshot?, type: String?, since: Int64?, limit: Int
    ) throws(CatalogError) -> QueryResult {
        try table(
            """
            SELECT * FROM (
              SELECT e.* FROM events e JOIN event x ON x.seq = e.seq
               WHERE (:type IS NULL OR x.type = :type OR x.type GLOB :type || '.*')
                 AND (:since IS NULL OR x.at_ms >= :since)
                 AND (:id IS NULL OR x.subject IN (
                       SELECT uid FROM snapshot WHERE id = :id UNION SELECT uid FROM copy WHERE snapshot_id = :id
                       UNION SELECT uid FROM hold WHERE snapshot_id = :id
                       UNION SELECT d.uid FROM deletion d JOIN copy c ON c.id = d.copy_id WHERE c.snapshot_id = :id))
               ORDER BY x.seq DESC LIMIT :limit)
             ORDER BY seq
            """, ["id": snapshot?.id, "type": type, "since": since, "limit": limit])
    }

    /// Findings: those that are open, or all.
    public func findings(all: Bool) throws(CatalogError) -> QueryResult {
        try table("SELECT * FROM findings WHERE :all OR resolved IS NULL ORDER BY found, uid", ["all": all])
    }

    /// All versions of all policies.
    public func policies() throws(CatalogError) -> QueryResult {
        try table(
            """
            SELECT name, version, applies, keep_ms / 3600000.0 AS keep_hours, counts_from,
                   ceiling_ms / 3600000.0 AS ceiling_hours, extensions, free_extensions, cascade
              FROM policy ORDER BY name, version
            """, [:])
    }

    /// The rows of a statement of ours.
    func table(_ sql: String, _ arguments: StatementArguments) throws(CatalogError) -> QueryResult {
        try read { try QueryResult($0, sql, arguments) }
    }
}

extension EventLog {
    /// The finding with a uid.
    public func finding(_ uid: String) throws -> Finding {
        guard let finding = try Finding.fetchOne(database, sql: "SELECT * FROM finding WHERE uid = ?", arguments: [uid])
        else { throw CatalogError(.unknown, "there is no finding \(uid); `mannequin catalog findings` shows them") }
        return finding
    }
}

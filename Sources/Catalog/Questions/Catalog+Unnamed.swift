import GRDB

/// A result of a run that was killed: whether it has got its name, only a look can tell.
public struct UnnamedResult: Sendable {
    /// The run that made it.
    public var run: Run
    /// Its copy, and where that is to be.
    public var copy: Copy, place: CopyPlace
}

extension Catalog {
    /// The results that are on record and not known to be gone, of runs on a host that were killed.
    public func resultsOfKilledRuns(onHost host: String) throws(CatalogError) -> [UnnamedResult] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT r.id AS run_id, c.id AS copy_id, l.kind AS location_kind, l.namespace FROM run_end x JOIN run r ON r.id = x.run_id
                      JOIN snapshot s ON s.run_id = r.id JOIN copy c ON c.snapshot_id = s.id
                      JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.copy_id = c.id
                     WHERE x.outcome = 'aborted' AND r.job = 'sanitize' AND r.host = ? AND t.id IS NULL ORDER BY c.id
                    """, arguments: [host]
            ).compactMap { row in
                guard let run = try Run.fetchOne(database, key: row.decode(Int64.self, forColumn: "run_id")),
                    let copy = try Copy.fetchOne(database, key: row.decode(Int64.self, forColumn: "copy_id"))
                else { return nil }
                return try UnnamedResult(run: run, copy: copy, place: CopyPlace(of: copy, row))
            }
        }
    }
}

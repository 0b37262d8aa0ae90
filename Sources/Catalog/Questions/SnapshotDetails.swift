import GRDB

/// All that is known of one snapshot.
public struct SnapshotDetails: Encodable, Sendable {
    /// A part of it: rows with a heading.
    public struct Section: Sendable {
        /// The heading.
        public var title: String
        /// The rows.
        public var result: QueryResult
    }

    /// What a list shows.
    public var summary: SnapshotSummary
    /// Copies, expiries, holds, rules, checks, evidence.
    public var sections: [Section]

    enum CodingKeys: String, CodingKey { case snapshot, copies, expiries, holds, rules, checks, evidence }

    /// Writes the summary and each section under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(summary, forKey: .snapshot)
        for section in sections {
            guard let key = CodingKeys(rawValue: section.title.lowercased()) else { continue }
            try container.encode(section.result.objects, forKey: key)
        }
    }
}

extension Catalog {
    /// All that is known of a snapshot.
    public func details(of snapshot: Snapshot, at now: Int64) throws(CatalogError) -> SnapshotDetails {
        var filter = SnapshotFilter()
        filter.uid = snapshot.uid
        guard let summary = try snapshots(filter, at: now).first else {
            throw CatalogError(.unknown, "the snapshot was not registered by then")
        }
        let parts = [
            (
                "Copies",
                "SELECT uid, namespace, name, version, identity, created, gone, readers FROM copies WHERE snapshot = ?"
            ),
            (
                "Expiries",
                "SELECT at, expires, basis, reason, actor, approved_by FROM expiries WHERE snapshot = ? ORDER BY event_seq"
            ),
            (
                "Holds",
                "SELECT uid, reason, placed_by, placed, released_by, released, release_reason FROM holds WHERE snapshot = ?"
            ),
            (
                "Rules",
                """
                SELECT c.pack, c.rule, c.class, c.treatment, c.because, c.keys, c.masked_values FROM rule_count c
                  JOIN snapshot s ON s.id = c.snapshot_id WHERE s.uid = ? ORDER BY c.id
                """
            ),
            (
                "Checks",
                """
                SELECT c.name, c.outcome, c.detail, r.uid AS run FROM check_result c JOIN run r ON r.id = c.run_id
                  JOIN snapshot s ON s.id = c.snapshot_id WHERE s.uid = ? ORDER BY c.id
                """
            ),
            (
                "Evidence",
                "SELECT lower(hex(sha256)) AS sha256, predicate, bytes FROM evidence WHERE subject = ? ORDER BY id"
            ),
        ]
        return try read { database in
            SnapshotDetails(
                summary: summary,
                sections: try parts.map { title, sql in
                    SnapshotDetails.Section(title: title, result: try QueryResult(database, sql, [snapshot.uid]))
                })
        }
    }
}

import GRDB

/// A snapshot with all that it came from and all that came from it.
public struct LineageGraph: Encodable, Sendable {
    /// One snapshot.
    public struct Node: Encodable, Sendable {
        /// uid, kind and source.
        public var uid: String, kind: String, source: String
        /// Expiry, and when the last copy was seen gone.
        public var expires: String?, gone: String?
        /// Copies that may be there, and holds.
        public var copiesLeft: Int64, holds: Int64

        enum CodingKeys: String, CodingKey {
            case uid, kind, source, expires, gone, holds
            case copiesLeft = "copies_left"
        }
    }

    /// One step from a snapshot to another.
    public struct Edge: Encodable, Sendable {
        /// uids of both, and of the run.
        public var parent: String, child: String, run: String
        /// `sanitized`, `copied` or `loaded`.
        public var relation: String
        /// The digest of the rules and the fingerprint of the masking key.
        public var ruleDigest: String?, maskingKey: String?

        enum CodingKeys: String, CodingKey {
            case parent, child, run, relation
            case ruleDigest = "rule_digest"
            case maskingKey = "masking_key"
        }
    }

    /// The snapshot that was asked for.
    public var focus: String
    /// All of them, parents first.
    public var nodes: [Node]
    /// All steps.
    public var edges: [Edge]

    /// The snapshots that came from none of the others.
    public var roots: [Node] {
        let children = Set(edges.map(\.child))
        return nodes.filter { !children.contains($0.uid) }
    }
}

extension Catalog {
    /// The family of a snapshot: up to where it came from, and down to all that was made of that.
    public func lineage(of snapshot: Snapshot) throws(CatalogError) -> LineageGraph {
        try read { database in
            let family = """
                WITH RECURSIVE up (id) AS (
                  VALUES (:id) UNION SELECT l.parent_id FROM up JOIN lineage l ON l.child_id = up.id),
                family (id) AS (
                  SELECT id FROM up UNION SELECT l.child_id FROM family f JOIN lineage l ON l.parent_id = f.id)
                """
            let nodes = try Row.fetchAll(
                database,
                sql: "\(family) SELECT s.* FROM family f CROSS JOIN snapshot_state s ON s.id = f.id ORDER BY s.id",
                arguments: ["id": snapshot.id])
            let edges = try Row.fetchAll(
                database,
                sql: """
                    \(family) SELECT p.uid AS parent, c.uid AS child, r.uid AS run, l.relation, r.rule_digest, k.fingerprint
                      FROM family f CROSS JOIN lineage l ON l.parent_id = f.id JOIN snapshot p ON p.id = l.parent_id
                      JOIN snapshot c ON c.id = l.child_id JOIN run r ON r.id = l.run_id
                      LEFT JOIN masking_key k ON k.id = r.masking_key_id ORDER BY l.id
                    """, arguments: ["id": snapshot.id])
            return try LineageGraph(
                focus: snapshot.uid,
                nodes: nodes.map { row in
                    try LineageGraph.Node(
                        uid: row.decode(forColumn: "uid"), kind: row.decode(forColumn: "kind"),
                        source: row.decode(forColumn: "source"),
                        expires: row.decode(Int64?.self, forColumn: "expires_ms").map(Moments.moment),
                        gone: row.decode(Int64?.self, forColumn: "gone_ms").map(Moments.moment),
                        copiesLeft: row.decode(forColumn: "copies_left"),
                        holds: row.decode(forColumn: "holds"))
                },
                edges: edges.map { row in
                    try LineageGraph.Edge(
                        parent: row.decode(forColumn: "parent"), child: row.decode(forColumn: "child"),
                        run: row.decode(forColumn: "run"), relation: row.decode(forColumn: "relation"),
                        ruleDigest: row.decode(forColumn: "rule_digest"),
                        maskingKey: row.decode(forColumn: "fingerprint"))
                })
        }
    }
}

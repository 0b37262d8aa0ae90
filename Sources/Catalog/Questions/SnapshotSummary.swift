import Foundation
import GRDB

/// A snapshot as a list shows it.
public struct SnapshotSummary: Encodable, Sendable {
    /// How it is doing.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Within its time.
        case alive
        /// Its time is over, and a copy may be there.
        case overdue
        /// On legal hold.
        case onHold = "on-hold"
        /// Each copy is known to be gone.
        case gone
        /// No copy was ever known: it came from or went to a pipe.
        case noCopy = "no-copy"
    }

    /// uid, kind, source and state.
    public var uid: String, kind: String, source: String, state: State
    /// SHA-256 in hexadecimal.
    public var sha256: String?
    /// Bytes and keys.
    public var bytes: Int64?, keys: Int64?
    /// As in the header.
    public var rdbVersion: String?
    /// Moments, as `2026-11-25T04:16:28Z`.
    public var taken: String, registered: String, expires: String?, gone: String?
    /// How many copies may be there.
    public var copiesLeft: Int64
    /// Holds that are not released.
    public var holds: Int64
    /// The policy it was registered under.
    public var policy: String

    enum CodingKeys: String, CodingKey {
        case uid, kind, source, state, sha256, bytes, keys, taken, registered, expires, gone, holds, policy
        case rdbVersion = "rdb_version"
        case copiesLeft = "copies_left"
    }
}

/// Which snapshots somebody wants to see.
public struct SnapshotFilter: Sendable {
    /// One snapshot.
    public var uid: String?
    /// Kind, source (a part of it) and state.
    public var kind: String?, source: String?, state: SnapshotSummary.State?
    /// Expires before or after, in ms since 1970.
    public var expiresBefore: Int64?, expiresAfter: Int64?
    /// Registered before or after, in ms since 1970.
    public var registeredBefore: Int64?, registeredAfter: Int64?
    /// As it was at this moment: what was registered by then, in the state it had then.
    public var asOf: Int64?
    /// At most so many, the latest.
    public var limit = 1000

    /// All of them.
    public init() {}
}

extension Catalog {
    /// The snapshots that a filter lets pass, in the order of their registration.
    public func snapshots(_ filter: SnapshotFilter = SnapshotFilter(), at now: Int64) throws(CatalogError)
        -> [SnapshotSummary]
    {
        try read { database in
            let moment = filter.asOf ?? now
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT s.*, p.name || ' v' || p.version AS policy,
                           (SELECT e.expires_ms FROM expiry e WHERE e.snapshot_id = s.id AND e.at_ms <= :moment
                             ORDER BY e.id DESC LIMIT 1) AS expires_ms,
                           (SELECT count(*) FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                             WHERE h.snapshot_id = s.id AND h.placed_ms <= :moment
                               AND (r.id IS NULL OR r.released_ms > :moment)) AS holds,
                           count(c.id) AS copies, count(t.id) AS tombstones, max(t.verified_ms) AS verified_ms
                      FROM snapshot s JOIN policy p ON p.id = s.policy_id
                      LEFT JOIN copy c ON c.snapshot_id = s.id AND c.created_ms <= :moment
                      LEFT JOIN tombstone t ON t.copy_id = c.id AND t.verified_ms <= :moment
                     WHERE s.registered_ms <= :moment
                       AND (:uid IS NULL OR s.uid = :uid) AND (:kind IS NULL OR s.kind = :kind) AND (:source IS NULL OR instr(s.source, :source) > 0)
                       AND (:after IS NULL OR s.registered_ms >= :after)
                       AND (:before IS NULL OR s.registered_ms < :before)
                     GROUP BY s.id ORDER BY s.id DESC
                    """,
                arguments: [
                    "moment": moment, "uid": filter.uid, "kind": filter.kind, "source": filter.source,
                    "after": filter.registeredAfter,
                    "before": filter.registeredBefore,
                ])
            var found: [SnapshotSummary] = []
            while found.count < filter.limit, let row = try rows.next() {
                let summary = try SnapshotSummary(row, at: moment)
                let expires: Int64 = try row.decode(Int64?.self, forColumn: "expires_ms") ?? 0
                if let state = filter.state, summary.state != state { continue }
                if let before = filter.expiresBefore, expires >= before { continue }
                if let after = filter.expiresAfter, expires < after { continue }
                found.append(summary)
            }
            return found.reversed()
        }
    }
}

extension SnapshotSummary {
    fileprivate init(_ row: Row, at moment: Int64) throws {
        let copies: Int64 = try row.decode(forColumn: "copies")
        let tombstones: Int64 = try row.decode(forColumn: "tombstones")
        let expiresMs: Int64? = try row.decode(forColumn: "expires_ms")
        let isGone = copies > 0 && copies == tombstones
        let goneMs: Int64? = isGone ? try row.decode(forColumn: "verified_ms") : nil
        uid = try row.decode(forColumn: "uid")
        kind = try row.decode(forColumn: "kind")
        source = try row.decode(forColumn: "source")
        holds = try row.decode(forColumn: "holds")
        copiesLeft = copies - tombstones
        state =
            switch (isGone, copies, holds) {
            case (true, _, _): .gone
            case (_, 0, _): .noCopy
            case (_, _, 1...): .onHold
            default: expiresMs.map { $0 <= moment } == true ? .overdue : .alive
            }
        sha256 = try row.decode(Data?.self, forColumn: "sha256")?.hexadecimal
        bytes = try row.decode(forColumn: "bytes")
        keys = try row.decode(forColumn: "keys")
        rdbVersion = try row.decode(forColumn: "rdb_version")
        taken = try Moments.moment(row.decode(forColumn: "taken_ms"))
        registered = try Moments.moment(row.decode(forColumn: "registered_ms"))
        expires = expiresMs.map(Moments.moment)
        gone = goneMs.map(Moments.moment)
        policy = try row.decode(forColumn: "policy")
    }
}

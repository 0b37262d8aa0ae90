import GRDB

extension EventLog {
    /// Places a legal hold: until it is released, nothing of the snapshot is deleted, whatever its expiry.
    ///
    /// Throws ``CatalogError/Code/refused`` when the deletion of a copy has begun, or nothing is left to hold.
    public func hold(_ snapshot: Snapshot, because reason: String) throws -> String {
        try Self.refuseNoReason(reason)
        guard try isThere(snapshot) else { throw CatalogError(.refused, "the snapshot is gone already") }
        let uid = UUIDv7.make(at: now)
        try record(.holdPlaced, subject: snapshot.uid, detail: "on hold: \(reason)") { rows in
            _ = try rows.insert(
                Hold(
                    uid: uid, snapshotId: snapshot.id, reason: Self.oneLine(reason), placedBy: actor.name, placedMs: now
                ))
        }
        return uid
    }

    /// Releases all holds of a snapshot, or one of them; returns how many. What is overdue is due again.
    public func release(_ snapshot: Snapshot, hold uid: String? = nil, because reason: String) throws -> Int {
        try Self.refuseNoReason(reason)
        let open = try openHolds(of: snapshot).filter { uid == nil || $0.uid == uid }
        guard !open.isEmpty else { throw CatalogError(.unknown, "the snapshot has no such hold") }
        for hold in open {
            try record(.holdReleased, subject: snapshot.uid, detail: "hold \(hold.uid) is released: \(reason)") {
                rows in
                _ = try rows.insert(
                    HoldRelease(
                        holdId: hold.id, reason: Self.oneLine(reason), releasedBy: actor.name, releasedMs: now))
            }
        }
        return open.count
    }

    /// Whether nothing of a snapshot is deleted for now, whatever its expiry.
    public func isOnHold(_ snapshot: Snapshot) throws -> Bool { try !openHolds(of: snapshot).isEmpty }

    private func openHolds(of snapshot: Snapshot) throws -> [Hold] {
        try Hold.fetchAll(
            database,
            sql: """
                SELECT h.* FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                 WHERE h.snapshot_id = ? AND r.id IS NULL ORDER BY h.id
                """, arguments: [snapshot.id])
    }
}

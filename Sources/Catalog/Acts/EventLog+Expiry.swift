import GRDB

extension EventLog {
    /// The expiry of a snapshot that counts.
    public func expiry(of snapshot: Snapshot) throws -> Expiry? {
        try Expiry.fetchOne(
            database, sql: "SELECT * FROM expiry WHERE snapshot_id = ? ORDER BY id DESC LIMIT 1",
            arguments: [snapshot.id])
    }

    /// What asking for an extension led to.
    public enum Extension: Sendable {
        /// It is granted.
        case granted
        /// A second person has to approve it, by this uid.
        case needsApproval(String)
    }

    /// Extends the life of a snapshot, or asks a second person where its policy wants one.
    ///
    /// Throws ``CatalogError/Code/refused`` beyond the ceiling, beyond the number of extensions, or without a reason.
    public func extend(_ snapshot: Snapshot, to moment: Int64, because reason: String) throws -> Extension {
        let policy = try policy(of: snapshot)
        let before = try extensionsBefore(extending: snapshot, to: moment, policy, because: reason)
        if before < policy.freeExtensions {
            try change(snapshot, to: moment, basis: "extension", because: reason)
            return .granted
        }
        let uid = UUIDv7.make(at: now)
        try record(
            .approvalAsked, subject: snapshot.uid,
            detail: "\(actor.name) asks for an extension to \(Moments.moment(moment)): \(reason)"
        ) { rows in
            _ = try rows.insert(
                Approval(
                    uid: uid, snapshotId: snapshot.id, wish: "extend", expiresMs: moment, reason: Self.oneLine(reason),
                    askedBy: actor.name, askedMs: now))
        }
        return .needsApproval(uid)
    }

    /// Decides about what somebody else asked for. Returns the snapshot.
    public func decide(_ approvalUID: String, approve: Bool) throws -> Snapshot {
        guard
            let approval = try Approval.fetchOne(
                database, sql: "SELECT * FROM approval WHERE uid = ?", arguments: [approvalUID]),
            let snapshot = try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE id = ?", arguments: [approval.snapshotId])
        else { throw CatalogError(.unknown, "there is no request for approval \(approvalUID)") }
        if approve { try mayApprove(approval, snapshot) }
        let isDecided = try ApprovalDecision.fetchOne(
            database, sql: "SELECT * FROM approval_decision WHERE approval_id = ?", arguments: [approval.id])
        guard isDecided == nil else { throw CatalogError(.refused, "the request was decided before") }
        try record(
            .approvalDecided, subject: snapshot.uid,
            detail: "\(actor.name) \(approve ? "approves" : "denies") what \(approval.askedBy) asked for"
        ) { rows in
            _ = try rows.insert(
                ApprovalDecision(
                    approvalId: approval.id, decision: approve ? "approved" : "denied", decidedBy: actor.name,
                    decidedMs: now))
        }
        if approve {
            try change(
                snapshot, to: approval.expiresMs, basis: "extension", because: approval.reason, approval: approval)
        }
        return snapshot
    }

    /// Lets a snapshot expire now, and what was made from it where the policy of that says so, and so on. What has
    /// expired already stays as late as it is.
    public func expireNow(_ snapshot: Snapshot, because reason: String) throws {
        try mayChangeExpiry(snapshot, because: reason)
        if try !hasExpired(snapshot) { try change(snapshot, to: now, basis: "now", because: reason) }
        let family = try Snapshot.fetchAll(
            database,
            sql: """
                WITH RECURSIVE family (id) AS (
                  VALUES (?) UNION
                  SELECT s.id FROM family f JOIN lineage l ON l.parent_id = f.id JOIN snapshot s ON s.id = l.child_id
                    JOIN policy p ON p.id = s.policy_id WHERE p.cascade = 'with-parent')
                SELECT s.* FROM family f JOIN snapshot s ON s.id = f.id ORDER BY s.id
                """, arguments: [snapshot.id])
        for child in family where try child.id != snapshot.id && isThere(child) && !hasExpired(child) {
            try change(child, to: now, basis: "parent", because: "it goes with what it was made from: \(reason)")
        }
    }

    private func hasExpired(_ snapshot: Snapshot) throws -> Bool {
        try expiry(of: snapshot).map { $0.expiresMs <= now } ?? false
    }

    /// Whether any copy of a snapshot may still be there.
    public func isThere(_ snapshot: Snapshot) throws -> Bool {
        try Int64.fetchOne(
            database, sql: "SELECT gone_ms IS NULL FROM snapshot_state WHERE id = ?", arguments: [snapshot.id]) == 1
    }

    func policy(of snapshot: Snapshot) throws -> RetentionPolicy {
        guard
            let policy = try RetentionPolicy.fetchOne(
                database, sql: "SELECT * FROM policy WHERE id = ?", arguments: [snapshot.policyId])
        else { throw CatalogError(.damaged, "the policy of the snapshot is not there; run `mannequin catalog verify`") }
        return policy
    }

    private func mayChangeExpiry(_ snapshot: Snapshot, because reason: String) throws {
        try Self.refuseNoReason(reason)
        guard try isThere(snapshot) else { throw CatalogError(.refused, "the snapshot is gone already") }
    }

    /// How often a snapshot was extended before. Throws where its policy does not allow one more, or not to this moment.
    private func extensionsBefore(
        extending snapshot: Snapshot, to moment: Int64, _ policy: RetentionPolicy, because reason: String
    ) throws -> Int64 {
        try mayChangeExpiry(snapshot, because: reason)
        guard let current = try expiry(of: snapshot), moment > current.expiresMs else {
            throw CatalogError(.refused, "the snapshot lives longer already; `catalog expire-now` shortens its life")
        }
        guard moment > now else { throw CatalogError(.refused, "\(Moments.moment(moment)) is over already") }
        let ceiling = policy.ceiling(taken: snapshot.takenMs, registered: snapshot.registeredMs)
        guard moment <= ceiling else {
            throw CatalogError(
                .refused, "\(policy.title) lets it live until \(Moments.moment(ceiling)) at most, extensions included")
        }
        if policy.cascade == "with-parent", let parent = try earliestExpiryOfParents(of: snapshot), moment > parent {
            throw CatalogError(
                .refused,
                "\(policy.title) lets it live no longer than what it was made from, until \(Moments.moment(parent))")
        }
        let before =
            try Int64.fetchOne(
                database, sql: "SELECT count(*) FROM expiry WHERE snapshot_id = ? AND basis = 'extension'",
                arguments: [snapshot.id]) ?? 0
        guard before < policy.extensions else {
            throw CatalogError(
                .refused, "\(policy.title) allows \(policy.extensions) extensions, and there were as many")
        }
        return before
    }

    private func earliestExpiryOfParents(of snapshot: Snapshot) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT min((SELECT e.expires_ms FROM expiry e WHERE e.snapshot_id = l.parent_id ORDER BY e.id DESC LIMIT 1))
                  FROM lineage l WHERE l.child_id = ?
                """, arguments: [snapshot.id])
    }

    /// What was asked for has to be allowed now, too, and its expiry has to be the one that was to be extended.
    private func mayApprove(_ approval: Approval, _ snapshot: Snapshot) throws {
        guard let current = try expiry(of: snapshot), current.eventSeq < approval.eventSeq else {
            throw CatalogError(.refused, "the expiry of the snapshot has changed since this was asked for; ask anew")
        }
        _ = try extensionsBefore(
            extending: snapshot, to: approval.expiresMs, try policy(of: snapshot), because: approval.reason)
    }

    func change(
        _ snapshot: Snapshot, to moment: Int64, basis: String, because reason: String, approval: Approval? = nil
    ) throws {
        let previous = try expiry(of: snapshot)?.expiresMs
        try record(
            .expiryChanged, subject: snapshot.uid, detail: "expires \(Moments.moment(moment)): \(reason)"
        ) { rows in
            _ = try rows.insert(
                Expiry(
                    snapshotId: snapshot.id, expiresMs: moment, previousMs: previous, basis: basis,
                    reason: Self.oneLine(reason), actor: approval?.askedBy ?? actor.name, approvalId: approval?.id,
                    atMs: now))
        }
    }
}

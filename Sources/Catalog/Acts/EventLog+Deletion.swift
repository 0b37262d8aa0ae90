import GRDB

/// Why a copy is deleted.
public enum DeletionReason: String, Sendable {
    /// Its time is over.
    case expired
    /// Another file takes its name.
    case replaced
    /// It was recorded, and then could not be published.
    case withdrawn

    var sentence: String {
        switch self {
        case .expired: "its time is over"
        case .replaced: "another file takes its name"
        case .withdrawn: "it could not be published"
        }
    }
}

/// What came of trying to delete a copy.
public enum DeletionOutcome: Sendable, Equatable {
    /// It was deleted, and was looked for again.
    case gone(method: String, seen: String)
    /// It was not there when it was to be deleted.
    case alreadyAbsent(seen: String)
    /// It was deleted, but the service can bring it back until then, in ms since 1970.
    case recoverable(until: Int64, method: String, seen: String)
    /// It may not be deleted now: by a lock, a lease, or since it is not what was recorded. `until` where that is known.
    case blocked(until: Int64?, reason: String)
    /// Deleting failed; it is tried again.
    case failed(reason: String)
}

/// What a service said about a deletion, where there is one.
public struct ServiceAnswer: Sendable, Equatable {
    /// HTTP status.
    public var status: Int64?
    /// The id under which it logged the request.
    public var requestID: String?
    /// Its clock, in ms since 1970.
    public var serverMs: Int64?

    /// An answer; none for files.
    public init(status: Int64? = nil, requestID: String? = nil, serverMs: Int64? = nil) {
        self.status = status
        self.requestID = requestID
        self.serverMs = serverMs
    }
}

extension EventLog {
    /// How long a claim lasts: whoever dies in between leaves the copy to others after that.
    static let leaseMs: Int64 = 15 * 60_000
    /// The first pause after a failure; each further one is twice as long.
    static let firstRetryMs: Int64 = 5 * 60_000
    /// The longest pause.
    static let lastRetryMs: Int64 = 24 * 3_600_000

    /// Claims a copy for deletion, so that its bytes may go next.
    ///
    /// Hold, expiry and other claims are checked in this very transaction, by the guards of the catalog; throws
    /// ``CatalogError/Code/refused`` then, or ``CatalogError/Code/claimed`` when another run is at it. Claims whose lease is over
    /// end first; with `stealing`, also those of a run that is known to be dead.
    public func claim(_ copy: Copy, why: DeletionReason, run: Run, stealing: Bool = false) throws -> Deletion {
        let open = try Deletion.fetchOne(
            database, sql: "SELECT * FROM deletion WHERE copy_id = ? AND why = ? ORDER BY id DESC LIMIT 1",
            arguments: [copy.id, why.rawValue])
        let uid = open?.uid ?? UUIDv7.make(at: now)
        let detail = "copy \(copy.uid): \(why.sentence)"
        do {
            return try record(.deletionClaimed, run: run.uid, subject: uid, detail: detail) { rows in
                let deletion = try open ?? rows.insert(Deletion(uid: uid, copyId: copy.id, why: why.rawValue))
                guard try endClaims(on: copy, by: run, evenLeased: stealing, &rows) else {
                    throw CatalogError(.claimed, "another run is at it; try again when it has ended")
                }
                _ = try rows.insert(
                    DeletionStep(
                        deletionId: deletion.id, phase: "claimed", atMs: now, runId: run.id,
                        untilMs: now + Self.leaseMs,
                        detail: "no hold, \(why.sentence)"))
                return deletion
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw CatalogError(refusal: error)
        }
    }

    /// What other runs have claimed of a copy, whatever their reason.
    private func openClaims(on copy: Copy, besides run: Run) throws -> [DeletionStep] {
        try DeletionStep.fetchAll(
            database,
            sql: """
                SELECT s.* FROM deletion d JOIN deletion_step s ON s.id = (
                         SELECT max(id) FROM deletion_step WHERE deletion_id = d.id)
                 WHERE d.copy_id = ? AND s.phase = 'claimed' AND s.run_id <> ? ORDER BY s.id
                """, arguments: [copy.id, run.id])
    }

    /// Ends the claims of other runs on a copy, whatever their reason: of those whose lease is over, or of all. Returns whether
    /// none is left.
    private func endClaims(on copy: Copy, by run: Run, evenLeased: Bool, _ rows: inout EventRows) throws -> Bool {
        let claims = try openClaims(on: copy, besides: run)
        let over = claims.filter { evenLeased || ($0.untilMs ?? .max) <= now }
        for claim in over { _ = try rows.insert(endOfClaim(claim, run)) }
        return over.count == claims.count
    }

    /// Ends what a dead run has claimed.
    func endClaims(of dead: Run, _ rows: inout EventRows) throws {
        let claims = try DeletionStep.fetchAll(
            database,
            sql: """
                SELECT s.* FROM deletion_step s WHERE s.run_id = ? AND s.phase = 'claimed'
                   AND s.id = (SELECT max(id) FROM deletion_step WHERE deletion_id = s.deletion_id) ORDER BY s.id
                """, arguments: [dead.id])
        for claim in claims { _ = try rows.insert(endOfClaim(claim, dead)) }
    }

    private func endOfClaim(_ claim: DeletionStep, _ run: Run) -> DeletionStep {
        DeletionStep(
            deletionId: claim.deletionId, phase: "failed", atMs: now, runId: run.id, untilMs: now,
            detail: "the run that claimed it is gone")
    }

    /// Records what came of a claim; a copy that is gone gets its tombstone.
    public func settle(
        _ deletion: Deletion, _ outcome: DeletionOutcome, answer: ServiceAnswer = ServiceAnswer(), deletedMs: Int64,
        run: Run
    ) throws {
        func step(_ phase: String, until: Int64?, _ detail: String) -> DeletionStep {
            DeletionStep(
                deletionId: deletion.id, phase: phase, atMs: now, runId: run.id, untilMs: until, status: answer.status,
                requestId: answer.requestID, serverMs: answer.serverMs, detail: Self.oneLine(detail))
        }
        func done(_ method: String, _ seen: String, recoverableUntil: Int64? = nil) throws {
            let detail = "\(method); \(seen)"
            try record(.deletionDone, run: run.uid, subject: deletion.uid, detail: detail) { rows in
                _ = try rows.insert(step("gone", until: nil, detail))
                _ = try rows.insert(
                    Tombstone(
                        copyId: deletion.copyId, deletionId: deletion.id, deletedMs: deletedMs,
                        verifiedMs: max(now, deletedMs), method: method, verifiedHow: Self.oneLine(seen),
                        recoverableUntilMs: recoverableUntil))
            }
        }
        switch outcome {
        case .gone(let method, let seen): try done(method, seen)
        case .alreadyAbsent(let seen): try done("found absent", seen)
        case .recoverable(let until, let method, let seen): try done(method, seen, recoverableUntil: until)
        case .blocked(let until, let reason):
            try record(.deletionBlocked, run: run.uid, subject: deletion.uid, detail: reason) { rows in
                _ = try rows.insert(step("blocked", until: until, reason))
            }
        case .failed(let reason):
            let attempts =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM deletion_step WHERE deletion_id = ? AND phase = 'failed'",
                    arguments: [deletion.id]) ?? 0
            let pause = min(Self.firstRetryMs << Int64(min(attempts, 20)), Self.lastRetryMs)
            try record(.deletionFailed, run: run.uid, subject: deletion.uid, detail: reason) { rows in
                _ = try rows.insert(step("failed", until: now + pause, reason))
            }
        }
    }
}

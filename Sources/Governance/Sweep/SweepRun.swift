public import Catalog
import Glibc

/// One run of `mannequin sweep`: deletes the copies whose time is over, one after the other, with proof.
///
/// For each copy: claim it in a transaction that checks hold and expiry once more, delete it, look for it again, and write
/// its tombstone. Whoever is killed in between leaves a claim, which the next sweep takes up. At the end it looks at copies
/// that a service could bring back until a time which is over now.
public struct SweepRun: Sendable {
    private let catalog: Catalog
    private let stores: [any CopyStore]
    private let tool: String
    private let host: String

    /// A sweep over a catalog by stores that can delete.
    public init(_ catalog: Catalog, stores: [any CopyStore], tool: String, host: String) {
        self.catalog = catalog
        self.stores = stores
        self.tool = tool
        self.host = host
    }

    /// What would be deleted at a moment.
    public func plan(at now: Int64) throws -> SweepPlan {
        let due = try catalog.due(at: now).filter { store(for: $0) != nil && !isTaken($0, at: now) }
        return SweepPlan(made: now, items: due.map(SweepPlan.Item.init))
    }

    /// Deletes what is due at a moment, or exactly what a plan says, and signs how.
    ///
    /// Throws before anything is deleted when a plan holds no longer: when one of its copies is not due any more, or is not
    /// what it was (exit 75). What has come due since is left to the next sweep.
    public func run(
        at now: Int64, applying plan: SweepPlan? = nil, evidence: EvidenceWriter,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> SweepReport {
        var due = try catalog.due(at: now)
        if let plan { due = try due.matching(plan) }
        let run = try catalog.write { log in
            try log.abortDeadRuns(of: catalog)
            return try log.startRun("sweep", pid: getpid(), tool: tool)
        }
        var report = SweepReport(run: run.uid)
        do {
            for (index, copy) in due.enumerated() {
                report.items.append(try sweep(copy, run, at: now))
                try progress(index + 1, due.count)
            }
            if plan == nil {
                for past in try catalog.pastRecovery(at: now) { report.items += try lookAgain(for: past, run) }
            }
            try catalog.write { try $0.endRun(run) }
        } catch {
            try? catalog.write { try $0.endRun(run, error: "\(error)") }
            throw error
        }
        do {
            report.signed = try evidence.writeMissing(in: catalog)
        } catch {
            report.unsigned = "\(error)"
        }
        try? catalog.shrinkLog()
        return report
    }

    private func sweep(_ due: DueCopy, _ run: Run, at now: Int64) throws -> SweepReport.Item {
        guard let store = store(for: due) else {
            return SweepReport.Item(
                due, .elsewhere,
                due.place.kind == "redis"
                    ? "nothing here deletes keys of a server; flush it, or load something else with --flush"
                    : "it does not lie on this host; run sweep there")
        }
        if isTaken(due, at: now) { return SweepReport.Item(due, .skipped, "another sweep is at it") }
        let deletion: Deletion
        do {
            deletion = try catalog.write { log in
                try log.claim(due.copy, why: .expired, run: run, stealing: due.lastStep?.phase == "claimed")
            }
        } catch {
            guard error.code == .refused || error.code == .claimed else { throw error }
            return SweepReport.Item(due, .skipped, error.description)
        }
        let successors = try catalog.livingCopies(in: due.place.namespace, named: due.place.name)
            .filter { $0.id != due.copy.id }
        let (outcome, answer) = store.delete(due.place, deletion: deletion.uid) { identity in
            successors.contains { $0.identity == identity }
        }
        do {
            try catalog.write { log in
                try log.settle(deletion, outcome, answer: answer, deletedMs: log.now, run: run)
                if case .blocked(_, FileCopies.changed) = outcome {
                    _ = try log.find("changed", at: due.place, copy: due.copy, bytes: nil, run: run)
                }
            }
        } catch {
            // It took so long that the claim was over, and another sweep has told what came of it.
            guard error.code == .refused else { throw error }
            return SweepReport.Item(due, .skipped, error.description)
        }
        return SweepReport.Item(due, outcome)
    }

    /// Looks whether a service has dropped what it had kept for a time; nothing to tell where that is not ours to look at.
    private func lookAgain(for past: PastRecovery, _ run: Run) throws -> [SweepReport.Item] {
        guard let store = stores.first(where: { $0.holds(past.place) }) else { return [] }
        let others = try catalog.livingCopies(in: past.place.namespace, named: past.place.name)
        switch store.look(for: past.place, isKnownSuccessor: { id in others.contains { $0.identity == id } }) {
        case .nothing(let seen):
            try catalog.write { try $0.confirm(past, seen: seen, run: run) }
            return [SweepReport.Item(past, .expunged, seen)]
        case .something(let seen):
            try catalog.write { log in
                _ = try log.find("soft-deleted", at: past.place, copy: past.copy, bytes: nil, run: run)
            }
            return [SweepReport.Item(past, .lingering, seen)]
        case .unknown(let reason): return [SweepReport.Item(past, .failed, reason)]
        }
    }

    private func store(for due: DueCopy) -> (any CopyStore)? { stores.first { $0.holds(due.place) } }

    /// Whether another sweep has a claim on a copy that still counts: its lease lasts, and it is not known to be dead.
    private func isTaken(_ due: DueCopy, at now: Int64) -> Bool {
        guard let step = due.lastStep, step.phase == "claimed", let until = step.untilMs, until > now else {
            return false
        }
        guard let run = due.lastRun, run.host == host else { return true }
        return ProcessLife.isAlive(run.pid)
    }
}

extension [DueCopy] {
    /// The copies of a plan, if each of them is due still, and is what it was.
    fileprivate func matching(_ plan: SweepPlan) throws(RunError) -> [DueCopy] {
        let byUID = Dictionary(map { ($0.copy.uid, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [DueCopy] = []
        for item in plan.items {
            guard let due = byUID[item.copy], SweepPlan.Item(due) == item else {
                throw RunError(
                    .tryAgain,
                    "the plan holds no longer: copy \(item.copy) is not due any more, or has changed. Nothing was "
                        + "deleted; make a new plan")
            }
            found.append(due)
        }
        return found
    }
}

import Catalog
import Glibc

extension ResumeRun {
    /// Withdraws the records of results that never got their names: of sets and files, whose runs have no journal. A result
    /// that is there stays, and is on record.
    func withdrawUnnamed(_ isRehearsal: Bool) throws -> [ResumeReport.Item] {
        if !isRehearsal { try catalog.write { try $0.abortDeadRuns(of: catalog) } }
        let stores: [any CopyStore] = [FileCopies(host: actor.host), BlobCopies(access)]
        var items: [ResumeReport.Item] = []
        for result in try catalog.resultsOfKilledRuns(onHost: actor.host) {
            guard let store = stores.first(where: { $0.holds(result.place) }) else { continue }
            switch store.look(for: result.place, isKnownSuccessor: { _ in false }) {
            case .something: continue
            case .unknown(let reason): items.append(.init(result, .left, reason, .tryAgain))
            case .nothing where isRehearsal: items.append(.init(result, .planned, "would withdraw its record"))
            case .nothing(let seen):
                try withdraw(result, seen)
                items.append(.init(result, .withdrawn, "it never got its name: \(seen)"))
            }
        }
        return items
    }

    private func withdraw(_ result: UnnamedResult, _ seen: String) throws {
        try catalog.write { log in
            let run = try log.startRun("resume", pid: getpid(), tool: tool)
            let deletion = try log.claim(result.copy, why: .withdrawn, run: run)
            try log.settle(
                deletion, .alreadyAbsent(seen: "it never got its name: \(seen)"), deletedMs: log.now, run: run)
            try log.endRun(run)
        }
    }
}

extension ResumeReport.Item {
    fileprivate init(
        _ result: UnnamedResult, _ outcome: ResumeReport.Outcome, _ detail: String, _ failure: ExitStatus = .done
    ) {
        self.init(
            run: result.run.uid, input: "", output: "\(result.place.namespace)/\(result.place.name)", outcome: outcome,
            detail: detail, failure: failure)
    }
}

import BlobStorage
public import Catalog
import Foundation

/// One run of `mannequin resume`: brings runs between blobs to their end whose process was killed.
///
/// Each is looked at, under its lock: whether the result is there, by its mark, and whether the catalog knows it.
/// ``ResumeDecision`` says what that means; afterwards no result is there without its record, and no record without its
/// result.
public struct ResumeRun: Sendable {
    private let catalog: Catalog
    private let access: BlobAccess
    private let actor: Actor
    private let tool: String
    private let evidence: @Sendable (String?) throws -> EvidenceWriter

    /// How far the work on a run is: bytes read of the snapshot, and all of them where that is known.
    public typealias Progress = (UInt64, UInt64?) throws -> Void

    /// A run over the journals of a catalog; `evidence` makes what signs, with the key file that a run had named.
    public init(
        _ catalog: Catalog, _ access: BlobAccess, actor: Actor, tool: String,
        evidence: @escaping @Sendable (String?) throws -> EvidenceWriter
    ) {
        self.catalog = catalog
        self.access = access
        self.actor = actor
        self.tool = tool
        self.evidence = evidence
    }

    /// Takes up runs by their uids or the beginnings of these, or all; gives them up with `abandoning`. A dry run only says
    /// what would be done.
    public func run(
        _ names: [String], abandoning: Bool, isRehearsal: Bool, progress: Progress = { _, _ in }
    ) throws -> ResumeReport {
        let journals = UnfinishedRuns(of: catalog)
        let uids = names.isEmpty ? journals.names : try names.map { try journals.named($0) }
        var report = ResumeReport()
        for uid in uids {
            do {
                guard let journal = try journals.take(uid) else {
                    let content = try journals.read(uid)
                    report.items.append(.init(content, .running, "a process is at it"))
                    continue
                }
                report.items.append(try settle(journal, abandoning, isRehearsal, progress))
            } catch let error as RunError {
                report.items.append(.init(unread: uid, error))
            }
        }
        return report
    }

    private func settle(
        _ journal: JournalFile, _ abandoning: Bool, _ isRehearsal: Bool, _ progress: Progress
    ) throws -> ResumeReport.Item {
        let content = journal.content
        guard content.host == actor.host else {
            return .init(content, .left, "it ran on \(content.host); take it up there", .notAllowed)
        }
        do {
            let (decision, record) = try decide(content, abandoning)
            if isRehearsal { return .init(content, .planned, decision.plan) }
            return try carryOut(decision, journal, record, abandoning, progress)
        } catch let error as RunError {
            return .init(content, .left, error.description, error.status)
        } catch let error as CatalogError {
            let failure = RunError(error)
            return .init(content, .left, failure.description, failure.status)
        } catch let error as BlobError {
            let failure = RunError(blob: error)
            return .init(content, .left, failure.description, failure.status)
        }
    }

    private func decide(_ content: RunJournal, _ abandoning: Bool) throws -> (ResumeDecision, RunRecord?) {
        let address = try address(of: content)
        let place = BlobPlace.of(address, mark: content.output.mark)
        // First the blob, then the record: a blob that is seen was recorded before.
        let blob = try look(address, content.output.mark)
        guard let record = try catalog.record(ofRun: content.run, at: place) else {
            throw RunError(.badData, "the catalog knows no run \(content.run); is it the right one?")
        }
        let state: ResumeDecision.Record = record.made == nil ? .none : record.isLiving ? .living : .gone
        let decision =
            abandoning
            ? ResumeDecision(abandoning: blob, record: state, hasEnded: record.end != nil)
            : ResumeDecision(
                blob: blob, record: state, isSealed: content.sealed != nil, hasEnded: record.end != nil)
        return (decision, record)
    }

    private func look(_ address: BlobAddress, _ mark: String) throws -> ResumeDecision.Blob {
        let store = try access.store(of: address)
        do {
            let facts = try Blocking.wait { try await store.head(address.id) }
            return facts.metadata[UploadOptions.mark] == mark ? .ours : .another
        } catch let error as BlobError where error.code == .absent {
            return .absent
        } catch let error as BlobError where error.code == .notAllowed {
            return .hidden
        }
    }

    private func address(of content: RunJournal) throws -> BlobAddress {
        guard let address = try BlobAccess.address(content.output.name) else {
            throw RunError(.badData, "the journal of the run \(content.run) names no blob")
        }
        return address
    }
}

extension ResumeRun {
    private func carryOut(
        _ decision: ResumeDecision, _ journal: JournalFile, _ record: RunRecord?, _ abandoning: Bool,
        _ progress: Progress
    ) throws -> ResumeReport.Item {
        let content = journal.content
        switch decision {
        case .again: return try again(journal, progress)
        case .commit: return try commit(journal, record)
        case .complete:
            return try complete(
                journal, record, .completed,
                abandoning ? "it is committed and on record, so it was not given up" : "its result was there already")
        case .withdraw(let why):
            try end(journal, record, why)
            return .init(content, abandoning ? .abandoned : .withdrawn, why, abandoning ? .done : .cannotCreate)
        case .fail(let why):
            try end(journal, record, why)
            return .init(content, abandoning ? .abandoned : .failed, why, abandoning ? .done : .cannotCreate)
        case .forget:
            if record?.isLiving != true { dropStaged(content) }
            journal.remove()
            return .init(content, .forgotten, "it had ended")
        case .leave(let why): return .init(content, .left, why, .tryAgain)
        }
    }

    /// Does the run again; what is staged with the same bytes is not sent again.
    private func again(_ journal: JournalFile, _ progress: Progress) throws -> ResumeReport.Item {
        let content = journal.content
        let (options, choice, isKeyEphemeral) = try content.request.options(for: content.input.name, access)
        if let why = try Self.change(of: content.input, access) {
            try end(journal, nil, why)
            return .init(content, .failed, why, .noInput)
        }
        var run = SanitizeRun(input: content.input.name, output: content.output.name, options: options)
        run.choice = choice
        run.replacesOutput = content.request.replaces
        run.access = access
        run.verifiesOutput = content.request.verifies
        run.request = content.request
        run.partByteCount = content.output.partByteCount
        run.tagsOutput = content.request.tags
        run.recorder = SanitizeRecorder(
            catalog, content.request.recording(tool: tool, isKeyEphemeral: isKeyEphemeral),
            evidence: try evidence(content.request.signingKey), actor: actor)
        if isKeyEphemeral {
            // Its key went with its process: no byte of what is staged comes again, so it is another run.
            try end(journal, nil, "its masking key was made for the run, and is gone; it is done anew")
            let report = try run.run(progress: progress)
            var item = ResumeReport.Item(content, .finished, "done anew, with another key")
            item.anew = report.runID
            item.detail += report.notes.map { "; \($0)" }.joined()
            return item
        }
        do {
            let report = try run.run(resuming: journal, progress)
            var item = ResumeReport.Item(content, .finished, "done again, with what was staged")
            item.keptParts = journal.keptPartCount
            item.detail += report.notes.map { "; \($0)" }.joined()
            return item
        } catch let error as RunError where !journal.isWritten {
            dropStaged(content)
            return .init(content, .failed, error.description, error.status)
        }
    }

    /// Commits what is staged and recorded; where that is gone, so is the record then.
    private func commit(_ journal: JournalFile, _ record: RunRecord?) throws -> ResumeReport.Item {
        let content = journal.content
        guard let upload = content.upload, let sealed = content.sealed else {
            throw RunError(.badData, "the journal of the run \(content.run) names no upload")
        }
        let store = try access.store(of: try address(of: content))
        let condition: WriteCondition = content.request.replaces ? .none : .absent
        do {
            _ = try Blocking.wait { try await store.commit(upload, sealed.parts, if: condition) }
        } catch let error as BlobError where [.absent, .refused, .alreadyThere, .changed].contains(error.code) {
            let why = "it never got its name: \(error)"
            try end(journal, record, why)
            return .init(content, .withdrawn, why, .cannotCreate)
        }
        return try complete(journal, record, .committed, "what was staged is committed")
    }

    /// Records the end of a run whose result is there, tags it and signs how it was made.
    private func complete(
        _ journal: JournalFile, _ record: RunRecord?, _ outcome: ResumeReport.Outcome, _ detail: String
    ) throws -> ResumeReport.Item {
        let content = journal.content
        var item = ResumeReport.Item(content, outcome, detail)
        guard let record, let made = record.made else { return item }
        if content.request.tags {
            let note = ResultTags.set(
                on: try address(of: content), access, snapshot: made.snapshot.uid,
                expires: Moments.moment(made.expiresMs))
            item.detail += note.map { "; \($0)" } ?? ""
        }
        if record.end == nil { try catalog.write { try $0.endRun(record.run) } }
        journal.remove()
        do {
            try evidence(content.request.signingKey).provenance(of: made.snapshot.uid, in: catalog)
        } catch {
            item.detail += "; how it was made is not signed yet, which the next sweep does: \(error)"
        }
        return item
    }

    /// Records that a run came to nothing: withdraws what it had registered, and drops what is staged.
    private func end(_ journal: JournalFile, _ record: RunRecord?, _ why: String) throws {
        let content = journal.content
        let place = BlobPlace.of(try address(of: content), mark: content.output.mark)
        try catalog.write { log in
            guard let record = try log.record(ofRun: content.run, at: place) else { return }
            if let made = record.made, record.isLiving {
                let deletion = try log.claim(made.copy, why: .withdrawn, run: record.run)
                try log.settle(
                    deletion, .alreadyAbsent(seen: "it never got its name"), deletedMs: log.now, run: record.run)
            }
            if record.end == nil { try log.endRun(record.run, error: why) }
        }
        dropStaged(content)
        journal.remove()
    }

    /// Tells the service to drop what is staged. Where it cannot be told, it does so by itself, or by a rule of the bucket.
    private func dropStaged(_ content: RunJournal) {
        guard let upload = content.upload, let store = try? access.store(of: address(of: content)) else { return }
        _ = try? Blocking.wait { try await store.abort(upload) }
    }

    /// Why the snapshot is not the one that the run began with; nil where it is.
    private static func change(of input: RunJournal.Input, _ access: BlobAccess) throws -> String? {
        do {
            let source = try SnapshotFile(input.name, access, digesting: false)
            return source.contentTag == input.content
                ? nil : "the snapshot has changed since the run began; sanitize it anew"
        } catch {
            guard error.status == .noInput else { throw error }
            return "the snapshot is gone (\(error))"
        }
    }
}

extension ResumeDecision {
    /// What would be done, in words.
    fileprivate var plan: String {
        switch self {
        case .again: "would be done again, with what is staged"
        case .commit: "what is staged and recorded would be committed"
        case .complete: "the result is there; the end of the run would be recorded"
        case .withdraw(let why): "its record would be withdrawn: \(why)"
        case .fail(let why): "it would be recorded as failed: \(why)"
        case .forget: "it has ended; its journal would be removed"
        case .leave(let why): "nothing would be done: \(why)"
        }
    }
}

extension ResumeReport.Item {
    init(
        _ journal: RunJournal, _ outcome: ResumeReport.Outcome, _ detail: String, _ failure: ExitStatus = .done
    ) {
        self.init(
            run: journal.run, input: journal.input.name, output: journal.output.name, outcome: outcome, detail: detail,
            failure: failure)
    }

    init(unread uid: String, _ error: RunError) {
        self.init(
            run: uid, input: "", output: "", outcome: .left, detail: error.description, failure: error.status)
    }
}

import BlobStorage
import Catalog

extension ResumeRun {
    /// Does what was decided.
    func carryOut(
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
            do {
                let report = try run.run(progress: progress)
                var item = ResumeReport.Item(content, .finished, "done anew, with another key")
                item.anew = report.runID
                item.detail += report.notes.map { "; \($0)" }.joined()
                return item
            } catch let error as RunError {
                return .init(content, .failed, error.description, error.status)
            }
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

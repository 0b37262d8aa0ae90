import BlobStorage
public import Catalog
import Foundation
import Rules

/// One run of `mannequin resume`: brings runs between blobs to their end whose process was killed.
///
/// Each is looked at, under its lock: whether the result is there, by its mark, and whether the catalog knows it.
/// ``ResumeDecision`` says what that means; afterwards no result is there without its record, and no record without its
/// result.
public struct ResumeRun: Sendable {
    let catalog: Catalog
    let access: BlobAccess
    let actor: Actor
    let tool: String
    let evidence: @Sendable (String?) throws -> EvidenceWriter

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
        if names.isEmpty { report.items += try withdrawUnnamed(isRehearsal) }
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
        } catch let error as RuleError {
            return .init(content, .left, error.description, .badConfiguration)
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

    func address(of content: RunJournal) throws -> BlobAddress {
        guard let address = try BlobAccess.address(content.output.name) else {
            throw RunError(.badData, "the journal of the run \(content.run) names no blob")
        }
        return address
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

public import Catalog
import Foundation
import Glibc
import Masking
import Rules
import Sanitizing

/// Writes a run of `sanitize` down while it goes on.
///
/// The order is what counts: the run begins in the catalog before a byte is read; both snapshots are in the catalog
/// before the result gets its name; a result that cannot be published is withdrawn. So no sanitized snapshot exists
/// without its row, whenever the program is killed.
public struct SanitizeRecorder: Sendable {
    let catalog: Catalog
    let options: RecordingOptions
    let evidence: EvidenceWriter
    let actor: Actor

    /// A recorder that writes into a catalog, and signs what was made.
    public init(_ catalog: Catalog, _ options: RecordingOptions, evidence: EvidenceWriter, actor: Actor) {
        self.catalog = catalog
        self.options = options
        self.evidence = evidence
        self.actor = actor
    }

    /// A run that has begun.
    struct Recording {
        let run: Run
        let policy: RetentionPolicy, rawPolicy: RetentionPolicy
        /// Copies whose name the result takes.
        var replaced: [Deletion] = []
        /// The copies of results that are on record and have no name yet, in order.
        var unpublished: [Copy] = []
    }

    /// Records that the run begins. Throws before any work is done when policies or wishes cannot be met.
    func begin(_ sanitize: SanitizeOptions) throws(RunError) -> Recording {
        let masking = MaskingFacts(
            ruleDigest: RuleDigest.of(sanitize),
            packs: sanitize.rules.packs.map { PackFacts(name: $0.name, version: $0.version, content: $0.text) }
                + Self.packs(of: sanitize.profile),
            keyFingerprint: sanitize.key.fingerprint, isEphemeral: options.isKeyEphemeral)
        return try catalog.commit { log in
            try log.abortDeadRuns(of: catalog)
            let policy = try log.policy(named: options.policy)
            let rawPolicy = try log.policy(named: options.rawPolicy)
            _ = try policy.resolve(options.expiry, taken: log.now, registered: log.now)
            _ = try rawPolicy.resolve(options.rawExpiry, taken: log.now, registered: log.now)
            let run = try log.startRun("sanitize", pid: getpid(), tool: options.tool, masking: masking)
            return Recording(run: run, policy: policy, rawPolicy: rawPolicy)
        }
    }

    /// A profile other than the usual one, which is written down as a pack is.
    private static func packs(of profile: SanitizeOptions.Profile) -> [PackFacts] {
        guard profile != .pseudonymize else { return [] }
        let notes = profile.notes.joined(separator: "\n")
        return [PackFacts(name: "profile-\(profile.rawValue)", version: "1", content: notes + "\n")]
    }

    /// Registers all snapshots, read and made, with all that is known of them, in one transaction; to be called when the
    /// results are whole and have no names yet.
    func register(_ made: inout [MadeSnapshot], _ recording: inout Recording) throws(RunError) {
        var work = recording
        let before = made
        made = try catalog.commit { log in
            try before.map { snapshot in
                var done = snapshot
                try register(&done, &work, log)
                return done
            }
        }
        recording = work
    }

    private func register(_ made: inout MadeSnapshot, _ recording: inout Recording, _ log: EventLog) throws {
        let place = made.file?.place(host: actor.host)
        let raw = try registerRaw(
            &made.report, made.source.place(host: actor.host), takenAt: made.takenAt, log, recording)
        if let place { try replace(place, log, &recording) }
        let report = made.report
        let facts = SnapshotFacts(
            kind: "sanitized", sha256: Data(hexadecimal: report.output.sha256), bytes: Int64(report.output.bytes),
            keys: Int64(report.keys.total), rdbVersion: report.output.rdbVersion, source: raw.source,
            takenMs: raw.takenMs)
        let (snapshot, expiry) = try log.register(
            facts, at: place, policy: recording.policy, expiry: options.expiry, run: recording.run, madeFrom: raw)
        if let place, let copy = try log.livingCopies(in: place.namespace, named: place.name).last {
            recording.unpublished.append(copy)
            made.copy = copy
        }
        try log.recordCounts(report.ruleCounts, of: snapshot, run: recording.run)
        try log.recordChecks(report.checkResults, of: snapshot, run: recording.run)
        made.report.output.snapshotID = snapshot.uid
        made.report.output.retention = .init(expiry)
        made.report.runID = recording.run.uid
        made.report.catalog = catalog.path
    }

    /// Gives all results their names. What was not published when this throws is withdrawn by ``fail(_:_:)``.
    func publish(_ made: [MadeSnapshot], _ recording: inout Recording) throws {
        for snapshot in made {
            try snapshot.file?.publish()
            recording.unpublished.removeAll { $0.id == snapshot.copy?.id }
        }
    }

    /// Records that the results have their names, and the end of the run; signs how they were made. What cannot be signed
    /// is noted: results and rows are there, and the next sweep signs what has no statement.
    func complete(_ recording: Recording, _ reports: inout [SanitizeReport]) throws(RunError) {
        try catalog.commit { log in
            for deletion in recording.replaced {
                try log.settle(
                    deletion, .gone(method: "replaced", seen: "its name leads to another file"), deletedMs: log.now,
                    run: recording.run)
            }
            try log.endRun(recording.run)
        }
        for index in reports.indices {
            guard let made = reports[index].output.snapshotID else { continue }
            do {
                try evidence.provenance(of: made, in: catalog)
            } catch {
                reports[index].notes.append("how it was made is recorded and not signed yet: \(error)")
            }
        }
    }

    /// Records that the run failed; what was registered and never published is withdrawn.
    func fail(_ recording: Recording, _ error: any Error) {
        let reason = (error as? RunError)?.description ?? "\(type(of: error))"
        // The run has failed already: that this cannot be written down changes nothing, and the next run will see it.
        try? catalog.commit { log in
            for copy in recording.unpublished {
                let deletion = try log.claim(copy, why: .withdrawn, run: recording.run)
                try log.settle(
                    deletion, .alreadyAbsent(seen: "it never got its name"), deletedMs: log.now, run: recording.run)
            }
            for deletion in recording.replaced {
                try log.settle(
                    deletion, .failed(reason: "the file is still there: the run that would replace it failed"),
                    deletedMs: log.now, run: recording.run)
            }
            try log.endRun(recording.run, error: reason)
        }
    }

    /// The row of what was read: a new one, or that of a snapshot with the same bytes.
    private func registerRaw(
        _ report: inout SanitizeReport, _ place: CopyPlace?, takenAt: Int64?, _ log: EventLog, _ recording: Recording
    ) throws -> Snapshot {
        let server = report.input.server
        let digest = Data(hexadecimal: report.input.sha256)
        let snapshot: Snapshot
        if let known = try digest.flatMap({ try log.snapshot(sha256: $0) }) {
            if let place {
                if try !log.isThere(known) {
                    report.notes.append("the snapshot was deleted before and has come back")
                }
                try log.addCopy(of: known, at: place, run: recording.run)
            }
            report.input.retention = try log.expiry(of: known).map { .init(moment: $0.expiresMs, reason: $0.reason) }
            snapshot = known
        } else {
            let facts = SnapshotFacts(
                kind: "raw", sha256: digest, bytes: Int64(report.input.bytes), keys: Int64(report.keys.total),
                rdbVersion: report.input.rdbVersion,
                source: options.source ?? place.map { "\($0.namespace)/\($0.name)" }
                    ?? server?.location(onHost: actor.host) ?? "standard input",
                takenMs: takenAt.flatMap(SnapshotFacts.milliseconds))
            let (made, expiry) = try log.register(
                facts, at: place, policy: recording.rawPolicy, expiry: options.rawExpiry, run: recording.run)
            report.input.retention = .init(expiry)
            snapshot = made
        }
        try log.record(
            .accessRead, run: recording.run.uid, subject: snapshot.uid,
            detail: "read by sanitize" + (server.map { " from " + $0.moment(onHost: actor.host) } ?? ""))
        report.input.snapshotID = snapshot.uid
        return snapshot
    }

    /// Claims the copies whose name the result takes; a held one keeps its name.
    private func replace(_ place: CopyPlace, _ log: EventLog, _ recording: inout Recording) throws {
        let copies = try log.livingCopies(in: place.namespace, named: place.name)
        guard copies.isEmpty || place.kind == "file" else {
            // What is written over at a blob service may stay as a version, which no one would look for then.
            throw CatalogError(
                .refused,
                "\(place.name) is a copy that the catalog knows; write under another name, and let sweep delete that one"
            )
        }
        for copy in copies {
            do {
                recording.replaced.append(try log.claim(copy, why: .replaced, run: recording.run))
            } catch let error as CatalogError {
                let reason = error.description.split(separator: "claim: ").last ?? ""
                throw CatalogError(
                    error.code,
                    "\(place.name) is a copy that the catalog protects (\(reason)); write under another name"
                )
            }
        }
    }
}

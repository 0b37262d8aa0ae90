import BlobStorage
import Catalog
import Foundation
import Masking
import RedisDump
import RedisLive
import Rules
public import Sanitizing

/// One run of `mannequin sanitize`: pull, sanitize, publish.
public struct SanitizeRun: Sendable {
    /// The snapshot: a path, the address of a blob, `-`, or the name of `server`.
    public var input: String
    /// The running server the snapshot is asked of; nil where it is a file or a blob.
    public var server: LiveServer?
    /// Where the result goes: a path, the address of a blob, or `-`; nil for a dry run.
    public var output: String?
    /// How blobs are got at.
    public var access = BlobAccess()
    /// Whether a file that is there may be replaced.
    public var replacesOutput = false
    /// What is done.
    public var options: SanitizeOptions
    /// Whether the result is compared with the snapshot before it gets its name. Both have to be files then.
    public var verifiesOutput = false
    /// What `--rules auto` took, for the report.
    public var choice: PackChoice?
    /// Writes the run down in a catalog; nil where nothing is recorded.
    public var recorder: SanitizeRecorder?
    /// What is known of files by a catalog that the run is not recorded in; nil where there is none.
    public var consulted: KnownFiles?
    /// How the run was asked for, so that it can be taken up when it is killed; nil where it cannot be repeated.
    public var request: SanitizeRequest?
    /// Whether a result that is a blob and on record is tagged with its snapshot and expiry.
    public var tagsOutput = true
    /// The size of the first parts that a blob is staged in.
    public var partByteCount = BlobUpload.usualPartByteCount

    /// A run.
    public init(input: String, output: String?, options: SanitizeOptions) {
        self.input = input
        self.output = output
        self.options = options
    }

    /// Runs. `progress` gets the bytes read of the file as it lies there, and their total where that is known.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> SanitizeReport {
        try run(resuming: nil, progress)
    }

    /// Runs, or takes up the run of a journal.
    func run(resuming unfinished: JournalFile?, _ progress: (UInt64, UInt64?) throws -> Void) throws -> SanitizeReport {
        let source = try open()
        guard let recorder, output != nil else {
            let made = try make(from: source, progress)
            try made.file?.publish()
            return made.report
        }
        var recording = try unfinished.map { try recorder.takeUp($0.content.run, options) } ?? recorder.begin(options)
        var journal = unfinished
        var made: [MadeSnapshot] = []
        do {
            if journal == nil { journal = try self.journal(of: recording.run, source, recorder) }
            made = [try make(from: source, as: recording.run.uid, journal: journal, progress)]
            try recorder.register(&made, &recording)
            try recorder.publish(made, &recording)
        } catch {
            if let journal, isResumable(error, journal) {
                (made.first?.file as? PublishedBlob)?.leave()
                throw resumable(error, journal)
            }
            recorder.fail(recording, error)
            journal?.remove()
            throw error
        }
        // The result is there: whatever goes wrong from now on, its record stays.
        made[0].report.notes += [tagNote(made[0].report)].compactMap(\.self)
        var reports = made.map(\.report)
        try recorder.complete(recording, &reports)
        journal?.remove()
        return reports[0]
    }

    /// What the catalog of the run, or the one that is consulted, knows of files.
    var knownFiles: KnownFiles? { recorder.map { KnownFiles($0.catalog, host: $0.actor.host) } ?? consulted }

    /// Opens the snapshot. Throws when the result would take its place, that of the catalog, or that of a snapshot on hold.
    func open() throws -> SnapshotInput {
        let source = try SnapshotInput(input, access, from: server)
        if let output, output != "-", source.isSame(as: output) {
            throw RunError(.usage, "\(source.name) is the snapshot itself; it is never changed in place")
        }
        if let output, output != "-", replacesOutput, try BlobAccess.address(output) == nil {
            try knownFiles?.refuseOwn(output)
            try knownFiles?.refuseHeld(output)
        }
        return source
    }

    /// Does everything but give the result its name: that comes after it is on record. A dry run writes nowhere.
    ///
    /// The snapshot is leased meanwhile, under an id that the same run has when it is taken up.
    func make(
        from source: SnapshotInput, as id: String = UUID().uuidString.lowercased(), journal: JournalFile? = nil,
        _ progress: (UInt64, UInt64?) throws -> Void
    ) throws -> MadeSnapshot {
        let started = ContinuousClock.now
        guard let output else {
            let sink = DiscardingSink()
            let result = try sanitize(source, into: sink, progress)
            let report = report(
                result, source, outputDigest: sink.finishDigest(), outputByteCount: sink.byteCount, started: started)
            return MadeSnapshot(report: report, takenAt: nil, source: source, file: nil)
        }
        let lease = BlobLease(on: input, access, id: id)
        defer { lease?.release() }
        let file: any Publication =
            if let address = try BlobAccess.address(output) {
                try PublishedBlob(
                    address, access, replacing: replacesOutput, partByteCount: partByteCount, journal: journal)
            } else {
                try PublishedFile(output, replacing: replacesOutput)
            }
        do {
            let result = try sanitize(source, into: file, progress)
            let digest = try file.seal()
            var report = report(
                result, source, outputDigest: digest, outputByteCount: file.byteCount, started: started)
            if verifiesOutput { report.checks = try verify(file, digest, result) }
            report.notes += [lease?.note].compactMap(\.self)
            return MadeSnapshot(
                report: report, takenAt: result.takenAt ?? options.takenAt, source: source, file: file)
        } catch {
            if isResumable(error, journal) { (file as? PublishedBlob)?.leave() }
            throw error
        }
    }

    /// Proves the promises of what was written; throws, so that it is never published, when one is broken.
    ///
    /// What is staged at a blob service cannot be read. But the same snapshot, options and key give the same bytes: so the
    /// run is repeated for each pass, and what it gives must have the digest of what was staged.
    private func verify(
        _ file: any Publication, _ digest: String, _ result: SanitizeResult
    ) throws -> [SanitizeReport.Check] {
        var verifier = Verifier()
        verifier.jobs = options.jobs
        verifier.allowsMovedExpiries = options.rebasesExpiriesTo != nil
        if result.tally.extras[.keysLeftSlot] == nil { verifier.keptSlots = options.keptSlots }
        let verification: Verification
        do {
            let written = (file as? PublishedFile)?.temporary
            verification = try verifier.verify(opening: { [input, access, options] in
                let raw = try SnapshotFile(input, access, digesting: false)
                if let written { return (raw, try SnapshotFile(written, digesting: false)) }
                return (raw, RepeatedRun(input, access, options, digest: digest))
            })
        } catch let error as ReadError {
            throw RunError(.badData, "\(file.name): \(error)")
        }
        guard verification.isGood else {
            let broken = Verification.Promise.allCases.filter { !verification.holds($0) }.map(\.sentence)
            let first = verification.violations.first.map { "; first, at key number \($0.key): \($0.message)" } ?? ""
            throw RunError(
                .checkFailed,
                "the result does not keep a promise, and is not published: \(broken.joined(separator: "; "))\(first)")
        }
        return verification.checks
    }

    private func sanitize(
        _ source: SnapshotInput, into sink: any ByteSink, _ progress: (UInt64, UInt64?) throws -> Void
    ) throws -> SanitizeResult {
        do {
            return try Sanitizer.run(source, into: sink, options) { done in
                try progress(done.inputByteCount, source.totalByteCount)
            }
        } catch let error as ReadError {
            throw RunError(.badData, "\(source.name): \(error)")
        } catch let error as SanitizeError {
            let status: ExitStatus = error.code == .undecidedRule ? .badConfiguration : .badData
            throw RunError(status, "\(source.name): \(error)")
        } catch let error as LiveError {
            throw RunError(error)
        }
    }

    /// The output without credentials.
    private var shownOutput: String? {
        guard let output else { return nil }
        return (try? BlobAccess.address(output))?.shown ?? output
    }

    private func report(
        _ result: SanitizeResult, _ source: SnapshotInput, outputDigest: String, outputByteCount: UInt64,
        started: ContinuousClock.Instant
    ) -> SanitizeReport {
        var report = SanitizeReport(
            options: options, result: result,
            input: .init(name: source.name, sha256: source.finishDigest(), bytes: source.byteCount),
            output: .init(name: shownOutput, sha256: outputDigest, bytes: outputByteCount),
            duration: ContinuousClock.now - started)
        if let origin = source.origin {
            report.input.server = .init(origin)
            report.notes += origin.notes
        }
        report.choice = choice
        return report
    }
}

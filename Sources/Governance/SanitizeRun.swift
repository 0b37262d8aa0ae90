import BlobStorage
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

    /// A run.
    public init(input: String, output: String?, options: SanitizeOptions) {
        self.input = input
        self.output = output
        self.options = options
    }

    /// Runs. `progress` gets the bytes read of the file as it lies there, and their total where that is known.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> SanitizeReport {
        let source = try SnapshotInput(input, access, from: server)
        guard let output else { return try rehearse(source, progress) }
        if output != "-", source.isSame(as: output) {
            throw RunError(.usage, "\(source.name) is the snapshot itself; it is never changed in place")
        }
        guard let recorder else { return try write(source, to: output, progress) { _, _, _ in } }
        var recording = try recorder.begin(options)
        do {
            var report = try write(source, to: output, progress) { report, result, file in
                try recorder.register(
                    &report, takenAt: result.takenAt ?? options.takenAt, source: source, file: file, &recording)
            }
            try recorder.complete(recording, &report)
            return report
        } catch {
            recorder.fail(recording, error)
            throw error
        }
    }

    /// Does everything but write.
    private func rehearse(
        _ source: SnapshotInput, _ progress: (UInt64, UInt64?) throws -> Void
    ) throws -> SanitizeReport {
        let started = ContinuousClock.now
        let sink = DiscardingSink()
        let result = try sanitize(source, into: sink, progress)
        return report(
            result, source, outputDigest: sink.finishDigest(), outputByteCount: sink.byteCount, started: started)
    }

    /// Writes the result, checks it where that is wanted, calls `record`, and gives the result its name.
    private func write(
        _ source: SnapshotInput, to output: String, _ progress: (UInt64, UInt64?) throws -> Void,
        record: (inout SanitizeReport, SanitizeResult, any Publication) throws -> Void
    ) throws -> SanitizeReport {
        let started = ContinuousClock.now
        let file: any Publication =
            if let address = try BlobAccess.address(output) {
                try PublishedBlob(address, access, replacing: replacesOutput)
            } else {
                try PublishedFile(output, replacing: replacesOutput)
            }
        let result = try sanitize(source, into: file, progress)
        let digest = try file.seal()
        var report = report(
            result, source, outputDigest: digest, outputByteCount: file.byteCount, started: started)
        if verifiesOutput { report.checks = try verify(file, digest, result) }
        try record(&report, result, file)
        try file.publish()
        return report
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
            throw RunError(
                .checkFailed,
                "the result does not keep a promise, and is not published: \(broken.joined(separator: "; "))")
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

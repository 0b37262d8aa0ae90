import Masking
import RedisDump
import RedisLive
import Rules
public import Sanitizing

/// One run of `mannequin sanitize`: pull, sanitize, publish.
public struct SanitizeRun: Sendable {
    /// The snapshot: a path, `-`, or the name of `server`.
    public var input: String
    /// The running server the snapshot is asked of; nil where it is a file.
    public var server: LiveServer?
    /// Where the result goes: a path, or `-`; nil for a dry run.
    public var output: String?
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
        let source = try SnapshotInput(input, from: server)
        guard let output else { return try rehearse(source, progress) }
        if output != "-", source.isSameFile(as: output) {
            throw RunError(.usage, "\(output) is the snapshot itself; it is never changed in place")
        }
        guard let recorder else { return try write(source, to: output, progress) { _, _, _ in } }
        var recording = try recorder.begin(options)
        do {
            var report = try write(source, to: output, progress) { report, result, file in
                try recorder.register(&report, takenAt: result.takenAt ?? options.takenAt, file: file, &recording)
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
        record: (inout SanitizeReport, SanitizeResult, PublishedFile) throws -> Void
    ) throws -> SanitizeReport {
        let started = ContinuousClock.now
        let file = try PublishedFile(output, replacing: replacesOutput)
        let result = try sanitize(source, into: file, progress)
        let digest = try file.seal()
        var report = report(
            result, source, outputDigest: digest, outputByteCount: file.byteCount, started: started)
        if verifiesOutput { report.checks = try verify(file) }
        try record(&report, result, file)
        try file.publish()
        return report
    }

    /// Proves the promises of what was written; throws, so that it is never published, when one is broken.
    private func verify(_ file: PublishedFile) throws -> [SanitizeReport.Check] {
        var run = VerifyRun(raw: input, sanitized: file.temporary)
        run.verifier.jobs = options.jobs
        run.verifier.allowsMovedExpiries = options.rebasesExpiriesTo != nil
        let verification = try run.run()
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
            throw RunError(.badData, "\(input): \(error)")
        } catch let error as SanitizeError {
            let status: ExitStatus = error.code == .undecidedRule ? .badConfiguration : .badData
            throw RunError(status, "\(input): \(error)")
        } catch let error as LiveError {
            throw RunError(error)
        }
    }

    private func report(
        _ result: SanitizeResult, _ source: SnapshotInput, outputDigest: String, outputByteCount: UInt64,
        started: ContinuousClock.Instant
    ) -> SanitizeReport {
        var report = SanitizeReport(
            options: options, result: result,
            input: .init(name: input, sha256: source.finishDigest(), bytes: source.byteCount),
            output: .init(name: output, sha256: outputDigest, bytes: outputByteCount),
            duration: ContinuousClock.now - started)
        if let origin = source.origin {
            report.input.server = .init(origin)
            report.notes += origin.notes
        }
        report.choice = choice
        return report
    }
}

import Masking
import RedisDump
import Rules
public import Sanitizing

/// One run of `mannequin sanitize`: pull, sanitize, publish.
public struct SanitizeRun: Sendable {
    /// The snapshot: a path, or `-`.
    public var input: String
    /// Where the result goes: a path, or `-`; nil for a dry run.
    public var output: String?
    /// Whether a file that is there may be replaced.
    public var replacesOutput = false
    /// What is done.
    public var options: SanitizeOptions

    /// A run.
    public init(input: String, output: String?, options: SanitizeOptions) {
        self.input = input
        self.output = output
        self.options = options
    }

    /// Runs. `progress` gets the bytes read of the file as it lies there, and their total where that is known.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> SanitizeReport {
        let source = try SnapshotFile(input)
        if let output, output != "-", source.isSameFile(as: output) {
            throw RunError(.usage, "\(output) is the snapshot itself; it is never changed in place")
        }
        let started = ContinuousClock.now
        if let output {
            let file = try PublishedFile(output, replacing: replacesOutput)
            let result = try sanitize(source, into: file, progress)
            let outputDigest = try file.publish()
            return report(
                result, source, outputDigest: outputDigest, outputByteCount: file.byteCount, started: started)
        }
        let sink = DiscardingSink()
        let result = try sanitize(source, into: sink, progress)
        return report(
            result, source, outputDigest: sink.finishDigest(), outputByteCount: sink.byteCount, started: started)
    }

    private func sanitize(
        _ source: SnapshotFile, into sink: any ByteSink, _ progress: (UInt64, UInt64?) throws -> Void
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
        }
    }

    private func report(
        _ result: SanitizeResult, _ source: SnapshotFile, outputDigest: String, outputByteCount: UInt64,
        started: ContinuousClock.Instant
    ) -> SanitizeReport {
        SanitizeReport(
            options: options, result: result,
            input: .init(name: input, sha256: source.finishDigest(), bytes: source.byteCount),
            output: .init(name: output, sha256: outputDigest, bytes: outputByteCount),
            duration: ContinuousClock.now - started)
    }
}

import Catalog
import Foundation
import Masking
import Rules
import Sanitizing

/// The step of a pipeline that sanitizes. Key and rules are read when it is made: before anything is done.
struct SanitizeStep {
    private let pipeline: Pipeline
    private let context: PipelineContext
    private let key: MaskingKey
    private let sources: [RuleSource]

    init(_ pipeline: Pipeline, _ context: PipelineContext) throws {
        self.pipeline = pipeline
        self.context = context
        if let path = pipeline.sanitize.keyFile {
            key = try KeyFile.read(path)
        } else {
            do { key = try MaskingKey.random() } catch { throw RunError(.unavailable, "\(error)") }
        }
        sources = try pipeline.sanitize.rules.map(RuleSource.init)
        // `auto` has to wait for the snapshots; what the other packs say is found out now.
        _ = try RuleStack(sources.filter { !$0.isAuto }, profile: pipeline.sanitize.profile)
    }

    /// Where the results of a run go.
    func place(run: String, at now: Int64) -> String {
        pipeline.sanitize.place.replacing("{run}", with: run)
            .replacing("{date}", with: String(Moments.moment(now).prefix(10)))
    }

    func run(
        _ snapshots: [String], in catalog: Catalog, run uid: String, _ progress: (UInt64, UInt64?) throws -> Void
    ) throws {
        let output = place(run: uid, at: context.now)
        if !output.contains("://"), output.hasSuffix("/") {
            try FileManager.default.createDirectory(
                atPath: output, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let set =
            SnapshotSet.isSet(snapshots) || output.hasSuffix("/")
            ? try SnapshotSet(snapshots, output: output, access: context.access) : nil
        let stack = try RuleStack(
            sources, profile: pipeline.sanitize.profile, snapshots: set?.shards.map(\.input) ?? snapshots,
            access: context.access)
        var options = SanitizeOptions(key: key, rules: stack.rules)
        options.profile = pipeline.sanitize.profile
        options.code = pipeline.sanitize.code
        options.modules = pipeline.sanitize.modules
        options.jobs = context.jobs
        var run = SanitizeRun(input: snapshots[0], output: output, options: options)
        run.choice = stack.choice
        run.access = context.access
        run.verifiesOutput = pipeline.sanitize.verifies
        run.recorder = SanitizeRecorder(catalog, recording, evidence: context.evidence, actor: context.actor)
        if let set {
            _ = try SanitizeSetRun(set, as: run).run(progress: progress)
        } else {
            _ = try run.run(progress: progress)
        }
    }

    private var recording: RecordingOptions {
        var recording = RecordingOptions(tool: context.tool, isKeyEphemeral: pipeline.sanitize.keyFile == nil)
        if let span = pipeline.rawSpan { recording.rawExpiry = .relative(span) }
        if let span = pipeline.sanitizedSpan { recording.expiry = .relative(span) }
        return recording
    }
}

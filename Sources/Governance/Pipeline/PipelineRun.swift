import AzureManagement
import Catalog
import Foundation
import Glibc
import RedisLive
import Secrecy

/// One run of `mannequin run`: export, sanitize, import or load, and the end of the raw snapshots, as one run.
///
/// Each step is a run of its own in the catalog, and the log says that it is a step of this one. So the catalog is the
/// journal, too: a pipeline that was killed or has failed is taken up after the steps that are complete.
public struct PipelineRun: Sendable {
    /// What is done.
    public let pipeline: Pipeline
    let context: PipelineContext

    /// A run of a pipeline.
    public init(_ pipeline: Pipeline, in context: PipelineContext) {
        self.pipeline = pipeline
        self.context = context
    }

    /// What would be done, one line a step; throws where it cannot be: rules, key and snapshots are looked at.
    public func plan() throws -> [String] {
        let sanitizing = try SanitizeStep(pipeline, context)
        var lines: [String] = []
        switch pipeline.source {
        case .export(let cache, let place, let prefix):
            var run = export(cache, place, prefix)
            run.options.isDryRun = true
            let report = try run.run()
            try Self.requireDone(report.exitStatus, report.operation)
            lines.append("export \(report.operation.resource) to \(place)")
        case .snapshots(let names):
            let set = try SnapshotSet(names, output: nil, access: context.access)
            lines.append("read \(set.shards.map(\.input).joined(separator: ", "))")
        }
        let output = sanitizing.place(run: "{run}", at: context.now)
        lines.append("sanitize to \(output)\(pipeline.sanitize.verifies ? ", and verify" : "")")
        for target in pipeline.targets {
            switch target {
            case .importing(let cache): lines.append("import into \(cache.id), whose data is deleted")
            case .load(let server, let flushes, _):
                lines.append("load into \(server)\(flushes ? ", emptied first" : "")")
            }
        }
        if pipeline.expiresRaw { lines.append("let the raw snapshots expire") }
        if pipeline.sweeps { lines.append("sweep: delete all that is due in the catalog") }
        // Addresses in the file may have signatures.
        return lines.map { Redaction.redacted($0) }
    }

    /// Runs, or takes up the last run where that has not come to its end. `progress` gets the step, the bytes done, and their
    /// total where that is known.
    public func run(
        resuming: Bool, progress: (String, UInt64, UInt64?) throws -> Void = { _, _, _ in }
    ) throws -> PipelineReport {
        let sanitizing = try SanitizeStep(pipeline, context)
        let done = resuming ? try unfinished() : [:]
        let run = try context.catalog.commit { log in
            try log.abortDeadRuns(of: context.catalog)
            return try log.startRun("pipeline", pid: getpid(), tool: context.tool, digest: pipeline.digest)
        }
        var steps = StepSequence(run: run, done: done, context: context)
        let results: [String]
        do {
            let raw = try makeRaw(&steps, progress)
            try steps.take("sanitize") { catalog in
                try sanitizing.run(raw, in: catalog, run: run.uid) { try progress("sanitizing", $0, $1) }
            }
            results = try steps.results(of: "sanitize", kind: "sanitized")
            for target in pipeline.targets { try fill(target, with: results, &steps, progress) }
            try finish(&steps)
            try context.catalog.commit { try $0.endRun(run) }
        } catch {
            let reason = (error as? RunError)?.description ?? (error as? CatalogError)?.description
            // That this cannot be written down changes nothing: the next run sees that this one is gone.
            try? context.catalog.commit { try $0.endRun(run, error: reason ?? "\(type(of: error))") }
            throw error
        }
        return PipelineReport(
            name: pipeline.name, run: run.uid, catalog: context.catalog.path, steps: steps.reports,
            results: results)
    }

    /// The steps that the last run of this pipeline has completed.
    private func unfinished() throws -> [String: StepState] {
        let last = try context.catalog.lastRun("pipeline", digest: pipeline.digest)
        guard let last else {
            throw RunError(.noInput, "this pipeline, as the file is now, has never run; there is nothing to resume")
        }
        guard last.outcome != "complete" else {
            throw RunError(
                .usage,
                "there is nothing to resume: the last run of this pipeline that has begun is complete; run it "
                    + "without --resume")
        }
        guard last.outcome != nil || last.run.host != context.actor.host || !ProcessLife.isAlive(last.run.pid) else {
            throw RunError(.tryAgain, "the pipeline is running, as process \(last.run.pid)")
        }
        let states = try context.catalog.steps(of: last.run.uid)
        return Dictionary(states.map { ($0.name, $0) }, uniquingKeysWith: { $1 }).filter { $1.outcome == "complete" }
    }

    private func export(_ cache: CacheResource, _ place: String, _ prefix: String?) -> ExportRun {
        var run = ExportRun(cache, to: place)
        run.prefix = prefix
        run.access = context.access
        run.options = context.operation
        return run
    }

    /// The places of the raw snapshots: those that are there, or those of an export.
    private func makeRaw(
        _ steps: inout StepSequence, _ progress: (String, UInt64, UInt64?) throws -> Void
    ) throws -> [String] {
        switch pipeline.source {
        case .snapshots(let names): return names
        case .export(let cache, let place, let prefix):
            try steps.take("export") { catalog in
                var run = export(cache, place, prefix)
                run.recorder = context.recorder(catalog, policy: "raw-default", expiresIn: pipeline.rawSpan)
                let report = try run.run { try progress("exporting", $0.amount, nil) }
                try Self.requireDone(report.exitStatus, report.operation)
            }
            let raw = try steps.results(of: "export", kind: "raw")
            guard !raw.isEmpty else { throw RunError(.noInput, "the export has written no snapshot") }
            return raw
        }
    }

    private func fill(
        _ target: Pipeline.Target, with results: [String], _ steps: inout StepSequence,
        _ progress: (String, UInt64, UInt64?) throws -> Void
    ) throws {
        switch target {
        case .importing(let cache):
            try steps.take("import") { catalog in
                var run = ImportRun(cache, from: results)
                run.replaces = true
                run.access = context.access
                run.options = context.operation
                run.recorder = context.recorder(catalog, policy: "deployment-default", expiresIn: nil)
                let report = try run.run { try progress("importing", $0.amount, nil) }
                try Self.requireDone(report.exitStatus, report.operation)
            }
        case .load(let address, let flushes, let replaces):
            let server = try LiveServer(address, password: context.serverPassword, connection: ConnectionOptions())
            for (index, result) in results.enumerated() {
                try steps.take(results.count == 1 ? "load" : "load \(index + 1)") { catalog in
                    var options = LoadOptions(now: context.now)
                    // The first shard finds the server as it was; the others find what was loaded before.
                    options.flushes = flushes && index == 0
                    options.replaces = replaces || index > 0
                    var run = LoadRun(input: result, server: server, options: options)
                    run.access = context.access
                    var recording = RecordingOptions(tool: context.tool, isKeyEphemeral: false)
                    recording.policy = "deployment-default"
                    run.recorder = LoadRecorder(catalog, recording, actor: context.actor)
                    let report = try run.run { try progress($0 == .checking ? "checking" : "loading", $1, $2) }
                    guard report.isWhole else { throw RunError(.badData, "\(server.name) refused values") }
                }
            }
        }
    }

    /// What a service did not do, or stopped before it was asked, ends the pipeline.
    private static func requireDone(_ status: ExitStatus, _ report: OperationReport) throws(RunError) {
        guard status != .done else { return }
        let stop = report.checks.stop?.description
        throw RunError(
            status, "\(report.kind) of \(report.resource): \(stop ?? "\(report.state.rawValue): \(report.detail)")")
    }

    /// Lets the raw snapshots expire, and deletes what is due, where that is wanted.
    private func finish(_ steps: inout StepSequence) throws {
        if pipeline.expiresRaw {
            let uid = steps.runs["sanitize"] ?? ""
            try context.catalog.commit { log in
                for raw in try log.parents(ofRun: uid) where try log.isThere(raw) {
                    try log.expireNow(raw, because: "the pipeline \(pipeline.name) has used it")
                }
            }
        }
        guard pipeline.sweeps else { return }
        try steps.take("sweep") { catalog in
            let sweep = SweepRun(
                catalog, stores: [FileCopies(host: context.actor.host), BlobCopies(context.access)], tool: context.tool,
                host: context.actor.host)
            // What is blocked or to be tried again stays with the next sweep; it does not undo what the pipeline has done.
            _ = try sweep.run(at: context.now, evidence: context.evidence)
        }
    }
}

extension OperationProgress {
    /// Bytes read; none while the service is waited for.
    fileprivate var amount: UInt64 { if case .reading(let done, _) = self { done } else { 0 } }
}

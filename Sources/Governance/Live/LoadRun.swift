import BlobStorage
import RedisDump
public import RedisLive

/// One run of `mannequin load`: check a snapshot and where it is from, then load it into a server.
///
/// A file is read twice: once to check all of it, its checksum too, before a byte is written; once to load it. A pipe
/// can be read once only, so what is wrong at its end is found when all before has been loaded; that it is a raw snapshot,
/// too.
public struct LoadRun: Sendable {
    /// The snapshot: a path, the address of a blob, or `-`.
    public var input: String
    /// How blobs are got at.
    public var access = BlobAccess()
    /// The server that takes it.
    public var server: LiveServer
    /// What is done to what is there.
    public var options: LoadOptions
    /// Whether nothing is written.
    public var isDryRun = false
    /// Whether a snapshot may be loaded that the catalog does not know as sanitized.
    public var allowsUnknown = false
    /// Knows where snapshots are from, and writes the run down; nil without a catalog.
    public var recorder: LoadRecorder?

    /// A run.
    public init(input: String, server: LiveServer, options: LoadOptions) {
        self.input = input
        self.server = server
        self.options = options
    }

    /// Runs. `progress` gets whether it is checking or loading, the bytes done, and their total where that is known.
    public func run(progress: (Phase, UInt64, UInt64?) throws -> Void = { _, _, _ in }) throws -> LoadReport {
        do {
            return try input == "-" ? runOnPipe(progress) : runOnFile(progress)
        } catch let error as LiveError {
            throw RunError(error)
        } catch let error as ReadError {
            throw RunError(.badData, "\(shown): \(error)")
        }
    }

    /// The snapshot without credentials.
    private var shown: String { (try? BlobAccess.address(input))?.shown ?? input }

    /// What a run is at.
    public enum Phase: Sendable {
        /// Reading the snapshot, and checking it.
        case checking
        /// Sending it.
        case loading
    }

    private func runOnFile(_ progress: (Phase, UInt64, UInt64?) throws -> Void) throws -> LoadReport {
        let source = try SnapshotInput(input, access)
        let dump = try DumpSource(source), content = ContentDigest.observing(dump)
        let survey = try SnapshotSurvey.of(dump) { try progress(.checking, $0, source.totalByteCount) }
        let side = SanitizeReport.Side(name: source.name, sha256: source.finishDigest(), bytes: source.byteCount)
        let digests = [side.sha256] + [content?.finish()].compactMap(\.self)
        try requireSanitized(digests)
        let target = try connect(survey)
        var report = LoadReport(survey, input: side, target: target, options: options, isDryRun: isDryRun)
        guard !isDryRun else { return report }
        return try recording(&report, target, digests) { report in
            let again = try SnapshotInput(input, access)
            report.add(
                try SnapshotLoader.run(again, into: target, options) {
                    try progress(.loading, $0, source.totalByteCount)
                })
            guard again.finishDigest() == side.sha256 else {
                throw RunError(.badData, "\(shown) was changed while it was loaded; the server now holds a mixture")
            }
        }
    }

    private func runOnPipe(_ progress: (Phase, UInt64, UInt64?) throws -> Void) throws -> LoadReport {
        guard allowsUnknown else { throw Self.unknown("what comes through a pipe is known when it is too late") }
        let source = try SnapshotInput(input, access)
        let dump = try DumpSource(source), content = ContentDigest.observing(dump)
        func digests(_ side: SanitizeReport.Side) -> [String] {
            [side.sha256] + [content?.finish()].compactMap(\.self)
        }
        if isDryRun {
            let survey = try SnapshotSurvey.of(dump) { try progress(.checking, $0, nil) }
            let side = SanitizeReport.Side(name: source.name, sha256: source.finishDigest(), bytes: source.byteCount)
            try requireSanitized(digests(side))
            return LoadReport(survey, input: side, target: try connect(survey), options: options, isDryRun: true)
        }
        let target = try connect(nil)
        let started = ContinuousClock.now
        let result = try SnapshotLoader.run(dump, into: target, options) { try progress(.loading, $0, nil) }
        let side = SanitizeReport.Side(name: source.name, sha256: source.finishDigest(), bytes: source.byteCount)
        var report = LoadReport(result.survey, input: side, target: target, options: options, isDryRun: false)
        report.add(result)
        report.seconds = (ContinuousClock.now - started).inSeconds
        let known = digests(side)
        let isRaw = try recorder?.kind(of: known) == "raw"
        let failure = RunError(
            .notAllowed,
            "what came through the pipe is a raw snapshot, as the catalog knows, and \(target.place) holds it now; empty "
                + "that, sanitize the snapshot, and load the result")
        report = try recording(&report, target, known, failure: isRaw ? failure : nil) { _ in }
        if isRaw { throw failure }
        return report
    }

    /// Connects to the target, and refuses what it cannot hold, or a target that is in use.
    private func connect(_ survey: SnapshotSurvey?) throws -> LoadTarget {
        let target = try LoadTarget(server.address, server.connection)
        if let survey { try target.check(survey, leavesFunctions: options.leavesFunctions) }
        if !options.replaces, !options.flushes { try target.requireEmpty() }
        return target
    }

    /// Records that the server is going to hold the snapshot with these digests, loads it, and records the end; `failure`
    /// is why the run has failed though all was loaded.
    private func recording(
        _ report: inout LoadReport, _ target: LoadTarget, _ digests: [String], failure: RunError? = nil,
        _ load: (inout LoadReport) throws -> Void
    ) throws -> LoadReport {
        let started = ContinuousClock.now
        let recording = try recorder?.begin(
            &report, digests, flushes: options.flushes, into: server.address, serverRun: target.facts["run_id"])
        do {
            try load(&report)
            if report.seconds == 0 { report.seconds = (ContinuousClock.now - started).inSeconds }
            if let recorder, let recording { try recorder.complete(recording, report, failure) }
            return report
        } catch {
            let failure = (error as? LiveError).map(RunError.init) ?? error
            if let recorder, let recording { recorder.fail(recording, failure) }
            throw failure
        }
    }

    /// Refuses a snapshot that is raw, or that may be.
    private func requireSanitized(_ digests: [String]) throws {
        switch try recorder?.kind(of: digests) {
        case "sanitized", "deployment": return
        case "raw":
            throw RunError(
                .notAllowed, "\(shown) is a raw snapshot, as the catalog knows; sanitize it, and load the result")
        default:
            guard allowsUnknown else {
                throw Self.unknown(
                    recorder == nil ? "without a catalog nobody knows that" : "the catalog does not know this file")
            }
        }
    }

    private static func unknown(_ reason: String) -> RunError {
        RunError(
            .notAllowed,
            "only what is known to be sanitized is loaded, and \(reason); give --allow-unknown when you know it is")
    }
}

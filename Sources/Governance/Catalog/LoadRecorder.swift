public import Catalog
import Foundation
import Glibc
import RedisLive

/// Writes a run of `load` down: that a server holds a snapshot is in the catalog before the first key is sent.
///
/// What a server holds is a snapshot of its own, a deployment, with an expiry: its location is the server, its parent what
/// was loaded. A server that is emptied for it holds nothing of what was there before.
public struct LoadRecorder: Sendable {
    private let catalog: Catalog
    private let options: RecordingOptions
    private let actor: Actor

    /// A recorder that writes into a catalog.
    public init(_ catalog: Catalog, _ options: RecordingOptions, actor: Actor) {
        self.catalog = catalog
        self.options = options
        self.actor = actor
    }

    /// A run that has begun.
    struct Recording {
        let run: Run
        /// Copies that the server held and that are deleted from it.
        var flushed: [Deletion] = []
    }

    /// What a snapshot with one of these digests is to the catalog: `raw`, `sanitized`, `deployment`; nil when it knows
    /// none.
    func kind(of digests: [String]) throws(RunError) -> String? {
        try catalog.commit { log in try ContentDigest.snapshot(of: digests) { try log.snapshot(sha256: $0) }?.kind }
    }

    /// Records the run, and that the server is going to hold the snapshot with these digests.
    func begin(
        _ report: inout LoadReport, _ digests: [String], flushes: Bool, into server: ServerAddress, serverRun: String?
    )
        throws(RunError) -> Recording
    {
        let location = server.location(onHost: actor.host)
        var done = report
        let recording = try catalog.commit { log in
            try log.abortDeadRuns(of: catalog)
            let policy = try log.policy(named: options.policy)
            let run = try log.startRun("load", pid: getpid(), tool: options.tool)
            var recording = Recording(run: run)
            let parent = try ContentDigest.snapshot(of: digests) { try log.snapshot(sha256: $0) }
            if let parent {
                done.input.snapshotID = parent.uid
                try log.record(
                    .accessLoad, run: run.uid, subject: parent.uid, detail: "loaded into \(location)")
            }
            let place = CopyPlace(
                kind: "redis", namespace: location, name: "the data of the server",
                identity: serverRun ?? "")
            if flushes {
                for copy in try log.livingCopies(in: place.namespace, named: place.name) {
                    recording.flushed.append(try log.claim(copy, why: .replaced, run: run))
                }
            }
            // The bytes lie in no file, so there is no digest of them.
            let facts = SnapshotFacts(
                kind: "deployment", sha256: nil, bytes: Int64(done.input.bytes), keys: Int64(done.keys.total),
                rdbVersion: done.input.rdbVersion, source: options.source ?? location,
                takenMs: parent?.takenMs)
            let (deployment, expiry) = try log.register(
                facts, at: place, policy: policy, expiry: options.expiry, run: run, madeFrom: parent, relation: "loaded"
            )
            done.target.retention = .init(expiry)
            done.deploymentID = deployment.uid
            done.runID = run.uid
            done.catalog = catalog.path
            return recording
        }
        report = done
        return recording
    }

    /// Records the end of the run, which failed in spite of a whole load where there is a failure.
    func complete(_ recording: Recording, _ report: LoadReport, _ failure: RunError? = nil) throws(RunError) {
        try catalog.commit { log in
            for deletion in recording.flushed {
                try log.settle(
                    deletion, .gone(method: "flushed", seen: "the server was emptied before the load"),
                    deletedMs: log.now, run: recording.run)
            }
            let count = report.refused.values.reduce(0, +)
            try log.endRun(
                recording.run, error: failure?.description ?? (count == 0 ? nil : "the server refused \(count) values"))
        }
    }

    /// Records that the run failed; the server may hold a part of the snapshot, so the deployment stays.
    func fail(_ recording: Recording, _ error: any Error) {
        let reason = (error as? RunError)?.description ?? "\(type(of: error))"
        // The run has failed already: that this cannot be written down changes nothing, and the next run will see it.
        try? catalog.commit { log in
            for deletion in recording.flushed {
                try log.settle(
                    deletion, .failed(reason: "the load failed, and perhaps before the server was emptied"),
                    deletedMs: log.now, run: recording.run)
            }
            try log.endRun(recording.run, error: reason)
        }
    }
}

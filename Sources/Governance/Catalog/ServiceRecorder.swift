public import Catalog
import Foundation
import Glibc
import RedisDump
import Sanitizing

/// Writes down what a service is asked for, before it is, and what came of it.
public struct ServiceRecorder: Sendable {
    let catalog: Catalog
    let options: RecordingOptions
    private let actor: Actor

    /// A recorder that writes into a catalog.
    public init(_ catalog: Catalog, _ options: RecordingOptions, actor: Actor) {
        self.catalog = catalog
        self.options = options
        self.actor = actor
    }

    /// The machine that the run is on.
    var host: String { actor.host }

    /// A run that has begun.
    struct Recording: Sendable {
        let run: Run
        let operation: ServiceOperation
        /// Copies that the target held, which go with an import.
        var flushed: [Deletion] = []
        /// Copies that the target is going to hold.
        var loaded: [Copy] = []
    }

    /// What a snapshot with these bytes is to the catalog, and where it is from; nil when it knows none.
    func known(_ digests: [String]) throws(RunError) -> (kind: String, source: String)? {
        do {
            return try ContentDigest.snapshot(of: digests) { digest throws(CatalogError) in
                try catalog.snapshot(sha256: digest)
            }.map { ($0.kind, $0.source) }
        } catch {
            throw RunError(error)
        }
    }

    /// The names of blobs that the catalog knows in a container and that are not known to be gone.
    func livingNames(in namespace: String) throws(RunError) -> [String] {
        do { return try catalog.livingCopies(in: namespace).map(\.name) } catch { throw RunError(error) }
    }

    /// Records that the run begins and what it is going to ask for; of an import also what the target is going to hold.
    func begin(_ facts: ServiceOperationFacts, loading blobs: [ImportedBlob] = []) throws(RunError) -> Recording {
        try catalog.commit { log in
            try log.abortDeadRuns(of: catalog)
            let policy = try log.policy(named: options.policy)
            _ = try policy.resolve(options.expiry, taken: log.now, registered: log.now)
            let run = try log.startRun(facts.kind, pid: getpid(), tool: options.tool)
            var recording = Recording(run: run, operation: try log.ask(facts, run: run))
            guard !blobs.isEmpty else { return recording }
            for copy in try log.livingCopies(in: facts.resource, named: Self.data) {
                recording.flushed.append(try log.claim(copy, why: .replaced, run: run))
            }
            for (number, blob) in blobs.enumerated() {
                try deploy(blob, number, facts.resource, policy, log, &recording)
            }
            return recording
        }
    }

    /// The name of what a database holds, as a copy.
    private static let data = "the data of the database"

    private func deploy(
        _ blob: ImportedBlob, _ number: Int, _ resource: String, _ policy: RetentionPolicy, _ log: EventLog,
        _ recording: inout Recording
    ) throws {
        let parent = try Data(hexadecimal: blob.sha256).flatMap { try log.snapshot(sha256: $0) }
        if let parent {
            try log.record(
                .accessLoad, run: recording.run.uid, subject: parent.uid, detail: "imported into \(resource)")
        }
        let identity = "\(recording.operation.uid)-\(number + 1)"
        let place = CopyPlace(kind: "redis", namespace: resource, name: Self.data, identity: identity)
        // The bytes lie in no file, so there is no digest of them.
        let facts = SnapshotFacts(
            kind: "deployment", sha256: nil, bytes: Int64(clamping: blob.byteCount),
            keys: Int64(blob.inspection.keys.keys), rdbVersion: blob.inspection.header.text,
            source: options.source ?? resource, takenMs: parent?.takenMs)
        _ = try log.register(
            facts, at: place, policy: policy, expiry: options.expiry, run: recording.run, madeFrom: parent,
            relation: "loaded")
        recording.loaded += try log.livingCopies(in: resource, named: Self.data).filter { $0.identity == identity }
    }

    /// Records an answer of the service.
    func note(_ answer: ServiceAnswerFacts, _ recording: Recording) throws(RunError) {
        try catalog.commit { try $0.note(answer, of: recording.operation, run: recording.run) }
    }

    /// Registers a blob that the service wrote.
    func register(_ registration: Registration, _ reading: Registration.Reading, _ recording: Recording)
        throws(RunError) -> Registration.Entry
    {
        try catalog.commit { try registration.register(reading, $0, recording.run) }
    }

    /// Records how an import left what the target held before: gone when it was taken, else as it was.
    func settle(_ recording: Recording, _ state: OperationReport.State) throws(RunError) {
        try catalog.commit { log in
            for deletion in recording.flushed {
                let outcome: DeletionOutcome =
                    switch state {
                    case .succeeded:
                        .gone(method: "imported over", seen: "the service empties a database for an import")
                    case .refused: .failed(reason: "the service did not take the request")
                    default: .failed(reason: "the import did not end well, and perhaps before the database was emptied")
                    }
                try log.settle(deletion, outcome, deletedMs: log.now, run: recording.run)
            }
        }
    }

    /// Takes back that the target is going to hold something: the service did not take the request.
    func withdraw(_ recording: Recording) throws(RunError) {
        try catalog.commit { log in
            for copy in recording.loaded {
                let deletion = try log.claim(copy, why: .withdrawn, run: recording.run)
                try log.settle(
                    deletion, .alreadyAbsent(seen: "the service did not take the request"), deletedMs: log.now,
                    run: recording.run)
            }
        }
    }

    /// Records the end of the run.
    func end(_ recording: Recording, error: String? = nil) throws(RunError) {
        try catalog.commit { try $0.endRun(recording.run, error: error) }
    }
}

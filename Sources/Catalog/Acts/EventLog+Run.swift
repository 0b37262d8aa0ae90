import Foundation
import GRDB

/// A rule file that a run uses.
public struct PackFacts: Sendable {
    /// Its name and version.
    public var name: String, version: String
    /// Its text.
    public var content: String

    /// A rule file.
    public init(name: String, version: String, content: String) {
        self.name = name
        self.version = version
        self.content = content
    }
}

/// The masking of a run.
public struct MaskingFacts: Sendable {
    /// SHA-256 of all rules and of the options that change the result, in hexadecimal.
    public var ruleDigest: String
    /// The packs, in order of precedence.
    public var packs: [PackFacts]
    /// The fingerprint of the masking key.
    public var keyFingerprint: String
    /// Whether the key was made for this run and is forgotten with it.
    public var isEphemeral: Bool

    /// A masking.
    public init(ruleDigest: String, packs: [PackFacts], keyFingerprint: String, isEphemeral: Bool) {
        self.ruleDigest = ruleDigest
        self.packs = packs
        self.keyFingerprint = keyFingerprint
        self.isEphemeral = isEphemeral
    }
}

extension EventLog {
    /// Records that a run begins.
    ///
    /// `digest` is that of what decides on its result, where that is not the masking.
    public func startRun(
        _ job: String, pid: Int32, tool: String, masking: MaskingFacts? = nil, digest: String? = nil
    ) throws -> Run {
        let uid = UUIDv7.make(at: now)
        let run = try record(.runStarted, run: uid, subject: uid, detail: "\(job) begins") { rows in
            var key: MaskingKeyRecord?
            if let masking { key = try maskingKey(masking, &rows) }
            let run = try rows.insert(
                Run(
                    uid: uid, job: job, startedMs: now, actor: actor.name, host: actor.host, pid: Int64(pid),
                    tool: tool,
                    ruleDigest: masking?.ruleDigest ?? digest, maskingKeyId: key?.id))
            for (position, pack) in (masking?.packs ?? []).enumerated() {
                let record = try rulePack(pack, &rows)
                _ = try rows.insert(RunPack(runId: run.id, rulePackId: record.id, position: Int64(position)))
            }
            return run
        }
        if let step { try record(.stepStarted, run: step.pipeline, subject: uid, detail: step.name) }
        return run
    }

    /// Records how a run ended.
    public func endRun(_ run: Run, error: String? = nil) throws {
        let sentence = error.map { "\(run.job) failed: \($0)" } ?? "\(run.job) is done"
        try record(error == nil ? .runCompleted : .runFailed, run: run.uid, subject: run.uid, detail: sentence) {
            rows in
            _ = try rows.insert(
                RunEnd(
                    runId: run.id, endedMs: now, outcome: error == nil ? "complete" : "failed",
                    error: error.map(Self.oneLine)))
        }
    }

    /// Records the end of runs of this host whose process is gone: they were killed. What they had claimed is free again.
    /// Those that can be taken up, by their uids, are left open for that.
    public func abortDeadRuns(besides resumable: Set<String> = [], isAlive: (Int64) -> Bool) throws {
        let open = try Run.fetchAll(
            database,
            sql: """
                SELECT r.* FROM run r LEFT JOIN run_end e ON e.run_id = r.id WHERE e.id IS NULL AND r.host = ?
                """, arguments: [actor.host])
        for run in open where !resumable.contains(run.uid) && !isAlive(run.pid) {
            try record(.runAborted, run: run.uid, subject: run.uid, detail: "\(run.job) was killed") { rows in
                _ = try rows.insert(
                    RunEnd(runId: run.id, endedMs: now, outcome: "aborted", error: "its process is gone"))
                try endClaims(of: run, &rows)
            }
        }
    }

    private func maskingKey(_ masking: MaskingFacts, _ rows: inout EventRows) throws -> MaskingKeyRecord {
        if let known = try MaskingKeyRecord.fetchOne(
            database, sql: "SELECT * FROM masking_key WHERE fingerprint = ?", arguments: [masking.keyFingerprint])
        {
            return known
        }
        return try rows.insert(
            MaskingKeyRecord(fingerprint: masking.keyFingerprint, isEphemeral: masking.isEphemeral))
    }

    private func rulePack(_ pack: PackFacts, _ rows: inout EventRows) throws -> RulePackRecord {
        let digest = SHA256.digest(Data(pack.content.utf8))
        if let known = try RulePackRecord.fetchOne(
            database, sql: "SELECT * FROM rule_pack WHERE sha256 = ?", arguments: [digest])
        {
            return known
        }
        return try rows.insert(
            RulePackRecord(name: pack.name, version: pack.version, sha256: digest, content: pack.content))
    }
}

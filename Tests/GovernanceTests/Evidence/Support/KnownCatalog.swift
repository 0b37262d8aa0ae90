import Catalog
import Foundation
import Governance
import Synchronization

/// A catalog with a known history: a raw snapshot is sanitized, the result is checked, a sanitizing fails, and a sweep
/// deletes both copies of the raw snapshot. Written row by row, so that no other part of the program is needed.
final class KnownCatalog: Sendable {
    static let start: Int64 = 1_790_000_000_000
    static let rawDigest = SHA256.digest(Data("raw".utf8))
    static let sanitizedDigest = SHA256.digest(Data("sanitized".utf8))
    static let packText = "pack: clinic\nversion: 3\n"
    /// Secrets that storage gave, which must not leave the catalog.
    static let sasSignature = "sv=2024-11-04&sig=s3cr3tSignature%3D"

    let scratch: Scratch
    let place: CatalogPlace
    let catalog: Catalog

    let sanitizeRun = "01998000-0000-7000-8000-000000000001"
    let failedRun = "01998000-0000-7000-8000-000000000002"
    let sweepRun = "01998000-0000-7000-8000-000000000003"
    let raw = "01998000-0000-7000-8000-00000000000a"
    let sanitized = "01998000-0000-7000-8000-00000000000b"
    let rawFile = "01998000-0000-7000-8000-0000000000c1"
    let rawBlob = "01998000-0000-7000-8000-0000000000c2"
    let output = "01998000-0000-7000-8000-0000000000c3"
    let fileDeletion = "01998000-0000-7000-8000-0000000000d1"
    let blobDeletion = "01998000-0000-7000-8000-0000000000d2"

    init() throws {
        let scratch = try Scratch()
        self.scratch = scratch
        place = CatalogPlace(path: scratch.file("catalog.sqlite"))
        let now = Clock()
        catalog = try Catalog.open(
            place.path,
            writer: Catalog.Writer(actor: Actor(name: "alice", host: "batch-1"), purpose: "a test") { now.value })
        try sanitize(now)
        try fail(now)
        try sweep(now)
    }

    /// A clock that the history sets.
    final class Clock: Sendable {
        private let now = Mutex(KnownCatalog.start)
        var value: Int64 { now.withLock { $0 } }
        func advance(by milliseconds: Int64) { now.withLock { $0 += milliseconds } }
    }

    private func sanitize(_ clock: Clock) throws {
        try catalog.write { log in
            let run = try log.record(.runStarted, run: sanitizeRun, subject: sanitizeRun, detail: "begins") { rows in
                let key = try rows.insert(MaskingKeyRecord(fingerprint: "5241139144e85a6f", isEphemeral: false))
                let run = try rows.insert(
                    Run(
                        uid: sanitizeRun, job: "sanitize", startedMs: log.now, actor: "alice", host: "batch-1", pid: 7,
                        tool: "mannequin 0.1.0", ruleDigest: String(repeating: "ab", count: 32), maskingKeyId: key.id))
                let pack = try rows.insert(
                    RulePackRecord(
                        name: "clinic", version: "3", sha256: SHA256.digest(Data(Self.packText.utf8)),
                        content: Self.packText))
                _ = try rows.insert(RunPack(runId: run.id, rulePackId: pack.id, position: 0))
                return run
            }
            let raw = try register(
                Snapshot(
                    uid: raw, kind: "raw", sha256: Self.rawDigest, bytes: 1000, keys: 12, rdbVersion: "REDIS0011",
                    source: "https://store.blob.core.windows.net/dumps/dump.rdb?\(Self.sasSignature)",
                    takenMs: log.now - 5000, registeredMs: log.now, runId: nil, policyId: 1),
                run: run, log
            ) { snapshot, rows in
                let directory = try rows.insert(Location(kind: "file", namespace: "file://batch-1/var/dumps"))
                let container = try rows.insert(
                    Location(kind: "azure-blob", namespace: "wasbs://dumps@store.blob.core.windows.net", region: "eu"))
                _ = try rows.insert(
                    Copy(
                        uid: rawFile, snapshotId: snapshot.id, locationId: directory.id, name: "dump.rdb",
                        identity: "66306:4711", createdMs: log.now))
                _ = try rows.insert(
                    Copy(
                        uid: rawBlob, snapshotId: snapshot.id, locationId: container.id, name: "dump.rdb",
                        version: "2026-09-21T15:06:40.0000000Z", identity: "0x8DE", createdMs: log.now))
            }
            let made = try register(
                Snapshot(
                    uid: sanitized, kind: "sanitized", sha256: Self.sanitizedDigest, bytes: 1040, keys: 12,
                    rdbVersion: "REDIS0011", source: "prod/eu/cart", takenMs: log.now - 5000, registeredMs: log.now,
                    runId: run.id, policyId: 2),
                run: run, log
            ) { snapshot, rows in
                _ = try rows.insert(
                    Copy(
                        uid: output, snapshotId: snapshot.id, locationId: 1, name: "test.rdb", identity: "66306:4712",
                        createdMs: log.now))
                _ = try rows.insert(
                    Lineage(parentId: raw.id, childId: snapshot.id, runId: run.id, relation: "sanitized"))
                for (rule, label, keys) in [("patient-profile", "phi", 10), ("(default)", nil, 2)]
                    as [(String, String?, Int64)]
                {
                    _ = try rows.insert(
                        RuleCount(
                            runId: run.id, snapshotId: snapshot.id, rule: rule, pack: "clinic", class: label,
                            treatment: "mask", keys: keys, maskedValues: keys * 3))
                }
            }
            try log.record(.checksRecorded, run: run.uid, subject: sanitized, detail: "checks") { rows in
                for name in ["every-key-stays", "nothing-leaks"] {
                    _ = try rows.insert(
                        CheckResult(runId: run.id, snapshotId: made.id, name: name, outcome: "pass", detail: "12 keys"))
                }
            }
            try log.record(.runCompleted, run: run.uid, subject: run.uid, detail: "done") { rows in
                _ = try rows.insert(RunEnd(runId: run.id, endedMs: log.now, outcome: "complete"))
            }
        }
        clock.advance(by: 60_000)
    }

    private func fail(_ clock: Clock) throws {
        try catalog.write { log in
            let run = try log.record(.runStarted, run: failedRun, subject: failedRun, detail: "begins") { rows in
                try rows.insert(
                    Run(
                        uid: failedRun, job: "sanitize", startedMs: log.now, actor: "alice", host: "batch-1", pid: 8,
                        tool: "mannequin 0.1.0"))
            }
            try log.record(.runFailed, run: failedRun, subject: failedRun, detail: "failed") { rows in
                _ = try rows.insert(
                    RunEnd(runId: run.id, endedMs: log.now, outcome: "failed", error: "dump.rdb: cut at offset 900"))
            }
        }
        clock.advance(by: 48 * 3_600_000)
    }

    private func sweep(_ clock: Clock) throws {
        try catalog.write { log in
            let run = try log.record(.runStarted, run: sweepRun, subject: sweepRun, detail: "begins") { rows in
                try rows.insert(
                    Run(
                        uid: sweepRun, job: "sweep", startedMs: log.now, actor: "cron", host: "batch-2", pid: 9,
                        tool: "mannequin 0.1.1"))
            }
            try delete(copy: 1, as: fileDeletion, answer: nil, recoverableFor: nil, run: run, log)
            try delete(
                copy: 2, as: blobDeletion, answer: (202, "req-4711"), recoverableFor: 7 * 86_400_000, run: run, log)
            try log.record(.runCompleted, run: sweepRun, subject: sweepRun, detail: "done") { rows in
                _ = try rows.insert(RunEnd(runId: run.id, endedMs: log.now, outcome: "complete"))
            }
        }
    }

    private func register(
        _ snapshot: Snapshot, run: Run, _ log: EventLog, rows body: (Snapshot, inout EventRows) throws -> Void
    ) throws -> Snapshot {
        try log.record(.snapshotRegistered, run: run.uid, subject: snapshot.uid, detail: snapshot.kind) { rows in
            let snapshot = try rows.insert(snapshot)
            _ = try rows.insert(
                Expiry(
                    snapshotId: snapshot.id, expiresMs: log.now + 86_400_000, basis: "policy", reason: "by policy",
                    actor: "alice", atMs: log.now))
            try body(snapshot, &rows)
            return snapshot
        }
    }

    private func delete(
        copy: Int64, as uid: String, answer: (status: Int64, requestID: String)?, recoverableFor: Int64?, run: Run,
        _ log: EventLog
    ) throws {
        let deletion = try log.record(.deletionClaimed, run: run.uid, subject: raw, detail: "claimed") { rows in
            let deletion = try rows.insert(Deletion(uid: uid, copyId: copy, why: "expired"))
            _ = try rows.insert(
                DeletionStep(
                    deletionId: deletion.id, phase: "claimed", atMs: log.now, runId: run.id, untilMs: log.now + 60_000,
                    detail: "claimed"))
            return deletion
        }
        try log.record(.deletionDone, run: run.uid, subject: raw, detail: "gone") { rows in
            _ = try rows.insert(
                DeletionStep(
                    deletionId: deletion.id, phase: "gone", atMs: log.now, runId: run.id, status: answer?.status,
                    requestId: answer?.requestID, serverMs: answer.map { _ in log.now }, detail: "gone"))
            _ = try rows.insert(
                Tombstone(
                    copyId: copy, deletionId: deletion.id, deletedMs: log.now, verifiedMs: log.now + 1,
                    method: answer == nil ? "unlink" : "delete with all versions",
                    verifiedHow: "the name leads nowhere",
                    recoverableUntilMs: recoverableFor.map { log.now + $0 }))
        }
    }

    /// A writer of evidence with this key.
    func writer(_ key: SigningKey) -> EvidenceWriter { EvidenceWriter(store: EvidenceStore(beside: place), key: key) }
}

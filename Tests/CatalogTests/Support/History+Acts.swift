@testable import Catalog
import Foundation
import GRDB

extension History {
    /// What a test says of a snapshot; the rest follows from its name.
    struct Made {
        let snapshot: Snapshot
        let run: Run
    }

    /// A place for a snapshot: a file below a directory of `h1`, or what `kind` says.
    static func place(_ path: String, kind: String = "file", readers: String? = "redis:redis mode 700") -> CopyPlace {
        let url = URL(filePath: path)
        let namespace =
            switch kind {
            case "redis": "redis://\(url.deletingLastPathComponent().path.dropFirst())"
            case "azure-blob": "wasbs:/\(url.deletingLastPathComponent().path)"
            default: "file://h1\(url.deletingLastPathComponent().path)"
            }
        return CopyPlace(
            kind: kind, namespace: namespace, name: url.lastPathComponent, identity: "1:\(path.utf8.count):\(path)",
            readers: readers)
    }

    /// Bytes that only a snapshot of this name has.
    static func digest(_ name: String) -> Data { SHA256.digest(Data(name.utf8)) }

    /// Registers a raw snapshot; its run is over.
    func raw(
        _ name: String, at place: CopyPlace?, takenMs: Int64? = nil, policy: String = "raw-default",
        wish: ExpiryWish = .policy, as writer: String = "alice"
    ) throws -> Made {
        try write(as: writer) { log in
            let run = try log.startRun("register", pid: 1, tool: "mannequin 0.1")
            let facts = SnapshotFacts(
                kind: "raw", sha256: Self.digest(name), bytes: 1000, keys: 10, rdbVersion: "REDIS0011",
                source: "prod/\(name)", takenMs: takenMs)
            let made = try log.register(
                facts, at: place, policy: log.policy(named: policy), expiry: wish, run: run)
            try log.endRun(run)
            return Made(snapshot: made.snapshot, run: run)
        }
    }

    /// Registers a sanitized snapshot or a deployment; its run is over.
    func derived(
        _ name: String, _ kind: String = "sanitized", from parent: Made, at place: CopyPlace?,
        masking: MaskingFacts? = nil, policy: String? = nil, wish: ExpiryWish = .policy, as writer: String = "alice"
    ) throws -> Made {
        try write(as: writer) { log in
            let run = try log.startRun(
                kind == "sanitized" ? "sanitize" : "import", pid: 1, tool: "mannequin 0.1",
                masking: masking ?? (kind == "sanitized" ? Self.masking() : nil))
            let facts = SnapshotFacts(
                kind: kind, sha256: kind == "deployment" ? nil : Self.digest(name), bytes: 1000, keys: 10,
                rdbVersion: "REDIS0011",
                source: kind == "deployment" ? "test/\(name)" : parent.snapshot.source,
                takenMs: parent.snapshot.takenMs)
            let made = try log.register(
                facts, at: place, policy: log.policy(named: policy ?? "\(kind)-default"), expiry: wish, run: run,
                madeFrom: parent.snapshot, relation: kind == "deployment" ? "loaded" : "sanitized")
            if kind == "deployment" {
                try log.record(.accessLoad, run: run.uid, subject: parent.snapshot.uid, detail: "loaded into test")
            }
            try log.endRun(run)
            return Made(snapshot: made.snapshot, run: run)
        }
    }

    /// A masking with packs, by name and version, and a key.
    static func masking(
        _ packs: [(String, String)] = [("core", "1.0")], key: String = "key-1", isEphemeral: Bool = false
    ) -> MaskingFacts {
        MaskingFacts(
            ruleDigest: "digest of " + packs.map { "\($0) \($1)" }.joined(separator: ", "),
            packs: packs.map { PackFacts(name: $0, version: $1, content: "pack: \($0)\nversion: \($1)\n") },
            keyFingerprint: key, isEphemeral: isEphemeral)
    }

    /// The copies of a snapshot that are not gone.
    func copies(of made: Made) throws -> [Copy] {
        try catalog().read { database in
            try Copy.fetchAll(
                database,
                sql: """
                    SELECT c.* FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id
                     WHERE c.snapshot_id = ? AND t.id IS NULL ORDER BY c.id
                    """, arguments: [made.snapshot.id])
        }
    }

    /// Begins a run that goes on.
    func run(_ job: String = "sweep", pid: Int32 = 1, as writer: String = "alice") throws -> Run {
        try write(as: writer) { try $0.startRun(job, pid: pid, tool: "mannequin 0.1") }
    }

    /// Claims each copy of a snapshot, and records what came of it.
    func delete(
        _ made: Made, _ outcome: DeletionOutcome = .gone(method: "unlink", seen: "no entry is left"),
        why: DeletionReason = .expired, answer: ServiceAnswer = ServiceAnswer()
    ) throws {
        let run = try run()
        for copy in try copies(of: made) {
            let deletion = try write { try $0.claim(copy, why: why, run: run) }
            try write { try $0.settle(deletion, outcome, answer: answer, deletedMs: $0.now, run: run) }
        }
        try write { try $0.endRun(run) }
    }
}

import Catalog
import Foundation
import Governance

/// A long history: some years of nightly runs over some clusters.
///
/// Each night a raw snapshot of a cluster is registered and sanitized, tests read the results, now and then somebody extends or
/// holds one, and sweeps delete what is due. What came last is due and lies on the disk as real files.
struct History {
    /// The numbers that are asked for.
    var snapshotCount = 100_000
    var eventCount = 1_000_000
    var dueCount = 10_000

    /// Where the files that are due lie.
    let directory: String
    /// Writes at the time of the history.
    let catalog: Catalog
    let clock: Clock
    let host: String

    /// How long a night is in the history, in ms.
    private static let step: Int64 = 60_000
    /// Acts that share a transaction: as many as keep writing fast, as in no real catalog.
    private static let nightsPerTransaction = 250

    /// Writes all of it. Returns the uid of a sanitized snapshot in the middle.
    func write() throws -> String {
        let nights = (snapshotCount - dueCount) / 2
        var sample = ""
        for first in stride(from: 0, to: nights, by: Self.nightsPerTransaction) {
            try catalog.write { log in
                for night in first..<min(first + Self.nightsPerTransaction, nights) {
                    let uid = try writeNight(night, of: nights, log)
                    if night == nights / 2 { sample = uid }
                }
            }
            clock.now += Self.step * Int64(Self.nightsPerTransaction)
            note("\(first * 2) snapshots")
        }
        try writeDue()
        try fill()
        return sample
    }

    /// A night: two snapshots, and what became of them.
    private func writeNight(_ night: Int, of nights: Int, _ log: EventLog) throws -> String {
        let cluster = "prod/eu/cluster-\(night % 40)"
        let masking = MaskingFacts(
            ruleDigest: digest("rules \(night / 5000)").map { String(format: "%02x", $0) }.joined(),
            packs: [
                PackFacts(
                    name: "clinic", version: "\(night / 5000)", content: "pack: clinic\nversion: \(night / 5000)\n")
            ],
            keyFingerprint: String(format: "%016x", night / 10_000), isEphemeral: false)
        let run = try log.startRun("sanitize", pid: 1, tool: "mannequin benchmark", masking: masking)
        let (raw, _) = try log.register(
            facts("raw", night, cluster), at: place("raw-\(night).rdb", in: "/backup/\(night % 40)"),
            policy: log.policy(named: "raw-default"), expiry: .policy, run: run)
        let (made, _) = try log.register(
            facts("sanitized", night, cluster), at: place("test-\(night).rdb", in: "/test/\(night % 40)"),
            policy: log.policy(named: "sanitized-default"), expiry: .policy, run: run, madeFrom: raw)
        try log.recordCounts(
            (0..<4).map {
                RuleOutcome(
                    rule: "rule-\($0)", pack: "clinic", sensitivity: "person", treatment: "email", because: nil,
                    keys: 100 * $0,
                    maskedValues: 500 * $0)
            }, of: made, run: run)
        try log.recordChecks(
            [
                CheckOutcome(name: "leaks", passed: true, detail: "none"),
                CheckOutcome(name: "keys", passed: true, detail: "1000"),
            ],
            of: made, run: run)
        if night % 97 == 0 { _ = try log.hold(made, because: "case \(night)") }
        if night % 53 == 0 { _ = try? log.extend(made, to: log.now + 31 * 86_400_000, because: "the test goes on") }
        try log.endRun(run)
        try sign(EvidenceURI.provenance, made.uid, run, log)
        // All but the last of them are gone.
        if night < nights - nights / 20, night % 97 != 0 {
            let sweep = try log.startRun("sweep", pid: 1, tool: "mannequin benchmark")
            let copies =
                try log.livingCopies(in: "file://elsewhere/backup/\(night % 40)", named: "raw-\(night).rdb")
                + log.livingCopies(in: "file://elsewhere/test/\(night % 40)", named: "test-\(night).rdb")
            for copy in copies {
                let deletion = try log.claim(copy, why: .withdrawn, run: sweep)
                try log.settle(
                    deletion, .gone(method: "unlink", seen: "no file has its name"), deletedMs: log.now, run: sweep)
                try sign(EvidenceURI.deletion, deletion.uid, sweep, log)
            }
            try log.endRun(sweep)
        }
        return made.uid
    }

    /// A statement as it is recorded; the history has no files of them.
    private func sign(_ predicate: String, _ subject: String, _ run: Run, _ log: EventLog) throws {
        _ = try log.record(.evidenceWritten, run: run.uid, subject: subject, detail: predicate) { rows in
            try rows.insert(
                Evidence(sha256: digest(predicate + subject), predicate: predicate, subject: subject, bytes: 2000))
        }
    }

    /// Snapshots that are due now, as real files.
    private func writeDue() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for first in stride(from: 0, to: dueCount, by: 500) {
            try catalog.write { log in
                let run = try log.startRun("register", pid: 1, tool: "mannequin benchmark")
                for number in first..<min(first + 500, dueCount) {
                    let path = "\(directory)/due-\(number).rdb"
                    try Data("REDIS0011 \(number)".utf8).write(to: URL(filePath: path))
                    guard let place = FilePlace.of(path, host: host) else { continue }
                    _ = try log.register(
                        facts("raw", 10_000_000 + number, "prod/eu/due"), at: place,
                        policy: log.policy(named: "raw-default"), expiry: .relative(1000), run: run)
                }
                try log.endRun(run)
            }
            note("\(first) files")
        }
    }

    /// What else happens, until there are as many events as were asked for: tests read snapshots.
    private func fill() throws {
        var count = Int(try catalog.eventCount())
        while count < eventCount {
            let batch = min(20_000, eventCount - count)
            try catalog.write { log in
                for _ in 0..<batch {
                    try log.record(.accessRead, detail: "read by a test of cluster \(count % 40)")
                }
            }
            count += batch
            clock.now += Self.step
            note("\(count) events")
        }
    }

    private func facts(_ kind: String, _ number: Int, _ cluster: String) -> SnapshotFacts {
        SnapshotFacts(
            kind: kind, sha256: digest("\(kind) \(number)"), bytes: Int64(number) * 1000, keys: Int64(number),
            rdbVersion: "REDIS0011", source: cluster, takenMs: clock.now)
    }

    private func place(_ name: String, in directory: String) -> CopyPlace {
        CopyPlace(kind: "file", namespace: "file://elsewhere\(directory)", name: name, identity: "1:\(name)")
    }

    private func digest(_ text: String) -> Data { SHA256.digest(Data(text.utf8)) }

    private func note(_ text: String) {
        FileHandle.standardError.write(Data("\r\u{1B}[Kwriting the history: \(text)".utf8))
    }
}

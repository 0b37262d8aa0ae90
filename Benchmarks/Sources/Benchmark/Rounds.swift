import Foundation
import Machine

/// Everything that was measured.
struct Measurements {
    var samples: [Job: Samples] = [:]
    /// Reports of the last round.
    var reports: [Policy: SanitizeReport] = [:]
    /// Results that `verify` found good, and all that it was asked about.
    var goodCount = 0
    var verifiedCount = 0
    /// The digests that `sha256sum` does not agree with.
    var wrongDigestCount = 0
    /// How many different results combinations of workers and chunk sizes gave, by policy, and how many there were.
    var digestCounts: [Policy: Int] = [:]
    var combinationCounts: [Policy: Int] = [:]
    /// Of the 1 GB snapshot; empty when it was left out.
    var large: [Policy: Usage] = [:]
    var largeByteCount = 0
    /// What the smallest program seems to use.
    var peakFloor = 0
}

/// Runs everything.
struct Rounds {
    let programs: Programs
    let workplace: Workplace
    let snapshot: String
    let repetitions: Int
    let isQuick: Bool

    private static let workerCounts = [1, 2, 3]
    private static let chunkByteCounts = [64 << 10, 1 << 20, 4 << 20]
    private var sanitizing: Sanitizing { Sanitizing(programs: programs, workplace: workplace) }

    func run() throws -> Measurements {
        var all = Measurements()
        all.peakFloor = try ChildProcess.run("/bin/true", []).peakByteCount
        // Once for the page cache.
        _ = try ChildProcess.run("/bin/cat", [snapshot])
        for round in 1...repetitions {
            for job in Job.allCases {
                note("round \(round) of \(repetitions): \(job.rawValue)")
                try run(job, &all)
            }
        }
        try checkDigests(&all)
        try compareResults(&all)
        for name in ["pack.rdb", "standard.rdb", "keepAll.rdb"] { workplace.remove(name) }
        if !isQuick { try runLarge(&all) }
        return all
    }

    private func run(_ job: Job, _ all: inout Measurements) throws {
        let usage: Usage?
        switch job {
        case .serverLoad: usage = try loadedByServer()
        case .checkRDB: usage = try succeeded(programs.checkRDB, [snapshot])
        case .digests:
            // As much as is hashed in a run that keeps everything: the snapshot twice.
            usage = try programs.openssl.map { try succeeded($0, ["dgst", "-sha256", snapshot, snapshot]) }
        case .packOneWorker: usage = try sanitizing.run(snapshot, .pack, workers: 1, to: "pack.rdb").usage
        case .pack: usage = try sanitized(.pack, &all)
        case .defaultPolicy: usage = try sanitized(.standard, &all)
        case .keepAll: usage = try sanitized(.keepAll, &all)
        case .verifyPack: usage = try verified(.pack, &all)
        case .verifyDefault: usage = try verified(.standard, &all)
        }
        if let usage { all.samples[job, default: Samples()].append(usage) }
    }

    private func succeeded(_ program: String, _ arguments: [String]) throws -> Usage {
        let usage = try ChildProcess.run(program, arguments)
        guard usage.exitStatus == 0 else { throw MachineError("\(program) ended with \(usage.exitStatus)") }
        return usage
    }

    /// A fresh server loads the snapshot; the time is what its log says.
    private func loadedByServer() throws -> Usage {
        let directory = try workplace.folder("server")
        defer { workplace.remove("server") }
        try FileManager.default.createSymbolicLink(atPath: directory + "/dump.rdb", withDestinationPath: snapshot)
        let server = try RedisServer(program: programs.server, directory: directory)
        let seconds = server.loadSeconds
        var usage = try server.stop()
        guard let seconds else { throw MachineError("redis-server did not say how long it took to load \(snapshot)") }
        usage.wallSeconds = seconds
        return usage
    }

    private func sanitized(_ policy: Policy, _ all: inout Measurements) throws -> Usage {
        let (usage, report) = try sanitizing.run(snapshot, policy, to: "\(policy).rdb")
        all.reports[policy] = report
        return usage
    }

    private func verified(_ policy: Policy, _ all: inout Measurements) throws -> Usage {
        let (usage, isGood) = try sanitizing.verify(snapshot, "\(policy).rdb")
        all.verifiedCount += 1
        if isGood { all.goodCount += 1 }
        return usage
    }

    /// Asks `sha256sum` whether the digests of both sides are right.
    private func checkDigests(_ all: inout Measurements) throws {
        guard let report = all.reports[.pack] else { return }
        note("checking digests")
        for (path, digest) in [
            (snapshot, report.input.sha256), (workplace.file("pack.rdb"), report.output.sha256),
        ] {
            _ = try ChildProcess.run("/usr/bin/sha256sum", [path], output: workplace.file("digest"))
            let text = try String(contentsOfFile: workplace.file("digest"), encoding: .utf8)
            if !text.hasPrefix(digest) { all.wrongDigestCount += 1 }
        }
    }

    /// Compares the results of all numbers of workers and sizes of chunks.
    private func compareResults(_ all: inout Measurements) throws {
        for policy in [Policy.pack, .standard] {
            var digests: Set<String> = []
            if let report = all.reports[policy] { digests.insert(report.output.sha256) }
            all.combinationCounts[policy] = 0
            for (row, workers) in Self.workerCounts.enumerated() {
                for (column, chunkByteCount) in Self.chunkByteCounts.enumerated() {
                    // Where time is short, each number and each size once.
                    if (isQuick || policy == .standard) && row != column { continue }
                    note("comparing: \(policy.rawValue), \(workers) workers, chunks of \(chunkByteCount >> 10) KiB")
                    do {
                        let (_, report) = try sanitizing.run(
                            snapshot, policy, workers: workers, chunkByteCount: chunkByteCount, to: nil,
                            limitSeconds: 120)
                        digests.insert(report.output.sha256)
                    } catch {
                        note("\(error)")
                        digests.insert("failed with \(workers) workers and chunks of \(chunkByteCount) bytes")
                    }
                    all.combinationCounts[policy, default: 0] += 1
                }
            }
            all.digestCounts[policy] = digests.count
        }
    }

    /// The same body in four databases.
    private func runLarge(_ all: inout Measurements) throws {
        note("making a snapshot four times as large")
        let large = workplace.file("large.rdb")
        try RepeatedSnapshot.write(snapshot, times: RepeatedSnapshot.largeTimes, to: large)
        _ = try succeeded(programs.checkRDB, [large])
        for policy in [Policy.pack, .standard] {
            note("large: \(policy.rawValue)")
            let (usage, report) = try sanitizing.run(large, policy, to: "large-result.rdb")
            guard let small = all.reports[policy], report.keys.total == 4 * small.keys.total else {
                throw MachineError("the large snapshot does not have four times as many keys")
            }
            all.large[policy] = usage
            all.largeByteCount = report.input.bytes
            workplace.remove("large-result.rdb")
        }
        workplace.remove("large.rdb")
    }
}

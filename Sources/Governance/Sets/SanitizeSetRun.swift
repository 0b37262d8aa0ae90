import Dispatch
import Foundation
import Sanitizing

/// One run of `mannequin sanitize` over a set of snapshots: all results get their names, or none does.
///
/// The shards are sanitized side by side under one key, so what is the same in two of them stays the same. Not before
/// all are whole are they recorded, in one transaction, and named.
public struct SanitizeSetRun: Sendable {
    private let shards: [SanitizeRun]
    private let options: SanitizeOptions
    private let recorder: SanitizeRecorder?
    private let concurrency: Int

    /// A run over a set; all but input and output is as in `run`. Its threads are shared out among the shards.
    public init(_ set: SnapshotSet, as run: SanitizeRun) {
        let concurrency = max(1, min(set.shards.count, run.options.jobs))
        self.concurrency = concurrency
        options = run.options
        recorder = run.recorder
        shards = set.shards.map { shard in
            var single = run
            single.input = shard.input
            single.output = shard.output
            single.recorder = nil
            single.consulted = run.knownFiles
            single.options.jobs = max(1, run.options.jobs / concurrency)
            return single
        }
    }

    /// Runs. `progress` gets the bytes read of all files, and their total where all are known; on the caller's thread.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> SanitizeSetReport {
        let started = ContinuousClock.now
        guard let recorder, shards.allSatisfy({ $0.output != nil }) else {
            let made = try makeAll(progress)
            for snapshot in made { try snapshot.file?.publish() }
            return SanitizeSetReport(made.map(\.report), ContinuousClock.now - started)
        }
        var recording = try recorder.begin(options)
        var made: [MadeSnapshot]
        do {
            made = try makeAll(progress)
            try recorder.register(&made, &recording)
            try recorder.publish(made, &recording)
        } catch {
            recorder.fail(recording, error)
            throw error
        }
        // The results are there: whatever goes wrong from now on, their records stay.
        var reports = zip(shards, made).map { shard, made in
            var report = made.report
            report.notes += [shard.tagNote(report)].compactMap(\.self)
            return report
        }
        try recorder.complete(recording, &reports)
        return SanitizeSetReport(reports, ContinuousClock.now - started)
    }

    private func makeAll(_ progress: (UInt64, UInt64?) throws -> Void) throws -> [MadeSnapshot] {
        let work = ShardWork(shards)
        let threads = DispatchGroup()
        for _ in 0..<concurrency {
            threads.enter()
            Thread.detachNewThread {
                work.work()
                threads.leave()
            }
        }
        while threads.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            do {
                let (done, total) = work.progress
                try progress(done, total)
            } catch {
                work.give(up: error)
            }
        }
        return try work.results()
    }
}

/// Shards that some threads make, each the next one that nobody has.
///
/// Unchecked: what is made is touched by the thread that made it, and by who asked for it after all threads have ended.
private final class ShardWork: @unchecked Sendable {
    private struct State {
        var next = 0
        var done: [UInt64], totals: [UInt64?]
        var failure: (shard: Int, error: any Error)?
    }

    private struct GivenUp: Error {}

    private let shards: [SanitizeRun]
    private let lock = NSLock()
    private var state: State
    private var made: [Int: MadeSnapshot] = [:]

    init(_ shards: [SanitizeRun]) {
        self.shards = shards
        state = State(
            done: Array(repeating: 0, count: shards.count), totals: Array(repeating: nil, count: shards.count))
    }

    var progress: (UInt64, UInt64?) {
        lock.withLock {
            let known = state.totals.compactMap { $0 }
            return (state.done.reduce(0, +), known.count == shards.count ? known.reduce(0, +) : nil)
        }
    }

    /// Makes shards until there is none left, or one has failed.
    func work() {
        while let shard = take() {
            do {
                let run = shards[shard]
                let source = try run.open()
                note(shard, 0, source.totalByteCount)
                let snapshot = try run.make(from: source) { done, total in
                    note(shard, done, total)
                    if hasFailed { throw GivenUp() }
                }
                lock.withLock { made[shard] = snapshot }
            } catch is GivenUp {
            } catch {
                fail(shard, error)
            }
        }
    }

    func give(up error: any Error) { fail(shards.count, error) }

    /// All that was made, in order. Throws the first shard's error.
    func results() throws -> [MadeSnapshot] {
        try lock.withLock {
            if let failure = state.failure { throw failure.error }
            return shards.indices.compactMap { made[$0] }
        }
    }

    private var hasFailed: Bool { lock.withLock { state.failure != nil } }

    private func take() -> Int? {
        lock.withLock {
            guard state.failure == nil, state.next < shards.count else { return nil }
            state.next += 1
            return state.next - 1
        }
    }

    private func note(_ shard: Int, _ done: UInt64, _ total: UInt64?) {
        lock.withLock {
            state.done[shard] = done
            state.totals[shard] = total
        }
    }

    private func fail(_ shard: Int, _ error: any Error) {
        lock.withLock {
            if state.failure.map({ $0.shard > shard }) ?? true { state.failure = (shard, error) }
        }
    }
}

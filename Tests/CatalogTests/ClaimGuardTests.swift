@testable import Catalog
import Foundation
import Testing

/// Bytes that are about to go are neither on hold nor before their time, and nobody else is at them.
@Suite struct ClaimGuardTests {
    private let history: History
    private let made: History.Made
    private let copy: Copy

    init() throws {
        history = try History()
        made = try history.raw("made", at: History.place("/backup/made.rdb"))
        copy = try #require(try history.copies(of: made).first)
    }

    private func refusal(_ body: (EventLog) throws -> Void, as name: String = "alice") throws -> String {
        do {
            try history.write(as: name, body)
            return "nothing: it was done"
        } catch let error as CatalogError {
            #expect(error.code == .refused || error.code == .claimed)
            return error.description
        }
    }

    private static let taken = "another run is at it; try again when it has ended"

    private func expire() { history.now += 2 * 86_400_000 }

    @Test func `no claim before the expiry, to the millisecond`() throws {
        let run = try history.run()
        history.now += 86_400_000 - 1
        #expect(
            try refusal { _ = try $0.claim(copy, why: .expired, run: run) } == "claim: the snapshot has not expired")
        history.now += 1
        _ = try history.write { try $0.claim(copy, why: .expired, run: run) }
    }

    @Test(arguments: [DeletionReason.expired, .replaced, .withdrawn])
    func `no claim on what is on hold, for whatever reason`(_ why: DeletionReason) throws {
        _ = try history.write { try $0.hold(made.snapshot, because: "lawsuit") }
        expire()
        let run = try history.run()
        #expect(try refusal { _ = try $0.claim(copy, why: why, run: run) } == "claim: the snapshot is on hold")
        _ = try history.write { try $0.release(made.snapshot, because: "it is over") }
        _ = try history.write { try $0.claim(copy, why: why, run: run) }
    }

    @Test func `one hold of two is enough`() throws {
        let first = try history.write { try $0.hold(made.snapshot, because: "lawsuit 1") }
        _ = try history.write { try $0.hold(made.snapshot, because: "lawsuit 2") }
        _ = try history.write { try $0.release(made.snapshot, hold: first, because: "it is over") }
        expire()
        let run = try history.run()
        #expect(try refusal { _ = try $0.claim(copy, why: .expired, run: run) } == "claim: the snapshot is on hold")
    }

    @Test(arguments: [DeletionReason.expired, .replaced])
    func `no claim on what another run is at, whatever the reason of either`(_ why: DeletionReason) throws {
        expire()
        let (first, second) = (try history.run(), try history.run())
        _ = try history.write { try $0.claim(copy, why: .replaced, run: first) }
        #expect(try refusal { _ = try $0.claim(copy, why: why, run: second) } == Self.taken)
        history.now += EventLog.leaseMs - 1
        #expect(try refusal { _ = try $0.claim(copy, why: why, run: second) } == Self.taken)
        history.now += 1
        _ = try history.write { try $0.claim(copy, why: why, run: second) }
        #expect(try history.problems() == [])
    }

    @Test func `no claim on what is gone`() throws {
        expire()
        try history.delete(made)
        let run = try history.run()
        #expect(try refusal { _ = try $0.claim(copy, why: .expired, run: run) } == "claim: the copy is gone already")
        #expect(try refusal { _ = try $0.claim(copy, why: .replaced, run: run) } == "claim: the copy is gone already")
    }

    @Test func `no hold and no extension once a deletion has begun, and both again when it failed`() throws {
        expire()
        let run = try history.run()
        let deletion = try history.write { try $0.claim(copy, why: .expired, run: run) }
        let later = history.now + 86_400_000
        #expect(try refusal { _ = try $0.hold(made.snapshot, because: "lawsuit") }.contains("too late"))
        #expect(try refusal { _ = try $0.extend(made.snapshot, to: later, because: "a ticket") }.contains("too late"))
        try history.write { try $0.settle(deletion, .failed(reason: "no"), deletedMs: $0.now, run: run) }
        _ = try history.write { try $0.extend(made.snapshot, to: later, because: "a ticket") }
        _ = try history.write { try $0.hold(made.snapshot, because: "lawsuit") }
    }

    @Test func `a claim that was taken over leaves nothing that stops a hold for ever`() throws {
        expire()
        let (dead, next) = (try history.run(), try history.run())
        _ = try history.write { try $0.claim(copy, why: .replaced, run: dead) }
        let deletion = try history.write { try $0.claim(copy, why: .expired, run: next, stealing: true) }
        try history.write {
            try $0.settle(deletion, .blocked(until: nil, reason: "locked"), deletedMs: $0.now, run: next)
        }
        _ = try history.write { try $0.hold(made.snapshot, because: "lawsuit") }
    }

    @Test func `what a dead run has claimed is free as soon as that is known`() throws {
        let dead = try history.run("sanitize", pid: 9)
        _ = try history.write { try $0.claim(copy, why: .replaced, run: dead) }
        try history.write { try $0.abortDeadRuns { $0 != 9 } }
        _ = try history.write { try $0.hold(made.snapshot, because: "lawsuit") }
        _ = try history.write { try $0.release(made.snapshot, because: "it is over") }
        let next = try history.run("sanitize", pid: 8)
        _ = try history.write { try $0.claim(copy, why: .replaced, run: next) }
        #expect(try history.problems() == [])
    }

    @Test func `no outcome without a claim, nor by a run that lost it`() throws {
        expire()
        let (slow, fast) = (try history.run(), try history.run())
        let deletion = try history.write { try $0.claim(copy, why: .expired, run: slow) }
        _ = try history.write { try $0.claim(copy, why: .expired, run: fast, stealing: true) }
        for outcome: DeletionOutcome in [
            .gone(method: "unlink", seen: "no"), .alreadyAbsent(seen: "no"), .blocked(until: nil, reason: "locked"),
            .recoverable(until: 0, method: "delete", seen: "no"),
        ] {
            #expect(
                try refusal { try $0.settle(deletion, outcome, deletedMs: $0.now, run: slow) }
                    == "deletion: this run has no claim on the copy")
        }
        try history.write { try $0.settle(deletion, .alreadyAbsent(seen: "gone"), deletedMs: $0.now, run: fast) }
        #expect(
            try refusal { try $0.settle(deletion, .failed(reason: "late"), deletedMs: $0.now, run: slow) }
                == "deletion: this run has no claim on the copy")
        #expect(try history.problems() == [])
    }

    @Test func `no tombstone before somebody has seen that the copy is gone`() throws {
        expire()
        let run = try history.run()
        let deletion = try history.write { try $0.claim(copy, why: .expired, run: run) }
        let stone = Tombstone(
            copyId: copy.id, deletionId: deletion.id, deletedMs: history.now, verifiedMs: history.now, method: "unlink",
            verifiedHow: "nobody looked", recoverableUntilMs: nil)
        let message = try refusal { log in
            try log.record(.deletionDone, detail: "forged") { rows in _ = try rows.insert(stone) }
        }
        #expect(message == "tombstone: nobody has seen that the copy is gone")
    }

    @Test func `a lease needs an end`() throws {
        expire()
        let run = try history.run()
        let deletion = try history.write { try $0.claim(copy, why: .expired, run: run) }
        let message = try refusal { log in
            try log.record(.deletionClaimed, detail: "for ever") { rows in
                _ = try rows.insert(
                    DeletionStep(
                        deletionId: deletion.id, phase: "claimed", atMs: log.now, runId: run.id, untilMs: nil,
                        detail: "for ever"))
            }
        }
        #expect(message == "claim: a lease needs an end")
    }
}

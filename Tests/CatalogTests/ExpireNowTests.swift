@testable import Catalog
import Foundation
import Testing

/// Letting a snapshot expire at once, and what goes with it.
@Suite struct ExpireNowTests {
    private let history: History
    private let day: Int64 = 86_400_000

    init() throws {
        history = try History()
        try history.write { log in
            _ = try log.set(
                RetentionPolicy(
                    name: "with", version: 0, applies: "sanitized", keepMs: 10 * day, countsFrom: "registered",
                    ceilingMs: 10 * day, extensions: 0, freeExtensions: 0, cascade: "with-parent"))
        }
    }

    private func expires(_ made: History.Made) throws -> (Int64, String) {
        let expiry = try history.write { try $0.expiry(of: made.snapshot) }
        return (expiry?.expiresMs ?? 0, expiry?.basis ?? "")
    }

    @Test func `goes down with those whose policy says so, and stops at the others`() throws {
        let raw = try history.raw("raw", at: nil, wish: .relative(6 * day))
        let alone = try history.derived("alone", from: raw, at: nil)
        let with = try history.derived("with", from: raw, at: nil, policy: "with")
        let belowAlone = try history.derived("load-1", "deployment", from: alone, at: nil)
        let belowWith = try history.derived("load-2", "deployment", from: with, at: nil)
        let other = try history.raw("other", at: nil)
        let before = try [alone, belowAlone, other].map { try expires($0).0 }
        history.now += 1
        try history.write { try $0.expireNow(raw.snapshot, because: "the rules missed a field") }
        #expect(try expires(raw) == (history.now, "now"))
        #expect(try expires(with) == (history.now, "parent"))
        #expect(try expires(belowWith) == (history.now, "parent"))
        #expect(try [alone, belowAlone, other].map { try expires($0).0 } == before)
        #expect(try history.problems() == [])
    }

    @Test func `a snapshot that is late stays as late as it is, and still takes others with it`() throws {
        let raw = try history.raw("raw", at: nil)
        let due = history.now + day
        history.now += 3 * day
        let with = try history.derived("with", from: raw, at: nil, policy: "with", wish: .policy)
        #expect(try expires(with) == (due, "parent"))
        try history.write { try $0.expireNow(raw.snapshot, because: "at last") }
        #expect(try expires(raw) == (due, "policy"))
    }

    @Test func `what is gone is left alone, and nothing gone can be let expire`() throws {
        let raw = try history.raw("raw", at: History.place("/backup/raw.rdb"), wish: .relative(6 * day))
        let with = try history.derived(
            "with", from: raw, at: History.place("/test/with.rdb"), policy: "with", wish: .relative(day))
        history.now += 2 * day
        try history.delete(with)
        let before = try expires(with)
        try history.write { try $0.expireNow(raw.snapshot, because: "the rules missed a field") }
        #expect(try expires(with) == before)
        #expect { try history.write { try $0.expireNow(with.snapshot, because: "again") } } throws: {
            ($0 as? CatalogError)?.code == .refused
        }
    }

    @Test func `a hold is stronger, and its release puts the copy back in the queue`() throws {
        let raw = try history.raw("raw", at: History.place("/backup/raw.rdb"))
        let hold = try history.write { try $0.hold(raw.snapshot, because: "lawsuit 12") }
        try history.write { try $0.expireNow(raw.snapshot, because: "the rules missed a field") }
        history.now += 30 * day
        #expect(try history.catalog().due(at: history.now).isEmpty)
        #expect { try history.write { _ = try $0.release(raw.snapshot, hold: "x", because: "over") } } throws: {
            ($0 as? CatalogError)?.code == .unknown
        }
        #expect(try history.write { try $0.release(raw.snapshot, hold: hold, because: "it is over") } == 1)
        #expect(try history.catalog().due(at: history.now).map(\.snapshotUID) == [raw.snapshot.uid])
        #expect { try history.write { _ = try $0.release(raw.snapshot, because: "again") } } throws: {
            ($0 as? CatalogError)?.code == .unknown
        }
    }

    @Test func `a release of all holds counts them`() throws {
        let raw = try history.raw("raw", at: nil)
        for reason in ["lawsuit 1", "lawsuit 2", "lawsuit 3"] {
            _ = try history.write { try $0.hold(raw.snapshot, because: reason) }
        }
        #expect(try history.write { try $0.release(raw.snapshot, because: "all is over") } == 3)
        #expect(try history.problems() == [])
    }

    @Test func `nothing gone is put on hold`() throws {
        let raw = try history.raw("raw", at: History.place("/backup/raw.rdb"))
        history.now += 2 * day
        try history.delete(raw)
        #expect { try history.write { _ = try $0.hold(raw.snapshot, because: "too late") } } throws: {
            ($0 as? CatalogError)?.code == .refused
        }
    }
}

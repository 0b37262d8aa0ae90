@testable import Catalog
import Foundation
import Testing

/// How the life of a snapshot may be made longer. The policy: a day, three days with all of two extensions, one of them
/// without a second person.
@Suite struct ExtensionTests {
    private let history: History
    private let made: History.Made
    private let registered: Int64
    private static let hour: Int64 = 3_600_000

    init() throws {
        history = try History()
        registered = history.now
        try history.write { log in
            _ = try log.set(
                RetentionPolicy(
                    name: "p", version: 0, applies: "raw", keepMs: 24 * Self.hour, countsFrom: "registered",
                    ceilingMs: 72 * Self.hour, extensions: 2, freeExtensions: 1, cascade: "independent"))
        }
        made = try history.raw("made", at: History.place("/backup/made.rdb"), policy: "p")
    }

    private func extend(to hours: Int64, because reason: String = "a ticket", as name: String = "alice") throws
        -> String?
    {
        let result = try history.write(as: name) {
            try $0.extend(made.snapshot, to: registered + hours * Self.hour, because: reason)
        }
        return if case .needsApproval(let uid) = result { uid } else { nil }
    }

    private func decide(_ uid: String, _ approve: Bool = true, as name: String = "bob") throws {
        _ = try history.write(as: name) { try $0.decide(uid, approve: approve) }
    }

    private var expires: Int64? {
        get throws {
            try history.write { try $0.expiry(of: made.snapshot).map { ($0.expiresMs - registered) / Self.hour } }
        }
    }

    private func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "nothing: it was done"
        } catch {
            return (error as? CatalogError)?.code == .refused ? "\(error)" : "another error: \(error)"
        }
    }

    @Test func `the first is free, the second asks a second person, a third is refused`() throws {
        #expect(try extend(to: 30) == nil)
        #expect(try expires == 30)
        let uid = try #require(try extend(to: 40))
        #expect(try expires == 30)
        try decide(uid)
        #expect(try expires == 40)
        #expect(refusal { _ = try extend(to: 50) }.contains("allows 2 extensions, and there were as many"))
        #expect(try history.problems() == [])
    }

    @Test func `the one who asked does not decide, whatever they decide`() throws {
        _ = try extend(to: 30)
        let uid = try #require(try extend(to: 40))
        for approve in [true, false] {
            #expect(refusal { try decide(uid, approve, as: "alice") } == "approval: a second person has to decide")
        }
        #expect(try expires == 30)
    }

    @Test func `a denied one changes nothing, and another may be asked for`() throws {
        _ = try extend(to: 30)
        let uid = try #require(try extend(to: 40))
        try decide(uid, false)
        #expect(try expires == 30)
        #expect(refusal { try decide(uid) } == "the request was decided before")
        try decide(try #require(try extend(to: 41)))
        #expect(try expires == 41)
    }

    @Test func `two requests are not both granted`() throws {
        _ = try extend(to: 30)
        let first = try #require(try extend(to: 60))
        let second = try #require(try extend(to: 40))
        let third = try #require(try extend(to: 70, as: "carol"))
        try decide(first)
        for uid in [second, third] {
            #expect(refusal { try decide(uid) }.contains("has changed since this was asked for"))
        }
        #expect(try expires == 60)
        #expect(try history.problems() == [])
    }

    @Test func `a request is void when the snapshot was let expire meanwhile`() throws {
        _ = try extend(to: 30)
        let uid = try #require(try extend(to: 40))
        history.now += Self.hour
        try history.write { try $0.expireNow(made.snapshot, because: "the rules missed a field") }
        #expect(refusal { try decide(uid) }.contains("has changed since this was asked for"))
        #expect(try expires == 1)
    }

    @Test func `a request is void when its moment is over, or the snapshot is gone`() throws {
        _ = try extend(to: 30)
        let uid = try #require(try extend(to: 40))
        history.now = registered + 40 * Self.hour
        #expect(refusal { try decide(uid) }.contains("is over already"))
        try history.delete(made)
        #expect(refusal { try decide(uid) }.contains("gone already"))
    }

    @Test func `no further than the ceiling, to the millisecond`() throws {
        #expect(refusal { _ = try extend(to: 73) }.contains("at most, extensions included"))
        let ceiling = registered + 72 * Self.hour
        #expect(
            refusal { _ = try history.write { try $0.extend(made.snapshot, to: ceiling + 1, because: "a ticket") } }
                != "")
        #expect(try expires == 24)
        #expect(try extend(to: 72) == nil)
    }

    @Test func `no shorter, and not to what is over`() throws {
        #expect(refusal { _ = try extend(to: 24) }.contains("lives longer already"))
        #expect(refusal { _ = try extend(to: 0) }.contains("lives longer already"))
        history.now = registered + 50 * Self.hour
        #expect(refusal { _ = try extend(to: 50) }.contains("is over already"))
        #expect(try extend(to: 51) == nil)
    }

    @Test(arguments: ["", "  ", "no", "a b", " \n\t\u{0}x "]) func `a reason is words`(_ reason: String) {
        #expect(refusal { _ = try extend(to: 30, because: reason) } == "a reason is needed, in words")
        #expect(
            refusal { try history.write { try $0.expireNow(made.snapshot, because: reason) } }
                == "a reason is needed, in words")
        #expect(refusal { _ = try history.write { try $0.hold(made.snapshot, because: reason) } }.contains("reason"))
    }

    @Test func `nobody extends what is gone`() throws {
        history.now += 48 * Self.hour
        try history.delete(made)
        #expect(refusal { _ = try extend(to: 72) } == "the snapshot is gone already")
    }

    @Test func `with its parent, a snapshot is not extended beyond that`() throws {
        let test = try history.derived("test", from: made, at: nil, wish: .relative(48 * Self.hour))
        let load = try history.derived("load", "deployment", from: test, at: nil)
        let to = registered + 50 * Self.hour
        #expect(
            refusal { _ = try history.write { try $0.extend(load.snapshot, to: to, because: "a ticket") } }
                .contains("no longer than what it was made from"))
        _ = try history.write { try $0.extend(test.snapshot, to: to, because: "a ticket") }
        _ = try history.write { try $0.extend(load.snapshot, to: to, because: "a ticket") }
    }

    @Test func `a request nobody made is unknown`() {
        #expect { try decide("01a21104-fa70-7070-b591-2dd3e19bc43f") } throws: {
            ($0 as? CatalogError)?.code == .unknown
        }
    }
}

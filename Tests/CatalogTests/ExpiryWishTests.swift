@testable import Catalog
import Foundation
import Testing

/// Wishes become moments. Registered at 1000 days, taken at 999, in hours here.
@Suite struct ExpiryWishTests {
    private static let hour: Int64 = 3_600_000
    private static let registered = 24_000 * hour
    private static let taken = registered - 24 * hour

    private func policy(
        _ countsFrom: String = "registered", keep: Int64 = 24, ceiling: Int64 = 72, cascade: String = "independent"
    ) -> RetentionPolicy {
        RetentionPolicy(
            name: "p", version: 3, applies: "raw", keepMs: keep * Self.hour, countsFrom: countsFrom,
            ceilingMs: ceiling * Self.hour, extensions: 0, freeExtensions: 0, cascade: cascade)
    }

    private func resolve(
        _ wish: ExpiryWish, _ policy: RetentionPolicy, taken: Int64 = taken, parent: Int64? = nil
    ) throws -> ResolvedExpiry {
        try policy.resolve(wish, taken: taken, registered: Self.registered, parentExpiry: parent)
    }

    @Test func `a policy counts from the registration, or from when the snapshot was taken`() throws {
        #expect(try resolve(.policy, policy()).moment == Self.registered + 24 * Self.hour)
        #expect(try resolve(.policy, policy("taken")).moment == Self.registered)
        #expect(try resolve(.policy, policy("taken")).reason == "p v3 keeps a raw snapshot 1d from when it was taken")
        #expect(try resolve(.policy, policy()).basis == "policy")
    }

    @Test func `a snapshot that was taken long ago has expired when it comes`() throws {
        #expect(try resolve(.policy, policy("taken"), taken: 0).moment == 24 * Self.hour)
        #expect(try resolve(.policy, policy("taken"), taken: .min).moment < 0)
    }

    @Test func `a clock that runs ahead does not let a snapshot live longer`() throws {
        for taken in [Self.registered + 1, Self.registered + 1_000_000 * Self.hour, Int64.max] {
            #expect(try resolve(.policy, policy("taken"), taken: taken).moment == Self.registered + 24 * Self.hour)
            #expect(throws: CatalogError.self) {
                try resolve(.relative(73 * Self.hour), policy("taken"), taken: taken)
            }
        }
    }

    @Test func `a span counts from the registration`() throws {
        let resolved = try resolve(.relative(36 * Self.hour), policy())
        #expect(resolved.moment == Self.registered + 36 * Self.hour)
        #expect(resolved.basis == "relative")
        #expect(resolved.reason == "36h from its registration, as was asked for")
        #expect(try resolve(.relative(1), policy()).moment == Self.registered + 1)
    }

    @Test func `a moment is a moment`() throws {
        let resolved = try resolve(.absolute(Self.registered + 1), policy())
        #expect(resolved.moment == Self.registered + 1)
        #expect(resolved.basis == "absolute")
    }

    @Test(arguments: [
        ExpiryWish.relative(0), .relative(-1), .relative(.min), .absolute(registered), .absolute(0), .absolute(.min),
    ])
    func `a wish that is over already is refused`(_ wish: ExpiryWish) {
        #expect { try resolve(wish, policy()) } throws: { ($0 as? CatalogError)?.code == .refused }
    }

    @Test(arguments: ["registered", "taken"]) func `the ceiling is kept to the millisecond`(_ countsFrom: String) throws
    {
        let ceiling = (countsFrom == "taken" ? Self.taken : Self.registered) + 72 * Self.hour
        let policy = policy(countsFrom)
        #expect(policy.ceiling(taken: Self.taken, registered: Self.registered) == ceiling)
        #expect(try resolve(.absolute(ceiling), policy).moment == ceiling)
        #expect(try resolve(.relative(ceiling - Self.registered), policy).moment == ceiling)
        #expect(throws: CatalogError.self) { try resolve(.absolute(ceiling + 1), policy) }
        #expect(throws: CatalogError.self) { try resolve(.relative(ceiling - Self.registered + 1), policy) }
    }

    @Test(arguments: [ExpiryWish.relative(.max), .absolute(.max)]) func `no wish is too large to be refused`(
        _ wish: ExpiryWish
    ) {
        #expect(throws: CatalogError.self) { try resolve(wish, policy()) }
    }

    @Test func `a policy of ages has no end, and does not crash`() throws {
        var policy = policy()
        (policy.keepMs, policy.ceilingMs) = (.max, .max)
        #expect(try resolve(.policy, policy).moment == .max)
    }

    @Test func `with its parent, a snapshot lives no longer than that`() throws {
        let parent = Self.registered + 5 * Self.hour
        let with = policy(cascade: "with-parent")
        for wish in [ExpiryWish.policy, .relative(6 * Self.hour), .absolute(Self.registered + 7 * Self.hour)] {
            #expect(try resolve(wish, with, parent: parent).moment == parent)
            #expect(try resolve(wish, with, parent: parent).basis == "parent")
            #expect(try resolve(wish, policy(), parent: parent).moment > parent)
        }
        #expect(try resolve(.relative(1), with, parent: parent).moment == Self.registered + 1)
        #expect(try resolve(.policy, with, parent: .max).moment == Self.registered + 24 * Self.hour)
        #expect(try resolve(.policy, with, parent: 0).moment == 0)
    }

    @Test func `a policy is for one kind of snapshot`() throws {
        let history = try History()
        #expect { try history.raw("x", at: nil, policy: "sanitized-default") } throws: {
            ($0 as? CatalogError)?.code == .refused
        }
        #expect { try history.raw("x", at: nil, policy: "none") } throws: { ($0 as? CatalogError)?.code == .unknown }
    }

    @Test func `a new version of a policy leaves what is registered as it is`() throws {
        let history = try History()
        let before = try history.raw("before", at: nil, policy: "raw-default")
        try history.write { log in
            var shorter = try log.policy(named: "raw-default")
            #expect(try !log.set(shorter).isNew)
            shorter.keepMs = Self.hour
            let (set, isNew) = try log.set(shorter)
            #expect(isNew && set.version == 2)
            shorter.applies = "sanitized"
            #expect(throws: CatalogError.self) { try log.set(shorter) }
        }
        let after = try history.raw("after", at: nil, policy: "raw-default")
        let expiries = try history.write { log in
            try [before, after].map { try log.expiry(of: $0.snapshot)?.expiresMs }
        }
        #expect(expiries == [history.now + 24 * Self.hour, history.now + Self.hour])
    }

    @Test(
        arguments: [
            (0, "0ms"), (1, "1ms"), (1000, "1s"), (90_000, "90s"), (60_000, "1m"), (5_400_000, "90m"),
            (129_600_000, "36h"),
            (2_592_000_000, "30d"), (-86_400_000, "-1d"),
        ] as [(Int64, String)]) func `a span is read in its largest unit`(_ span: Int64, _ text: String)
    {
        #expect(Moments.text(span) == text)
    }

    @Test(arguments: [Int64.min, -1, 0, 253_402_300_799_999, .max]) func `no moment is too far to be written`(
        _ moment: Int64
    ) {
        #expect(!Moments.moment(moment).isEmpty)
        #expect(!Moments.exact(moment).isEmpty)
    }
}

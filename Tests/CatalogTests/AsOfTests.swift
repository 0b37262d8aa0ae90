@testable import Catalog
import Foundation
import GRDB
import Testing

/// The list of snapshots as of any moment, against what follows from the events of the history alone.
@Suite struct AsOfTests {
    private let story: Story
    /// What happened to a snapshot, in the words of the test.
    private struct Fate {
        var uid: String
        var registered: Int64
        var expiries: [(at: Int64, moment: Int64)] = []
        var holds: [(from: Int64, to: Int64)] = []
        var copies: [(from: Int64, to: Int64)] = []

        /// When something of it changed.
        var turns: [Int64] {
            var turns = [registered]
            for expiry in expiries { turns += [expiry.at, expiry.moment] }
            for span in holds + copies { turns += [span.from, span.to] }
            return turns
        }

        func state(at moment: Int64) -> String? {
            guard registered <= moment else { return nil }
            let there = copies.filter { $0.from <= moment }
            if there.isEmpty { return "no-copy" }
            if there.allSatisfy({ $0.to <= moment }) { return "gone" }
            if holds.contains(where: { $0.from <= moment && moment < $0.to }) { return "on-hold" }
            let expires = expiries.filter { $0.at <= moment }.map(\.moment).last ?? 0
            return expires <= moment ? "overdue" : "alive"
        }
    }

    init() throws { story = try Story() }

    /// The fates of all snapshots, told from plain rows.
    private func fates() throws -> [Fate] {
        let raw = try RawDatabase(story.history.path, readOnly: true)
        return try raw.queue.read { database in
            func pairs(_ sql: String, _ id: Int64) throws -> [(Int64, Int64)] {
                try Row.fetchAll(database, sql: sql, arguments: [id]).map { ($0[0], $0[1] ?? .max) }
            }
            return try Row.fetchAll(database, sql: "SELECT id, uid, registered_ms FROM snapshot ORDER BY id").map {
                row in
                let id: Int64 = row[0]
                return Fate(
                    uid: row[1], registered: row[2],
                    expiries: try pairs("SELECT at_ms, expires_ms FROM expiry WHERE snapshot_id = ? ORDER BY id", id),
                    holds: try pairs(
                        """
                        SELECT placed_ms, released_ms FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                         WHERE snapshot_id = ?
                        """, id),
                    copies: try pairs(
                        """
                        SELECT created_ms, verified_ms FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id
                         WHERE snapshot_id = ?
                        """, id))
            }
        }
    }

    @Test func `each snapshot is in the state it had, at each moment that matters and around it`() throws {
        let fates = try fates()
        let turns = Set(fates.flatMap(\.turns)).filter { $0 < .max }
        let moments = turns.flatMap { [$0 - 1, $0, $0 + 1] }.sorted()
        #expect(moments.count > 90)
        let catalog = try story.history.reader()
        var seen: Set<String> = []
        for moment in moments {
            var filter = SnapshotFilter()
            filter.asOf = moment
            let found = try catalog.snapshots(filter, at: story.history.now).map { "\($0.uid) \($0.state.rawValue)" }
            let expected = fates.compactMap { fate in fate.state(at: moment).map { "\(fate.uid) \($0)" } }
            #expect(found == expected, "at \(Moments.exact(moment))")
            seen.formUnion(expected.map { String($0.split(separator: " ")[1]) })
        }
        #expect(seen == Set(SnapshotSummary.State.allCases.map(\.rawValue)))
    }

    @Test func `the view of snapshots says the same of now`() throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let states = try story.history.reader().snapshots(at: now).map { "\($0.uid) \($0.state.rawValue)" }
        let raw = try RawDatabase(story.history.path, readOnly: true)
        #expect(
            try raw.strings("SELECT uid || ' ' || state FROM snapshots ORDER BY registered, uid").sorted()
                == states.sorted())
    }

    private func uids(_ change: (inout SnapshotFilter) -> Void) throws -> [String] {
        var filter = SnapshotFilter()
        change(&filter)
        let labels = try story.history.reader().snapshots(filter, at: story.history.now)
        return labels.map { story.name(of: $0.uid) }
    }

    @Test func `filters by kind, source, state, dates and number`() throws {
        #expect(try uids { $0.kind = "deployment" } == ["shop", "debug"])
        #expect(try uids { $0.source = "users" } == ["users", "users-test"])
        #expect(try uids { $0.state = .onHold } == ["users"])
        #expect(try uids { $0.state = .noCopy } == ["carts", "carts-test"])
        #expect(try uids { $0.state = .gone } == ["orders", "debug", "late", "soft", "clinic"])
        #expect(try uids { $0.state = .overdue } == ["users-test", "stuck", "locked"])
        #expect(try uids { $0.state = .alive } == ["orders-test", "shop"])
        #expect(try uids { $0.uid = story.uid("late") } == ["late"])
        #expect(try uids { $0.limit = 2 } == ["soft", "clinic"])
        #expect(try uids { ($0.limit, $0.state) = (1, .alive) } == ["shop"])
        #expect(try uids { $0.registeredBefore = History.moment("2026-01-05T10:05:00Z") } == ["orders"])
        #expect(try uids { $0.registeredAfter = History.moment("2026-01-10T08:30:00Z") } == ["clinic"])
        #expect(try uids { $0.expiresBefore = History.moment("2026-01-06T10:00:00Z") } == [])
        #expect(try uids { $0.expiresBefore = History.moment("2026-01-06T10:00:00Z") + 1 } == ["orders"])
        #expect(try uids { $0.expiresAfter = History.moment("2026-02-10T10:05:00Z") } == ["orders-test"])
        #expect(try uids { $0.source = "%" } == [])
    }
}

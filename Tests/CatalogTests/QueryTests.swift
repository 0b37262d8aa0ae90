import Catalog
import Foundation
import Testing

/// Each shipped query against the rows that the story has to give, and no others.
@Suite struct QueryTests {
    private static let story = Result { try Story() }

    private func answer(_ query: String, _ arguments: [String: String] = [:]) throws -> [String] {
        var arguments = arguments
        let story = try Self.story.get()
        if let name = arguments["snapshot"] { arguments["snapshot"] = story.snapshot(name).uid }
        return try story.answer(query, arguments)
    }

    @Test func `the catalog of the story is in order`() throws {
        #expect(try Self.story.get().history.problems() == [])
    }

    @Test(arguments: [
        (
            "2026-01-10",
            [
                "users | raw | prod/users | file | file://h1/backup | users.rdb | - | 2026-01-08T10:00:00Z | - | redis:redis mode 700",
                "late | raw | prod/late | file | file://h1/backup | late.rdb | - | 2026-01-09T09:00:00Z | 2026-01-13T09:00:00Z | redis:redis mode 700",
                "stuck | raw | prod/stuck | file | file://h1/backup | stuck.rdb | - | 2026-01-09T09:30:00Z | - | redis:redis mode 700",
                "locked | raw | prod/locked | azure-blob | wasbs://container@account | locked.rdb | - | 2026-01-09T09:40:00Z | - | redis:redis mode 700",
                "soft | raw | prod/soft | azure-blob | wasbs://container@account | soft.rdb | - | 2026-01-09T09:50:00Z | 2026-01-10T12:00:00Z | redis:redis mode 700",
            ]
        ),
        (
            "2026-01-14T12:00:00Z",
            [
                "users | raw | prod/users | file | file://h1/backup | users.rdb | - | 2026-01-08T10:00:00Z | - | redis:redis mode 755",
                "stuck | raw | prod/stuck | file | file://h1/backup | stuck.rdb | - | 2026-01-09T09:30:00Z | - | redis:redis mode 755",
                "locked | raw | prod/locked | azure-blob | wasbs://container@account | locked.rdb | - | 2026-01-09T09:40:00Z | - | redis:redis mode 700",
            ]
        ),
        ("2026-01-05T09:59:59Z", []),
        (
            "2026-01-05T10:00",
            [
                "orders | raw | prod/orders | file | file://h1/backup | orders.rdb | - | 2026-01-05T10:00:00Z | 2026-01-06T11:00:00Z | redis:redis mode 700"
            ]
        ),
        (
            "2026-01-06 10:59:59.999",
            [
                "orders | raw | prod/orders | file | file://h1/backup | orders.rdb | - | 2026-01-05T10:00:00Z | 2026-01-06T11:00:00Z | redis:redis mode 700"
            ]
        ),
        ("2026-01-06T11:00:00Z", []),
    ]) func `alive-on knows what lay where at a moment, and who could read it then`(_ date: String, _ rows: [String])
        throws
    {
        #expect(try answer("alive-on", ["date": date]) == rows)
    }

    @Test func `alive-on asks for a kind`() throws {
        #expect(
            try answer("alive-on", ["date": "2026-01-06", "kind": "deployment"]) == [
                "shop | deployment | test/shop | redis | redis://redis-1:6379 | 0 | - | 2026-01-05T11:00:00Z | - | redis:redis mode 700"
            ])
    }

    @Test func `deletion-proof goes down to all that was derived`() throws {
        #expect(
            try answer("deletion-proof", ["snapshot": "orders"]) == [
                "0 | orders | raw | copy of orders | file://h1/backup | orders.rdb | PROVED | 2026-01-06T11:00:00Z | 2026-01-06T11:00:00Z | unlink | no entry is left | - | - | 21 | hash of deletion.done 21",
                "1 | orders-test | sanitized | copy of orders-test | file://h1/test | orders.rdb | STILL PRESENT | - | - | - | - | - | - | - | -",
                "1 | orders-test | sanitized | copy of orders-test again | file://h1/backup | orders.rdb | STILL PRESENT | - | - | - | - | - | - | - | -",
                "2 | shop | deployment | copy of shop | redis://redis-1:6379 | 0 | STILL PRESENT | - | - | - | - | - | - | - | -",
            ])
    }

    @Test(arguments: [
        ("soft", "2026-01-24T11:59:59Z", "RECOVERABLE"), ("soft", "2026-01-24T12:00:00Z", "UNCHECKED"),
        ("soft", "2026-01-10T11:59:59.999Z", "LATE"), ("soft", "now", "RECOVERABLE"), ("late", "2026-01-13", "LATE"),
        ("late", "now", "PROVED"), ("stuck", "now", "STILL PRESENT"), ("debug", "2026-01-12T10:00", "PROVED"),
        ("carts", "now", "NO COPY KNOWN"),
    ]) func `deletion-proof gives a verdict by a moment`(_ name: String, _ by: String, _ verdict: String) throws {
        let rows = try answer("deletion-proof", ["snapshot": name, "by": by])
        #expect(rows.first?.components(separatedBy: " | ")[6] == verdict)
    }

    @Test func `made-by-rules names the rules, their packs and the key`() throws {
        let digests = [("clinic", "2.0"), ("core", "1.0")].map { name, version in
            SHA256.digest(Data("pack: \(name)\nversion: \(version)\n".utf8)).hexadecimal
        }
        let start = "orders-test | run of orders-test | mannequin 0.1 | digest of clinic 2.0, core 1.0 | key-1"
        #expect(
            try answer("made-by-rules", ["snapshot": "orders-test"]) == [
                "\(start) | clinic | 2.0 | \(digests[0]) | emails | pii | mask | - | 5 | 7",
                "\(start) | core | 1.0 | \(digests[1]) | flags | - | keep | no person in it | 2 | 0",
                "\(start) | (built in) | - | - | (default) | - | mask | - | 3 | 3",
            ])
        #expect(try answer("made-by-rules", ["snapshot": "orders"]) == [])
    }

    @Test func `overdue leaves out what is on hold, and tells what stands in the way`() throws {
        #expect(
            try answer("overdue") == [
                "users-test | sanitized | prod/users | 2026-01-09T10:00:00Z | 134.0 | copy of users-test | file://h1/test | users.rdb | - | - | -",
                "stuck | raw | prod/stuck | 2026-01-10T09:30:00Z | 110.5 | copy of stuck | file://h1/backup | stuck.rdb | failed | 2 | the directory is not mounted",
                "locked | raw | prod/locked | 2026-01-10T09:40:00Z | 110.3 | copy of locked | wasbs://container@account | locked.rdb | blocked | 1 | an immutability policy",
            ])
        #expect(try answer("overdue", ["now": "2026-01-09T09:59:59.999Z"]) == [])
        #expect(try answer("overdue", ["now": "2026-01-09T10:00:00Z"]).count == 1)
    }

    @Test func `extensions name who wished them and who approved`() throws {
        let clinic =
            "clinic | raw | prod/clinic | alice | 2026-01-11T06:00:00Z | 2026-01-12T06:00:00Z | 1.0 | a ticket is open | bob | 2026-01-10T09:30:00Z"
        #expect(
            try answer("extensions") == [
                clinic,
                "orders-test | sanitized | prod/orders | alice | 2026-02-04T10:05:00Z | 2026-02-10T10:05:00Z | 6.0 | load test goes on | - | 2026-01-10T08:00:00Z",
            ])
        #expect(try answer("extensions", ["since": "2026-01-10T09:30"]) == [clinic])
    }

    @Test func `holds come with those that stand first`() throws {
        #expect(
            try answer("holds") == [
                "hold of lawsuit 12 | users | raw | prod/users | lawsuit 12 | carol | 2026-01-08T12:00:00Z | - | - | -",
                "hold of audit 7 | orders-test | sanitized | prod/orders | audit 7 | carol | 2026-01-08T13:00:00Z | dave | 2026-01-12T09:00:00Z | audit 7 is over",
            ])
    }

    @Test func `access lists who read or loaded what`() throws {
        let load =
            "2026-01-08T14:00:00Z | access.load | erin | h1 | users | raw | prod/users | run of debug | loaded into test | 44"
        #expect(
            try answer("access") == [
                "2026-01-05T10:05:00Z | access.read | alice | h1 | orders | raw | prod/orders | run of orders-test | read by sanitize | 12",
                load,
            ])
        #expect(try answer("access", ["from": "2026-01-06"]) == [load])
        #expect(try answer("access", ["from": "2026-01-06", "to": "2026-01-08T14:00:00Z"]) == [load])
        #expect(try answer("access", ["to": "2026-01-08T13:59:59Z", "from": "2026-01-06"]) == [])
        #expect(
            try answer("access", ["kind": "sanitized"]) == [
                "2026-01-05T11:00:00Z | access.load | alice | h1 | orders-test | sanitized | prod/orders | run of shop | loaded into test | 17"
            ])
    }

    @Test func `quarter counts what was due, in time, late, there and on hold`() throws {
        #expect(
            try answer("quarter") == [
                "2026-Q1 | deployment | 1 | 0 | 1 | 0 | 0 | 72.0", "2026-Q1 | raw | 7 | 3 | 1 | 2 | 1 | 110.5",
                "2026-Q1 | sanitized | 1 | 0 | 0 | 1 | 0 | 134.0",
            ])
        #expect(
            try answer("quarter", ["now": "2026-02-11"]).last == "2026-Q1 | sanitized | 2 | 0 | 0 | 2 | 0 | 782.0")
    }

    @Test func `where-loaded finds deployments however far down`() throws {
        #expect(
            try answer("where-loaded", ["snapshot": "orders"]) == [
                "2 | shop | test/shop | redis://redis-1:6379 | 0 | 2026-01-05T11:00:00Z | -"
            ])
        #expect(
            try answer("where-loaded", ["snapshot": "users"]) == [
                "1 | debug | test/debug | redis://redis-2:6379 | 0 | 2026-01-08T14:00:00Z | 2026-01-12T10:00:00Z"
            ])
        #expect(try answer("where-loaded", ["snapshot": "late"]) == [])
    }

    @Test func `raw-in-test finds the raw snapshot that was loaded`() throws {
        #expect(try answer("raw-in-test") == ["debug | test/debug | users | prod/users | 2026-01-08T14:00:00Z | erin"])
    }

    @Test func `recall counts all that a faulty pack touched`() throws {
        #expect(
            try answer("recall", ["pack": "clinic", "version": "2.0"]) == [
                "deployment | 1 | 1 | 1", "sanitized | 1 | 1 | 2",
            ])
        #expect(
            try answer("recall", ["pack": "core", "version": "1.0"]) == [
                "deployment | 1 | 1 | 1", "sanitized | 3 | 3 | 3",
            ])
        #expect(try answer("recall", ["pack": "clinic", "version": "1.0"]) == [])
    }

    @Test func `checks lists what did not pass last, or was never checked`() throws {
        #expect(
            try answer("checks") == [
                "carts-test | prod/carts | 2026-01-07T10:10:00Z | every-key-stays (not checked), every-shape-stays (not checked), every-clock-stays (not checked), distinct-stays-distinct (not checked), nothing-leaks (not checked)",
                "users-test | prod/users | 2026-01-08T10:30:00Z | distinct-stays-distinct (fail), nothing-leaks (not checked)",
            ])
    }

    @Test func `drift lists open findings only`() throws {
        let object = EventLog.objectDigest("file://h1/backup", "x.rdb")
        #expect(
            try answer("drift") == ["orphan | orphan | file://h1/backup | \(object) | - | 77 | 2026-01-13T12:00:00Z"])
    }

    @Test func `keys tells which are destroyed`() throws {
        #expect(
            try answer("keys") == [
                "key-1 | kept | 2026-01-05T10:05:00Z | - | 2",
                "key-2 | of one run | 2026-01-07T10:10:00Z | 2026-01-07T12:00:00Z | 1",
            ])
    }

    @Test func `integrity tells what the last checkpoint vouches for, and that the clock stepped back`() throws {
        #expect(
            try answer("integrity") == [
                "111 | 110 | hash of evidence.written 110 | 2026-01-13T14:00:00Z | signer-1 | a git repo | 1 | 3"
            ])
    }

    @Test func `exports tells what was asked of services, by whom, and what came of it`() throws {
        let export =
            "2026-01-13T11:40:00Z | export | /subscriptions/s/orders | West US | Premium P1 | 6.0.14 | "
            + "[\"az://account/container\"] | alice | h1 | succeeded | - | operation-1 | 2026-01-13T11:40:00Z | "
            + "2026-01-13T11:41:00Z | account-key | racwdtm | 2026-01-13T13:40:00Z | orders | run of orders | done"
        let unknown =
            "2026-01-13T11:40:00Z | import | /subscriptions/s/orders | West US | Premium P1 | 6.0.14 | "
            + "[\"az://account/container\"] | erin | h1 | unknown | - | - | - | - | managed-identity |  | - | - | import run | "
            + "asking is forbidden"
        #expect(Set(try answer("exports")) == [export, unknown])
        #expect(try answer("exports", ["to": "2026-01-13T11:39:59Z"]) == [])
    }

    @Test func `failed-runs lists what failed, was killed, or has no end`() throws {
        let asked =
            "import run | import | 2026-01-13T11:40:00Z | 2026-01-13T11:40:00Z | failed | its end is not known | erin | h1 | 1"
        let open = "open run | reconcile | 2026-01-13T11:30:00Z | - | no end | - | erin | h1 | 4"
        #expect(
            try answer("failed-runs") == [
                asked, open,
                "killed run | sanitize | 2026-01-13T10:01:00Z | 2026-01-13T10:01:00Z | aborted | its process is gone | erin | h1 | 3",
                "failed run | sanitize | 2026-01-13T10:00:00Z | 2026-01-13T10:01:00Z | failed | no space left on device | erin | h1 | 2",
            ])
        #expect(try answer("failed-runs", ["since": "2026-01-13T11:30"]) == [asked, open])
    }

    @Test func `stuck lists what failed and what is blocked`() throws {
        #expect(
            try answer("stuck") == [
                "locked | raw | copy of locked | wasbs://container@account | locked.rdb | blocked | 1 | 2026-01-11T09:10:00Z | 2026-02-01T00:00:00Z | an immutability policy",
                "stuck | raw | copy of stuck | file://h1/backup | stuck.rdb | failed | 2 | 2026-01-11T10:00:00Z | 2026-01-11T10:10:00Z | the directory is not mounted",
            ])
    }
}

@testable import Catalog
import Foundation
import GRDB

/// Two weeks of a small shop: what auditors ask about is in it, and each table has rows.
struct Story {
    let history: History
    /// What people call what has a random uid.
    private(set) var names: [String: String] = [:]
    private var made: [String: History.Made] = [:]

    init() throws {
        history = try History()
        try setPolicies()
        try sanitizeOrders()
        try sanitizeCarts()
        try sanitizeUsers()
        try loadRaw()
        try letThingsGoWrong()
        try extendClinic()
        try endRunsBadly()
        try askAService()
        try find()
        try sign()
        history.at("2026-01-15T00:00:00Z")
        try nameTheRest()
    }

    /// A snapshot of the story.
    func snapshot(_ name: String) -> Snapshot {
        guard let made = made[name] else { preconditionFailure("there is no \(name) in the story") }
        return made.snapshot
    }

    /// A shipped query, answered at the end of the story: a line for each row, with names for uids.
    func answer(_ query: String, _ arguments: [String: String] = [:]) throws -> [String] {
        guard let query = ShippedQuery.all.first(where: { $0.name == query }) else { return ["there is no \(query)"] }
        let result = try history.reader().answer(query, arguments, at: history.now)
        return result.rows.map { row in
            row.map { $0 == .null ? "-" : names[$0.description] ?? $0.description }.joined(separator: " | ")
        }
    }

    /// What something with a uid is called in the story.
    func name(of uid: String) -> String { names[uid] ?? uid }

    /// The uid of something that has a name in the story.
    func uid(_ name: String) -> String { names.first { $0.value == name }?.key ?? "there is no \(name)" }

    private mutating func remember(_ name: String, _ made: History.Made) {
        self.made[name] = made
        names[made.snapshot.uid] = name
        names[made.run.uid] = "run of \(name)"
    }

    private func setPolicies() throws {
        history.at("2026-01-02T09:00:00Z")
        let day: Int64 = 86_400_000
        try history.write(as: "bob") { log in
            _ = try log.set(
                RetentionPolicy(
                    name: "clinic", version: 0, applies: "raw", keepMs: day, countsFrom: "taken", ceilingMs: 3 * day,
                    extensions: 1, freeExtensions: 0, cascade: "independent"))
            _ = try log.set(
                RetentionPolicy(
                    name: "copy-of-test", version: 0, applies: "sanitized", keepMs: 10 * day, countsFrom: "registered",
                    ceilingMs: 20 * day, extensions: 1, freeExtensions: 1, cascade: "with-parent"))
        }
    }

    /// All goes as it should: the raw one is gone after a day, the sanitized one is checked and loaded into a server.
    private mutating func sanitizeOrders() throws {
        history.at("2026-01-05T10:00:00Z")
        let orders = try history.raw(
            "orders", at: History.place("/backup/orders.rdb"), takenMs: History.moment("2026-01-05T09:00:00Z"))
        remember("orders", orders)
        history.at("2026-01-05T10:05:00Z")
        let test = try history.derived(
            "orders-test", from: orders, at: History.place("/test/orders.rdb", readers: "dev:dev mode 750"),
            masking: History.masking([("clinic", "2.0"), ("core", "1.0")]))
        remember("orders-test", test)
        try history.write { log in
            try log.record(.accessRead, run: test.run.uid, subject: orders.snapshot.uid, detail: "read by sanitize")
            try log.recordCounts(
                [
                    RuleOutcome(
                        rule: "emails", pack: "clinic", sensitivity: "pii", treatment: "mask", because: nil, keys: 5,
                        maskedValues: 7),
                    RuleOutcome(
                        rule: "flags", pack: "core", sensitivity: nil, treatment: "keep", because: "no person in it",
                        keys: 2, maskedValues: 0),
                    RuleOutcome(
                        rule: "(default)", pack: "(built in)", sensitivity: nil, treatment: "mask", because: nil,
                        keys: 3, maskedValues: 3),
                ], of: test.snapshot, run: test.run)
            try log.recordChecks(Self.checks(), of: test.snapshot, run: test.run)
        }
        history.at("2026-01-05T11:00:00Z")
        remember(
            "shop",
            try history.derived("shop", "deployment", from: test, at: History.place("/redis-1:6379/0", kind: "redis")))
        history.at("2026-01-06T11:00:00Z")
        try history.delete(orders)
        history.at("2026-01-08T13:00:00Z")
        let hold = try history.write(as: "carol") { try $0.hold(test.snapshot, because: "audit 7") }
        names[hold] = "hold of audit 7"
        history.at("2026-01-10T08:00:00Z")
        try history.write {
            _ = try $0.extend(test.snapshot, to: History.moment("2026-02-10T10:05:00Z"), because: "load test goes on")
        }
        history.at("2026-01-12T09:00:00Z")
        try history.write(as: "dave") { _ = try $0.release(test.snapshot, because: "audit 7 is over") }
    }

    /// From a pipe to a pipe, with a key that is forgotten, and nothing checked.
    private mutating func sanitizeCarts() throws {
        history.at("2026-01-07T10:00:00Z")
        let carts = try history.raw("carts", at: nil)
        remember("carts", carts)
        history.at("2026-01-07T10:10:00Z")
        remember(
            "carts-test",
            try history.derived(
                "carts-test", from: carts, at: nil, masking: History.masking(key: "key-2", isEphemeral: true))
        )
        history.at("2026-01-07T12:00:00Z")
        try history.write(as: "bob") { log in
            try log.record(.maskingKeyDestroyed, detail: "key-2 is destroyed") { rows in
                _ = try rows.insert(MaskingKeyDestruction(maskingKeyId: 2, atMs: log.now, reason: "of one run"))
            }
        }
    }

    /// The raw one is on hold; the checks of the sanitized one did not all pass.
    private mutating func sanitizeUsers() throws {
        history.at("2026-01-08T10:00:00Z")
        let users = try history.raw("users", at: History.place("/backup/users.rdb"))
        remember("users", users)
        history.at("2026-01-08T10:30:00Z")
        let test = try history.derived(
            "users-test", from: users, at: History.place("/test/users.rdb", readers: "dev:dev mode 750"),
            policy: "copy-of-test")
        remember("users-test", test)
        try history.write { log in
            try log.recordChecks(
                Self.checks(failing: "every-key-stays", without: "nothing-leaks"), of: test.snapshot, run: test.run)
            try log.recordChecks(
                Self.checks(failing: "distinct-stays-distinct", without: "nothing-leaks"), of: test.snapshot,
                run: test.run)
        }
        history.at("2026-01-08T12:00:00Z")
        let hold = try history.write(as: "carol") { try $0.hold(users.snapshot, because: "lawsuit 12") }
        names[hold] = "hold of lawsuit 12"
    }

    /// A raw snapshot is loaded into a test server, and stays there too long.
    private mutating func loadRaw() throws {
        guard let users = made["users"] else { return }
        history.at("2026-01-08T14:00:00Z")
        let load = try history.derived(
            "debug", "deployment", from: users, at: History.place("/redis-2:6379/0", kind: "redis"), as: "erin")
        remember("debug", load)
        history.at("2026-01-12T10:00:00Z")
        try history.delete(load, .gone(method: "FLUSHALL", seen: "DBSIZE is 0"))
    }

    /// One deletion is late, one fails, one is blocked, and one can be undone.
    private mutating func letThingsGoWrong() throws {
        for (name, place, minute) in [
            ("late", History.place("/backup/late.rdb"), "00"), ("stuck", History.place("/backup/stuck.rdb"), "30"),
            ("locked", History.place("/container@account/locked.rdb", kind: "azure-blob"), "40"),
            ("soft", History.place("/container@account/soft.rdb", kind: "azure-blob"), "50"),
        ] {
            history.at("2026-01-09T09:\(minute):00Z")
            remember(name, try history.raw(name, at: place))
        }
        guard let late = made["late"], let stuck = made["stuck"], let locked = made["locked"], let soft = made["soft"]
        else { return }
        history.at("2026-01-10T12:00:00Z")
        let answer = ServiceAnswer(status: 202, requestID: "request-1", serverMs: history.now + 5)
        try history.delete(
            soft,
            .recoverable(
                until: History.moment("2026-01-24T12:00:00Z"), method: "delete", seen: "the blob is soft-deleted"),
            answer: answer)
        history.at("2026-01-11T09:00:00Z")
        try history.delete(stuck, .failed(reason: "the directory is not mounted"))
        history.at("2026-01-11T09:10:00Z")
        try history.delete(
            locked, .blocked(until: History.moment("2026-02-01T00:00:00Z"), reason: "an immutability policy"))
        history.at("2026-01-11T10:00:00Z")
        try history.delete(stuck, .failed(reason: "the directory is not mounted"))
        history.at("2026-01-13T09:00:00Z")
        try history.delete(late)
    }

    /// An extension that a second person approves.
    private mutating func extendClinic() throws {
        history.at("2026-01-10T08:30:00Z")
        let clinic = try history.raw(
            "clinic", at: History.place("/backup/clinic.rdb"), takenMs: History.moment("2026-01-10T06:00:00Z"),
            policy: "clinic")
        remember("clinic", clinic)
        history.at("2026-01-10T09:00:00Z")
        let asked = try history.write {
            try $0.extend(clinic.snapshot, to: History.moment("2026-01-12T06:00:00Z"), because: "a ticket is open")
        }
        guard case .needsApproval(let uid) = asked else { return }
        history.at("2026-01-10T09:30:00Z")
        try history.write(as: "bob") { _ = try $0.decide(uid, approve: true) }
        history.at("2026-01-12T07:00:00Z")
        try history.delete(clinic)
    }

    private mutating func endRunsBadly() throws {
        history.at("2026-01-13T10:00:00Z")
        let failed = try history.run("sanitize", pid: 2, as: "erin")
        history.at("2026-01-13T10:01:00Z")
        let killed = try history.run("sanitize", pid: 3, as: "erin")
        try history.write(as: "erin") { log in
            try log.endRun(failed, error: "no space left on device")
            try log.abortDeadRuns { $0 != 3 }
        }
        history.at("2026-01-13T11:30:00Z")
        let open = try history.run("reconcile", pid: 4, as: "erin")
        (names[failed.uid], names[killed.uid], names[open.uid]) = ("failed run", "killed run", "open run")
    }

    /// The snapshot of the orders came out of a cache; another export nobody knows the end of.
    private mutating func askAService() throws {
        guard let orders = made["orders"] else { return }
        history.at("2026-01-13T11:40:00Z")
        var facts = ServiceOperationFacts(
            kind: "export", resource: "/subscriptions/s/orders", region: "West US", sku: "Premium P1",
            redisVersion: "6.0.14", places: "[\"az://account/container\"]", signedWith: "account-key",
            permissions: "racwdtm", signedFromMs: nil, signedUntilMs: history.now + 7_200_000, checks: "[]")
        var answer = ServiceAnswerFacts(.accepted, requestIDs: ["request-2"], detail: "the service works on it")
        answer.operation = "operation-1"
        try history.write { log in
            let operation = try log.ask(facts, run: orders.run)
            try log.note(answer, of: operation, run: orders.run)
            answer.phase = .succeeded
            answer.detail = "done"
            (answer.started, answer.ended) = ("2026-01-13T11:40:00Z", "2026-01-13T11:41:00Z")
            try log.note(answer, of: operation, run: orders.run)
        }
        facts.kind = "import"
        facts.signedWith = "managed-identity"
        facts.permissions = ""
        facts.signedUntilMs = nil
        let run = try history.run("import", as: "erin")
        names[run.uid] = "import run"
        try history.write(as: "erin") { log in
            let operation = try log.ask(facts, run: run)
            try log.note(.init(.unknown, detail: "asking is forbidden"), of: operation, run: run)
            try log.endRun(run, error: "its end is not known")
        }
    }

    private mutating func find() throws {
        history.at("2026-01-13T12:00:00Z")
        let copy = try made["stuck"].flatMap { try history.copies(of: $0).first }
        let run = try history.run("reconcile")
        names[run.uid] = "reconcile"
        let (orphan, missing) = try history.write { log in
            (
                try log.find("orphan", at: History.place("/backup/x.rdb"), copy: nil, bytes: 77, run: run).0,
                try log.find("missing", at: History.place("/backup/stuck.rdb"), copy: copy, bytes: nil, run: run).0
            )
        }
        (names[orphan.uid], names[missing.uid]) = ("orphan", "missing")
        history.at("2026-01-13T13:00:00Z")
        try history.write {
            try $0.endRun(run)
            try $0.resolve(missing, as: "no-longer-so", because: "mounted again")
        }
        // A second place of the same bytes, in a directory that others can read by now.
        try history.write { log in
            try log.addCopy(
                of: snapshot("orders-test"), at: History.place("/backup/orders.rdb", readers: "redis:redis mode 755"),
                run: run)
        }
    }

    private func sign() throws {
        history.at("2026-01-13T14:00:00Z")
        let digest = History.digest("statement")
        try history.write { log in
            try log.record(.evidenceWritten, subject: snapshot("orders").uid, detail: "a statement") { rows in
                _ = try rows.insert(
                    Evidence(sha256: digest, predicate: "destruction/v1", subject: snapshot("orders").uid, bytes: 1928))
            }
            let head = try Event.fetchOne(log.database, sql: "SELECT * FROM event ORDER BY seq DESC LIMIT 1")
            guard let head else { return }
            try log.record(.checkpointSigned, detail: "checkpoint at \(head.seq)") { rows in
                _ = try rows.insert(
                    Checkpoint(
                        seq: head.seq, head: head.hash, atMs: log.now, signer: "signer-1", writtenTo: "a git repo"))
            }
        }
    }

    /// Copies and deletions by their snapshots, hashes by their events.
    private mutating func nameTheRest() throws {
        let raw = try RawDatabase(history.path, readOnly: true)
        let pairs = try raw.strings(
            """
            SELECT c.uid || ' ' || 'copy of ' || s.uid || iif(c.name = 'orders.rdb' AND c.id > 8, ' again', '')
              FROM copy c JOIN snapshot s ON s.id = c.snapshot_id
            UNION ALL SELECT d.uid || ' deletion of ' || s.uid FROM deletion d JOIN copy c ON c.id = d.copy_id
              JOIN snapshot s ON s.id = c.snapshot_id
            UNION ALL SELECT lower(hex(hash)) || ' hash of ' || type || ' ' || seq FROM event
            """)
        for pair in pairs {
            let halves = pair.split(separator: " ", maxSplits: 1).map(String.init)
            names[halves[0]] = names.reduce(halves[1]) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        }
    }

    private static func checks(failing: String? = nil, without: String? = nil) -> [CheckOutcome] {
        ["every-key-stays", "every-shape-stays", "every-clock-stays", "distinct-stays-distinct", "nothing-leaks"]
            .filter { $0 != without }
            .map { CheckOutcome(name: $0, passed: $0 != failing, detail: "what \($0) found") }
    }
}

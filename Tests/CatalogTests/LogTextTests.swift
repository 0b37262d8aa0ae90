@testable import Catalog
import Foundation
import GRDB
import Testing

/// Whatever people and machines are called, and whatever reasons they give: the log stays one line for each field.
@Suite struct LogTextTests {
    private static let texts = [
        "plain", "two\nlines", "two\r\nlines", "tab\tand\u{0}NUL", "\u{1B}[31mred\u{1B}[0m", "\u{7F}\u{9B}2J",
        "line\u{2028}separator\u{2029}", "\u{202E}drowkcab\u{202C} \u{2066}isolated\u{2069}", "שלום عليكم",
        "👩‍👩‍👧‍👦🇩🇪 e\u{301}",
        "'); DROP TABLE event; --", "\"quoted\" \\ %s ?1 :x", String(repeating: "ten kilobytes ", count: 730),
        "\u{FEFF}BOM",
        "a;b SHA256;c", "ﬀ ﷺ 𝔘 \u{10FFFF}",
    ]

    private static func isOneLine(_ text: String) -> Bool {
        !text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value)
        }
    }

    @Test(arguments: texts) func `no text breaks a line of the log`(_ text: String) throws {
        let history = try History()
        let writer = Catalog.Writer(
            actor: Actor(name: text, host: text), purpose: text, clock: { [now = history.now] in now })
        let catalog = try Catalog.open(history.path, writer: writer)
        let place = CopyPlace(
            kind: "file", namespace: "file://h1/\(text)", name: text, version: text, identity: text, readers: text)
        try catalog.write { log in
            let masking = MaskingFacts(
                ruleDigest: text, packs: [PackFacts(name: text, version: text, content: text)], keyFingerprint: text,
                isEphemeral: false)
            let run = try log.startRun(text, pid: 1, tool: text, masking: masking)
            var facts = SnapshotFacts(
                kind: "raw", sha256: nil, bytes: nil, keys: nil, rdbVersion: text, source: text, takenMs: nil)
            let raw = try log.register(
                facts, at: place, policy: log.policy(named: "raw-default"), expiry: .policy, run: run
            ).snapshot
            facts.kind = "sanitized"
            let made = try log.register(
                facts, at: place, policy: log.policy(named: "sanitized-default"), expiry: .policy, run: run,
                madeFrom: raw
            ).snapshot
            try log.recordCounts(
                [
                    RuleOutcome(
                        rule: text, pack: text, sensitivity: text, treatment: text, because: text, keys: 1,
                        maskedValues: 1)
                ], of: made, run: run)
            try log.recordChecks([CheckOutcome(name: text, passed: true, detail: text)], of: made, run: run)
            let reason = "because " + text
            _ = try log.hold(made, because: reason)
            _ = try log.release(made, because: reason)
            _ = try log.extend(made, to: log.now + 31 * 86_400_000, because: reason)
            try log.expireNow(raw, because: reason)
            let (finding, _) = try log.find("orphan", at: place, copy: nil, bytes: 1, run: run)
            try log.resolve(finding, as: "ignored", because: reason)
            for copy in try log.livingCopies(in: place.namespace, named: text) where copy.snapshotId == raw.id {
                let deletion = try log.claim(copy, why: .expired, run: run)
                try log.settle(deletion, .failed(reason: text), deletedMs: log.now, run: run)
                let again = try log.claim(copy, why: .expired, run: run)
                try log.settle(again, .gone(method: text, seen: text), deletedMs: log.now, run: run)
            }
            var policy = try log.policy(named: "raw-default")
            policy.name = text
            _ = try log.set(policy)
            try log.endRun(run, error: text)
        }
        let raw = try RawDatabase(history.path, readOnly: true)
        #expect(try raw.count("SELECT count(*) FROM tombstone") == 1)
        for column in try raw.columns("event") where column != "hash" {
            for value in try raw.strings(
                "SELECT DISTINCT CAST(\(column) AS TEXT) FROM event WHERE \(column) IS NOT NULL")
            {
                #expect(Self.isOneLine(value), "\(column)")
            }
        }
        for header in try raw.strings("SELECT header FROM event_header") {
            #expect(header.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 10)
        }
        #expect(try history.problems() == [])
        // What tells people from each other is the same in the log and in the rows.
        #expect(
            try raw.strings("SELECT DISTINCT host FROM run")
                == raw.strings("SELECT host FROM event WHERE type = 'run.started' LIMIT 1"))
    }

    @Test func `Swift and SQL say the same of what a hash covers`() throws {
        let story = try Story()
        let raw = try RawDatabase(story.history.path, readOnly: true)
        let headers = try raw.strings("SELECT header FROM event_header ORDER BY seq")
        let events = try raw.queue.read { try Event.fetchAll($0, sql: "SELECT * FROM event ORDER BY seq") }
        #expect(events.map(\.header) == headers)
        var previous = Event.genesis
        for event in events {
            #expect(event.expectedHash(after: previous) == event.hash)
            previous = event.hash
        }
    }

    @Test func `texts that differ in what is taken out are no second person`() throws {
        let history = try History()
        let made = try history.raw("made", at: nil, policy: "raw-default")
        _ = try history.write { try $0.extend(made.snapshot, to: history.now + 90_000_000, because: "a ticket") }
        let asked = try history.write {
            try $0.extend(made.snapshot, to: history.now + 91_000_000, because: "a ticket")
        }
        guard case .needsApproval(let uid) = asked else { return #expect(Bool(false), "no approval was asked for") }
        let other = Catalog.Writer(actor: Actor(name: "alice", host: "another"), purpose: "") { [now = history.now] in
            now
        }
        #expect {
            try Catalog.open(history.path, writer: other).write { _ = try $0.decide(uid, approve: true) }
        } throws: {
            ($0 as? CatalogError)?.code == .refused
        }
    }
}

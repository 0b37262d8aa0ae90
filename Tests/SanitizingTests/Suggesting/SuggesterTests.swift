import Foundation
import Rules
import Sanitizing
import Testing

/// A draft is valid, takes every key, and masks what the snapshot holds.
struct SuggesterTests {
    /// One snapshot of each scenario, of the newest server that made one.
    static let snapshots: [SnapshotFixture] = {
        let readable = SnapshotFixture.all.filter { !$0.isRefused && !$0.name.hasSuffix(".bin") }
        return Dictionary(grouping: readable, by: \.scenario).values.compactMap(\.last).sorted { $0.name < $1.name }
    }()

    /// The draft of a snapshot, compiled; throws where it has a mistake.
    private static func draft(_ raw: [UInt8], templates: Int = 200) throws -> (yaml: String, suggestion: Suggestion) {
        let suggestion = try Suggester.run(MemorySource(raw), templateLimit: templates)
        return (suggestion.yaml(pack: "draft"), suggestion)
    }

    @Test(arguments: snapshots)
    func `the draft of a snapshot is valid, takes every key and keeps the promises`(_ snapshot: SnapshotFixture)
        throws
    {
        let raw = try snapshot.bytes()
        let (yaml, suggestion) = try Self.draft(raw)
        let options = try InMemory.options(rules: yaml)
        #expect(options.rules.warnings.isEmpty, "\(options.rules.warnings)")
        let sink = MemorySink()
        let result = try Sanitizer.run(MemorySource(raw), into: sink, options)
        #expect(result.tally.unmatched.keys == 0)
        #expect(suggestion.keys == result.tally.keyCount)
        #expect(suggestion.rules.reduce(suggestion.otherKeys) { $0 + $1.keys } == suggestion.keys)
        let sanitized = sink.bytes
        let check = try Verifier().verify(opening: { (MemorySource(raw), MemorySource(sanitized)) })
        #expect(check.isGood, "\(check.violations)")
    }

    @Test func `fields and paths are drafted with what is in them`() throws {
        var writer = DumpWriter()
        for number in 0..<30 {
            writer.key("user:\(number + 100)", type: 4)
            writer.length(2)
            for text in ["email", "person\(number)@shop.de", "annegret's", "x"] { writer.string(text) }
            writer.pair("session:\(number + 100)", #"{"user":{"email":"p\#(number)@web.de","Annegret":1},"ids":[7]}"#)
        }
        let (yaml, suggestion) = try Self.draft(writer.finished())
        let user = try #require(suggestion.rules.first { $0.key == "user:{p1:integer}" })
        #expect(user.type == "hash" && user.keys == 30 && user.sensitivity == "personal")
        #expect(user.fields["email"]?.kinds == ["email": 30])
        #expect(user.fields["email"]?.proposal.treatment == "email")
        #expect(user.fields.keys.sorted() == ["*", "email"])
        let session = try #require(suggestion.rules.first { $0.key == "session:{p1:integer}" })
        #expect(session.paths.keys.sorted() == ["ids[*]", "user.*", "user.email"])
        #expect(!yaml.contains("nnegret") && !yaml.contains("person1") && !yaml.contains("web.de"))
    }

    @Test(arguments: [1, 20, 300])
    func `more templates than are told apart fall to wider ones, and no key is left`(limit: Int) throws {
        var writer = DumpWriter()
        let words = ["user", "session", "cart", "order", "cache", "queue", "token", "email", "count", "status"]
        for number in 0..<4000 {
            let name = (0..<4).map { words[(number / [1, 10, 100, 1000][$0]) % 10] }.joined(separator: ":")
            writer.pair("\(name):\(number)", "value of \(number)")
        }
        let raw = writer.finished()
        let (yaml, suggestion) = try Self.draft(raw, templates: limit)
        #expect(suggestion.rules.count <= limit + limit / 4 + 1)
        let options = try InMemory.options(rules: yaml)
        let result = try Sanitizer.run(MemorySource(raw), into: MemorySink(), options)
        #expect(result.tally.unmatched.keys == 0 && result.tally.keyCount == 4000)
    }

    @Test func `the document says the same`() throws {
        var writer = DumpWriter()
        writer.pair("user:1", "anna@shop.de")
        let (_, suggestion) = try Self.draft(writer.finished())
        let data = try JSONEncoder().encode(suggestion)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let rule = try #require((object["rules"] as? [[String: Any]])?.first)
        #expect(rule["key"] as? String == "user:{p1:integer}")
        #expect((rule["values"] as? [String: Any])?["treatment"] as? String == "email")
    }
}

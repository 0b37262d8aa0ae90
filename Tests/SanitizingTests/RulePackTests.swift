import Masking
import RedisDump
import Rules
import Sanitizing
import Testing

/// Rules that refuse, names that say what values are, and profiles, on whole snapshots.
struct RulePackTests {
    private static func options(_ pack: String, profile: SanitizeOptions.Profile = .pseudonymize) throws
        -> SanitizeOptions
    {
        let rules = try RuleSet(packs: [RulePack(text: "pack: test\nversion: 1\n" + pack, file: "t.yaml")])
        var options = SanitizeOptions(
            key: try InMemory.key(), rules: profile == .anonymize ? rules.coarsened() : rules)
        options.profile = profile
        return options
    }

    private static func sanitized(_ writer: DumpWriter, _ options: SanitizeOptions) throws -> String {
        let raw = writer.finished()
        let result = try OneThread.sanitized(raw, options)
        #expect(result.count == raw.count)
        return String(decoding: result, as: UTF8.self)
    }

    @Test func `a key that a rule refuses ends the run, says why, and is not named`() throws {
        let options = try Self.options(
            "rules:\n  - { id: ring, key: '*Keys', refuse: true, because: take it out first }\n")
        var writer = DumpWriter()
        writer.pair("a", "b")
        writer.pair("secret-Keys", "c")
        let raw = writer.finished()
        let error = try #require(throws: SanitizeError.self) { _ = try OneThread.sanitized(raw, options) }
        #expect(error.code == .refusedKey)
        #expect(error.message.contains("`ring`") && error.message.contains("take it out first"))
        #expect(error.message.contains("key number 2") && !error.message.contains("secret"))
    }

    @Test func `fields are masked as their names say, and these names stay`() throws {
        let options = try Self.options("names: { card: [pan], email: [mail] }\n")
        var writer = DumpWriter()
        writer.key("h", type: 4)
        writer.length(3)
        for text in ["pan", "4111111111111111x", "mail", "alice@example.org", "qqq", "4111111111111111x"] {
            writer.string(text)
        }
        let result = try Self.sanitized(writer, options)
        #expect(result.contains("pan") && result.contains("mail") && !result.contains("qqq"))
        #expect(!result.contains("alice") && !result.contains("4111111111111111"))
    }

    @Test func `no field that is masked takes the name of one that is listed`() throws {
        // One letter: of 26 names one is listed by the rule and one by the table.
        let options = try Self.options("names: { opaque: [q] }\nrules:\n  - { id: a, key: h, fields: { z: keep } }\n")
        var writer = DumpWriter()
        writer.key("h", type: 4)
        let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) }
        writer.length(letters.count)
        for letter in letters {
            writer.string(letter)
            writer.string("value of \(letter)")
        }
        let raw = writer.finished()
        let result = try OneThread.sanitized(raw, options)
        #expect(try SameShape.difference(raw, result) == nil)
        var names: Set<UInt8> = []
        for place in 1..<result.count - 2 where result[place - 1] == 1 && result[place + 1] == 10 {
            names.insert(result[place])
        }
        #expect(names.count == letters.count)
    }

    @Test func `anonymize leaves the year of dates, in values and not in members`() throws {
        let pack = "names: { date-shift: [dob], latitude: [lat] }\n"
        var writer = DumpWriter()
        writer.pair("d", "1974-02-23")
        writer.key("h", type: 4)
        writer.length(2)
        for text in ["dob", "1981-05-17", "lat", "48.858370"] { writer.string(text) }
        writer.key("s", type: 2)
        writer.length(1)
        writer.string("1990-09-30")
        let coarse = try Self.sanitized(writer, try Self.options(pack, profile: .anonymize))
        #expect(coarse.contains("1974-01-01") && coarse.contains("1981-01-01"))
        #expect(!coarse.contains("48.8") && !coarse.contains("1990-01-01"))
        let usual = try Self.sanitized(writer, try Self.options(pack))
        #expect(!usual.contains("1974-01-01") && !usual.contains("1981-01-01"))
    }

    @Test func `a scan counts the first rule of each key by its type`() throws {
        let rules = try RuleSet(packs: [
            RulePack(
                text: """
                    pack: test
                    version: 1
                    rules:
                      - { id: a, key: "u:{id:digits}", type: hash }
                      - { id: b, key: "u:*" }
                    """, file: "t.yaml")
        ]).rules
        var writer = DumpWriter()
        for number in 0..<5 { writer.pair("u:\(number)", "x") }
        writer.key("u:9", type: 4)
        writer.length(1)
        writer.string("f")
        writer.string("v")
        writer.pair("other", "x")
        let all = try KeyScan.run(MemorySource(writer.finished()), rules)
        #expect(all.keyCount == 7 && all.isComplete && all.counts == [1, 5])
    }
}

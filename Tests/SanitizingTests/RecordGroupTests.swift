import Rules
import Testing

@testable import Sanitizing

/// How many records look alike under `anonymize`.
struct RecordGroupTests {
    private static let rules = """
        pack: t
        version: 1
        rules:
          - { id: person, key: "person:{n:digits}", fields: { born: date, gender: keep, note: keep } }
          - { id: document, key: "doc:{n:digits}", value: json }
        """

    private func summaries(
        _ writer: DumpWriter, _ profile: SanitizeOptions.Profile = .anonymize, chunkByteCount: Int = 1 << 20
    ) throws -> [Int: RecordGroups.Summary] {
        var options = try InMemory.options(rules: Self.rules, chunkByteCount: chunkByteCount)
        options.profile = profile
        if profile == .anonymize { options.rules = options.rules.coarsened() }
        let result = try Sanitizer.run(MemorySource(writer.finished()), into: MemorySink(), options)
        return result.tally.records.summaries
    }

    private func person(_ writer: inout DumpWriter, _ number: Int, born: String, _ gender: String, packed: Bool) {
        let fields = ["born", born, "gender", gender, "note", "n\(number)"]
        writer.key("person:\(number)", type: packed ? 16 : 4)
        if packed { return writer.string(PackedWriter.listpack(fields.map(PackedWriter.Element.init))) }
        writer.length(3)
        for field in fields { writer.string(field) }
    }

    @Test func `records with the same year and kept gender are one group, in any encoding`() throws {
        var writer = DumpWriter()
        for number in 0..<20 {
            let month = String(10 + number % 3)
            person(&writer, number, born: "1974-\(month)-11", number < 17 ? "f" : "m", packed: number % 2 == 0)
        }
        person(&writer, 99, born: "1901-02-03", "f", packed: true)
        let summary = try #require(try summaries(writer)[0])
        #expect(summary == .init(records: 21, combinations: 3, smallest: 1, recordsBelowFive: 4))
    }

    @Test func `dates inside of documents count, and what shows nothing does not`() throws {
        var writer = DumpWriter()
        for number in 0..<6 {
            writer.pair("doc:\(number)", #"{"dob":"198\#(number % 2)-03-0\#(number + 1)","x":"text"}"#)
        }
        writer.pair("doc:7", #"{"x":"no date at all"}"#)
        writer.pair("2024-05-05", "a name of a key is none")
        let found = try summaries(writer)
        #expect(found[1] == .init(records: 6, combinations: 2, smallest: 3, recordsBelowFive: 6))
        #expect(found.count == 1)
    }

    @Test func `nothing is counted under pseudonymize, where dates become others`() throws {
        var writer = DumpWriter()
        person(&writer, 1, born: "1974-01-11", "f", packed: true)
        #expect(try summaries(writer, .pseudonymize).isEmpty)
    }

    @Test func `more combinations than are counted are told of`() {
        var groups = RecordGroups()
        for number in 0..<300_000 { groups.add(rule: 0, UInt64(number)) }
        #expect(!groups.isComplete)
        #expect(groups.summaries[0]?.records == 1 << 18)
    }
}

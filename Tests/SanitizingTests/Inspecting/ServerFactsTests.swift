import Testing

@testable import Sanitizing

struct ServerFactsTests {
    @Test
    func `a version is printed only if it looks like one`() {
        var facts = ServerFacts()
        facts.note("redis-ver", "8.0-rc1")
        #expect(facts.name == "redis" && facts.version == "8.0-rc1")
        for value in ["", "\u{1B}[2J", "7.2 ada@example.com", String(repeating: "1", count: 33)] {
            var facts = ServerFacts()
            facts.note("valkey-ver", value)
            #expect(facts.version == nil && facts.otherFields == 1)
        }
    }
}

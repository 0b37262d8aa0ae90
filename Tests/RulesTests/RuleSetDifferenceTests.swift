import Testing

@testable import Rules

/// What two sets of rules do differently.
struct RuleSetDifferenceTests {
    private static let before = """
        pack: a
        version: 1
        names: { email: [mail] }
        rules:
          - { id: kept, key: "k:{id:digits}", value: json }
          - { id: changed, key: "c:{id:digits}", value: json }
          - { id: gone, key: "g:*", examples: { match: ["g:1"] } }
        """
    private static let after = """
        pack: a
        version: 2
        names: { email: [mail], opaque: [pin] }
        rules:
          - { id: kept, key: "k:{id:digits}", value: json }
          - { id: changed, key: "c:{id:hex}", value: text }
          - { id: new, key: "n:*" }
        """

    private func set(_ text: String) throws -> RuleSet { try RuleSet(packs: [RulePack(text: text, file: "t.yaml")]) }

    @Test func `rules, names and keys that differ are listed, and only these`() throws {
        let keys = ["k:1", "c:1", "n:1", "z"].map { Array($0.utf8) }
        let difference = RuleSetDifference(try set(Self.before), try set(Self.after), keys: keys)
        #expect(difference.rules.map(\.rule) == ["changed", "gone", "new", "(names)"])
        #expect(difference.rules[0].before.contains("key: c:{id:digits}"))
        #expect(difference.rules[0].after.contains("part id: hex"))
        #expect(difference.rules[1].after.isEmpty && difference.rules[2].before.isEmpty)
        #expect(difference.rules[3] == .init(rule: "(names)", before: [], after: ["pin: opaque"]))
        #expect(difference.keyCount == 5)
        #expect(difference.keys.map(\.key).contains("g:1"), "the keys of examples are looked at, too")
        #expect(!difference.keys.map(\.key).contains("q"))
    }

    @Test func `nothing differs between a set and itself`() throws {
        let set = try set(Self.before)
        let difference = RuleSetDifference(set, set, keys: [Array("k:1".utf8)])
        #expect(difference.isEmpty && difference.lines == ["0 rules differ; 0 of 2 keys are treated differently."])
    }
}

import Testing

@testable import Rules

struct RuleExplanationTests {
    private func rules() throws -> RuleSet {
        try ruleSet(
            """
              - { id: big, key: "u:*", type: hash, size: ">=1k", value: keep, because: shared }
              - { id: user, key: "u:{n:digits}:{t:opaque}", class: pii, fields: { mail: email } }
            """)
    }

    @Test func `the rule, the parts and the treatment are shown`() throws {
        let facts = KeyFacts(type: .hash, db: 0, encoding: .listpack, ttl: nil, size: 3)
        #expect(
            try rules().explain(key: Array("u:7:b".utf8), facts: facts).lines == [
                "`user` takes it", "  t.yaml:5: big: u:* when type: hash; size: >=1000 (not met)",
                "  t.yaml:6: user: u:{n:digits}:{t:opaque}", "class: pii", "key:", "  u:  literal", "  7  digits",
                "  :  literal", "  b  opaque", "value:", "  field mail: email", "  other fields: detect",
                "  names of fields not listed: structural",
            ])
    }

    @Test func `without facts the conditions are named`() throws {
        let explanation = try rules().explain(key: Array("u:7:b".utf8), facts: nil)
        #expect(explanation.outcome == "`big` takes it when type: hash; size: >=1000")
        #expect(explanation.candidates.map(\.rule) == ["big", "user"])
    }

    @Test func `a key that no rule takes is said to be masked, or refused`() throws {
        let masked = try rules().explain(key: [0xff, 0x0a], facts: nil)
        #expect(masked.outcome == "no rule takes it, so all of it is masked")
        #expect(masked.segments == [.init(text: #"\xff\x0a"#, kind: "structural")])
        let pack = try RulePack(text: packText("  - { id: a, key: x }", unmatched: "refuse"), file: "t.yaml")
        let refused = try RuleSet(packs: [pack]).explain(key: [121], facts: nil)
        #expect(refused.outcome == "no rule takes it, and `unmatched: refuse` ends the run with an error")
    }

    @Test func `names that say what values are, are told of where they count`() throws {
        let pack = try RulePack(
            text: """
                pack: t
                version: 1
                names: { email: [mail], person-name: [owner] }
                rules:
                  - { id: open, key: "u:{n:digits}" }
                  - { id: kept, key: "k:*", keep: true, because: shared }
                """, file: "t.yaml")
        let rules = try RuleSet(packs: [pack])
        let names = "detect in fields and members: as 2 names say, if it has one of them"
        #expect(rules.explain(key: Array("u:7".utf8), facts: nil).treatment.last == names)
        #expect(rules.explain(key: Array("z".utf8), facts: nil).treatment.last == names)
        #expect(rules.explain(key: Array("k:7".utf8), facts: nil).treatment.last != names)
    }
}

import Masking
import Testing

@testable import Rules

struct RuleSetTests {
    private func pack(_ rules: String, name: String, unmatched: String = "mask") throws -> RulePack {
        try RulePack(text: packText(rules, name: name, unmatched: unmatched), file: "\(name).yaml")
    }

    @Test func `one pack that refuses is enough`() throws {
        let lenient = try pack("  - { id: a, key: x }", name: "one")
        let strict = try pack("  - { id: b, key: y }", name: "two", unmatched: "refuse")
        #expect(try RuleSet(packs: [lenient]).unmatched == .mask)
        #expect(try RuleSet(packs: [lenient, strict]).unmatched == .refuse)
        #expect(RuleSet.empty.unmatched == .mask)
    }

    @Test func `a pack may override another, with a warning`() throws {
        let mine = try pack("  - { id: a, key: 'x:*' }", name: "mine")
        let theirs = try pack("  - { id: b, key: 'x:{n:hex}' }", name: "theirs")
        let set = try RuleSet(packs: [mine, theirs])
        #expect(
            set.warnings.map(\.description) == [
                "theirs.yaml:5:5: warning: `b` never takes a key: `a` (mine.yaml:5) takes every one of them first"
            ])
    }

    @Test func `names are unique over all packs`() throws {
        let one = try pack("  - { id: a, key: x }", name: "one")
        let two = try pack("  - { id: a, key: y }", name: "two")
        let error = #expect(throws: RuleError.self) { try RuleSet(packs: [one, two]) }
        #expect(error?.description == "two.yaml:5:5: error: another rule has the id `a`, at one.yaml:5")
        #expect(throws: RuleError.self) { try RuleSet(packs: [one, one]) }
    }

    @Test(arguments: [
        (["x:{a:digits}", "x:{b:hex}"], 0), (["x:{a:hex}", "x:{b:digits}"], 1), (["x:1", "x:2", "/^x:[12]$/"], 1),
        (["x:1", "/^x:[123]$/"], 0), (["*", "x"], 1), (["x:*", "/^x:(?<a>a+)(?!b)$/"], 1),
        (["/^x:(?!b).*$/", "x:{a:digits}"], 0), (["/^x(?i)y$/", "xY"], 1), (["{a:opaque}:b", "a:b:b"], 0),
        (["{a:opaque}", "a:b:b"], 1), (["{a:uuid}", "123e4567-e89b-12d3-a456-426614174000"], 1),
        (["/^(?:a|b){2,3}$/", "/^[ab]{2}$/", "/^b[ab]b$/", "/^[ab]{4}$/"], 2),
    ])
    func `a rule that can never take a key is found`(_ keys: [String], _ count: Int) throws {
        let rules = try keys.enumerated().map { try rule(id: "r\($0)", key: $1) }
        #expect(RuleSet.shadowedRules(rules).count == count)
    }

    @Test func `several rules can shadow one together`() throws {
        let rules = try ["x:a", "x:b", "/^x:[ab]$/"].enumerated().map { try rule(id: "r\($0)", key: $1) }
        #expect(
            RuleSet.shadowedRules(rules).map(\.message) == [
                "`r2` never takes a key: `r0` (t.yaml:1), `r1` (t.yaml:1) together take every one of them first"
            ])
    }

    @Test func `conditions that leave keys over do not shadow`() throws {
        let rules = """
              - { id: a, key: "x:*", type: hash }
              - { id: b, key: "x:*", type: [hash, set], db: 1 }
              - { id: c, key: "x:*" }
            """
        #expect(try ruleSet(rules).rules.count == 3)
        #expect(complaints(packText("  - { id: a, key: x, ttl: '<2h' }\n  - { id: b, key: x, ttl: '<1h' }")).count == 1)
        #expect(complaints(packText("  - { id: a, key: x, ttl: '<1h' }\n  - { id: b, key: x, ttl: '<2h' }")).isEmpty)
    }

    @Test func `a kept rule behind a masking one is found like any other`() {
        let rules = "  - { id: a, key: 'x:*' }\n  - { id: b, key: 'x:y', keep: true, because: z }"
        #expect(complaints(packText(rules)).count == 1)
    }

    @Test func `the canonical text does not change with layout, and changes with meaning`() throws {
        let plain = try ruleSet("  - { id: a, key: 'x:*', fields: { b: hex, c: digits } }").canonicalText
        let spread = try ruleSet(
            "  - id: a\n    # why\n    fields:\n      c: digits\n      b: hex\n    key: \"x:*\"\n    examples: { miss: [y] }"
        )
        #expect(plain == spread.canonicalText)
        for other in [
            "  - { id: a, key: 'x:*', fields: { b: hex, c: hex } }",
            "  - { id: a, key: 'x*', fields: { b: hex, c: digits } }",
            "  - { id: b, key: 'x:*', fields: { b: hex, c: digits } }",
            "  - { id: a, key: 'x:*', fields: { b: hex, c: digits }, type: hash }",
            "  - { id: a, key: 'x:*', fields: { b: hex, c: digits }, class: pii }",
            "  - { id: a, key: 'x:*', entries: { b: hex }, fields: { b: hex, c: digits } }",
        ] {
            #expect(try ruleSet(other).canonicalText != plain)
        }
    }

    @Test func `the canonical text is this one`() throws {
        let set = try ruleSet("  - { id: a, key: 'x:{n:digits}', type: hash, value: { json: { a.b: hex } } }")
        let expected = """
            mannequin-rules 1:1
            unmatched 4:mask
            pack 4:test 1:1 4:mask
            rule 1:a
            template 12:x:{n:digits}
            part 1:n 6:digits
            when 10:type: hash
            value 6:json 1
            path 3:a.b 3:hex
            elements 6:json 1
            path 3:a.b 3:hex
            members 6:detect
            scores 4:keep
            field-other 6:detect
            entry-other 6:detect
            field-names 10:structural

            """
        #expect(String(decoding: set.canonicalText, as: UTF8.self) == expected)
    }
}

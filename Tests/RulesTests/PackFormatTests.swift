import Masking
import Testing

@testable import Rules

/// Parameters, names, examples and the other fields of a pack beside its rules.
struct PackFormatTests {
    private static func pack(_ head: String, _ rules: String = "  - { id: a, key: 'x:*' }") -> String {
        "pack: test\nversion: 1\n\(head)\nrules:\n\(rules)\n"
    }

    @Test(arguments: [
        ("parameters: { p: {} }", "t.yaml:3:15: error: the parameter `p` has no `default`"),
        (
            "parameters: { 'a b': { default: x } }",
            "t.yaml:3:15: error: the name of a parameter is made of letters, digits, `_` and `-`"
        ),
        (
            "parameters: { p: { default: y, defualt: x } }",
            "t.yaml:3:32: error: the parameter `p` has no key `defualt`; did you mean `default`?"
        ),
        ("applies: b", "t.yaml:3:10: error: there is no rule `b`; did you mean `a`?"),
        ("names: { emial: [mail] }", "t.yaml:3:10: error: there is no kind `emial`; did you mean `email`?"),
        (
            "names: { keep: [mail] }",
            "t.yaml:3:10: error: `names` cannot be `keep`: a name says what its value is masked as"
        ),
        (
            "names: { email: [e_mail, eMail] }",
            "t.yaml:3:26: error: `eMail` is listed twice, for `email` and for `email`"
        ),
        (
            "examples: { key: x }",
            "t.yaml:3:11: error: `examples` of a pack has to be a sequence of keys with their values"
        ),
        ("examples: [{ rule: a }]", "t.yaml:3:12: error: the example has no `key`"),
        (
            "examples: [{ key: 'x:1' }]",
            "t.yaml:3:12: error: the example has no `rule`; `rule: none` says that none may take it"
        ),
        ("examples: [{ key: 'x:1', rule: b }]", "t.yaml:3:12: error: the pack has no rule `b`; did you mean `a`?"),
        (
            "examples: [{ key: 'x:1', rule: a, opens: jsom }]",
            "t.yaml:3:42: error: there is no codec `jsom`; did you mean `json`?"
        ),
        (
            "examples: [{ key: 'x:1', rule: a, stay: [x] }]",
            "t.yaml:3:35: error: an example has no key `stay`; did you mean `stays`?"
        ),
        ("examples: [{ key: 'x:1', rule: a, encoded: base64, value: '?' }]", "t.yaml:3:59: error: this is not base64"),
    ])
    func `a mistake is reported where it is`(_ head: String, _ expected: String) {
        #expect(complaints(Self.pack(head)) == [expected])
    }

    @Test func `a refusal needs what is to be done, and is part of the digest`() throws {
        #expect(
            complaints(Self.pack("for: x", "  - { id: a, key: 'x:*', refuse: true }"))
                == ["t.yaml:5:26: error: `refuse: true` needs `because:` with what has to be done"])
        let rules = "  - { id: a, key: 'x:*', because: y"
        let refusing = try ruleSet(rules + ", refuse: true }")
        #expect(refusing.rules[0].refuses)
        #expect(refusing.canonicalText != (try ruleSet(rules + " }")).canonicalText)
    }

    @Test func `a parameter stands for its text in templates and regexes, and not in braces that are written twice`()
        throws
    {
        let text = Self.pack(
            "parameters: { p: { default: 'a.b:' } }",
            """
              - { id: t, key: "{p}t:{id:digits}" }
              - { id: r, key: { regex: '^{p}r:(?<id>[0-9]+)$', mask: { id: digits } } }
              - { id: l, key: "{{p}}:{id:digits}" }
            """)
        let standard = try RuleSet(packs: [RulePack(text: text, file: "t.yaml")])
        #expect(taker("a.b:t:1", in: standard) == 0)
        #expect(taker("a.b:r:1", in: standard) == 1)
        #expect(taker("axb:r:1", in: standard) == KeyMatcher.unmatched)
        #expect(taker("{p}:1", in: standard) == 2)
        let chosen = try RuleSet(packs: [RulePack(text: text, file: "t.yaml", parameters: ["p": "z{1}"])])
        #expect(taker("z{1}t:1", in: chosen) == 0)
        #expect(taker("z{1}r:1", in: chosen) == 1)
        #expect(standard.canonicalText != chosen.canonicalText)
    }

    @Test func `a star in a parameter is masked, and cannot stand in a regex`() throws {
        let text = Self.pack("parameters: { p: { default: '*' } }", "  - { id: t, key: '{p}t:{id:digits}' }")
        let rules = try RuleSet(packs: [RulePack(text: text, file: "t.yaml")])
        #expect(parts("acme:t:12", in: rules) == ["acme:=structural", "12=digits"])
        let regex = Self.pack("parameters: { p: { default: '*' } }", "  - { id: t, key: { regex: '^{p}t$' } }")
        #expect(complaints(regex).first?.contains("so `p` cannot have a `*` in it") == true)
    }

    @Test func `a parameter that a pack has not is an error`() {
        let text = Self.pack("parameters: { prefix: { default: x } }")
        #expect(throws: RuleError.self) { try RulePack(text: text, file: "t.yaml", parameters: ["perfix": "y"]) }
    }

    @Test func `an example that does not hold is reported`() {
        let example = "examples: [{ key: 'x:alice', value: alice, rule: a, stays: [alice], gone: ['x:'], opens: json }]"
        #expect(
            complaints(Self.pack(example)) == []
                && packComplaints(Self.pack(example)) == [
                    "t.yaml:3:12: error: `x:alice` should keep `alice`",
                    "t.yaml:3:12: error: `x:alice` should not keep `x:`",
                    "t.yaml:3:12: error: `x:alice` should be opened as `json`, but is not",
                ])
        let taken = "examples: [{ key: 'y:1', rule: a }, { key: 'x:1', rule: none }]"
        #expect(
            packComplaints(Self.pack(taken)) == [
                "t.yaml:3:12: error: `y:1` should be taken by `a`, but no rule takes it",
                "t.yaml:3:37: error: `x:1` should be taken by no rule, but `a` takes it",
            ])
    }

    private func packComplaints(_ text: String) -> [String] {
        do {
            return try RuleSet(packs: [RulePack(text: text, file: "t.yaml")]).packExampleFailures().map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `the first pack that lists a name decides, however it is written`() throws {
        let first = "pack: first\nversion: 1\nnames: { email: [user_mail] }\n"
        let second = "pack: second\nversion: 1\nnames: { opaque: [userMail, pin_code] }\n"
        let rules = try RuleSet(packs: [
            RulePack(text: first, file: "a.yaml"), RulePack(text: second, file: "b.yaml"),
        ])
        for name in ["user_mail", "userMail", "USER-MAIL", "usermail"] {
            #expect(rules.named.kind(of: Array(name.utf8).span) == .email)
        }
        #expect(rules.named.kind(of: Array("PinCode".utf8).span) == .opaque)
        #expect(rules.named.kind(of: Array("pin".utf8).span) == nil)
        #expect(rules.named.kind(of: Array("_-".utf8).span) == nil)
    }

    @Test func `what a rule says of a field comes before its name`() throws {
        let rules = try ruleSet(
            "  - { id: a, key: x, fields: { pin: digits, '*': detect } }\n  - { id: b, key: y, fields: { '*': text } }")
        let named = NamedKinds([("pin", .opaque), ("mail", .email)])
        let (first, second) = (rules.rules[0].treatment.fields, rules.rules[1].treatment.fields)
        #expect(first.treatment(of: Array("pin".utf8).span, named: named) == (.kind(.digits), true))
        #expect(first.treatment(of: Array("mail".utf8).span, named: named) == (.kind(.email), true))
        #expect(second.treatment(of: Array("mail".utf8).span, named: named) == (.kind(.text), false))
    }

    @Test func `coarse rules have no neighbourhoods`() throws {
        let rules = try ruleSet(
            "  - { id: a, key: x, fields: { d: date, s: date-shift, e: epoch, l: latitude, j: { json: { a.b: date } }, '*': number-noise } }"
        )
        let fields = rules.coarsened().rules[0].treatment.fields
        func kind(_ name: String) -> String { fields.treatment(of: Array(name.utf8).span).name }
        #expect(
            ["d", "s", "e", "l", "j", "z"].map(kind) == [
                "date-year", "date-year", "integer", "decimal", "json { a.b: date-year }", "decimal",
            ])
    }
}

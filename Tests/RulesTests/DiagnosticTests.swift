import Testing

@testable import Rules

/// Every diagnostic, with the place it points at.
struct DiagnosticTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var rules: String
        var expected: [String]
        var testDescription: String { name }

        init(_ name: String, _ rules: String, _ expected: String...) {
            self.name = name
            self.rules = rules
            self.expected = expected
        }
    }

    private static let patternCases = [
        Case(
            "unknown rule key", "  - { id: a, key: x, fieldz: {} }",
            "t.yaml:5:22: error: a rule has no key `fieldz`; did you mean `fields`?"),
        Case(
            "unknown kind in a template", #"  - { id: a, key: "x:{y:emial}" }"#,
            "t.yaml:5:25: error: there is no kind `emial`; did you mean `email`?"),
        Case(
            "open placeholder", #"  - { id: a, key: "x:{y" }"#,
            "t.yaml:5:22: error: this `{` is not closed; write `{{` for a literal one"),
        Case(
            "lone closing brace", #"  - { id: a, key: "é:y}" }"#,
            "t.yaml:5:23: error: this `}` closes nothing; write `}}` for a literal one"),
        Case(
            "placeholder without kind", "  - { id: a, key: 'x:{digits}' }",
            "t.yaml:5:22: error: write a variable part as {name:kind}"),
        Case("two stars", "  - { id: a, key: 'x:**' }", "t.yaml:5:22: error: write one `*`, not two"),
        Case(
            "kind not injective in a key", "  - { id: a, key: 'x:{y:text}' }",
            "t.yaml:5:19: error: `{y:text}` cannot be `text`: two different values could be masked alike, and one "
                + "would be lost"),
        Case(
            "json in a key", "  - { id: a, key: 'x:{y:json}' }",
            "t.yaml:5:19: error: `{y:json}` cannot be `json`: a name is not a document"),
        Case(
            "regex not anchored", "  - { id: a, key: { regex: 'x:y' } }",
            "t.yaml:5:29: error: begin the regex with `^`: it has to speak of the whole key",
            "t.yaml:5:31: error: end the regex with `$`: it has to speak of the whole key"),
        Case(
            "only one branch anchored", "  - { id: a, key: { regex: '^x|y$' } }",
            "t.yaml:5:29: error: begin the regex with `^`: it has to speak of the whole key",
            "t.yaml:5:33: error: end the regex with `$`: it has to speak of the whole key"),
        Case(
            "class outside of groups", "  - { id: a, key: { regex: '^x:[0-9]+$' } }",
            "t.yaml:5:32: error: this part of the key is neither written out nor in a group that `mask` lists"),
        Case(
            "group not listed", "  - { id: a, key: { regex: '^x:(?<i>.+)$' } }",
            "t.yaml:5:37: error: this part of the key is neither written out nor in a group that `mask` lists"),
        Case(
            "repeated alternation", "  - { id: a, key: { regex: '^x:(?:a|b)+$' } }",
            "t.yaml:5:35: error: this part of the key is neither written out nor in a group that `mask` lists"),
        Case(
            "back-reference outside", #"  - { id: a, key: { regex: '^x:(?<i>.)\1$', mask: { i: hex } } }"#,
            "t.yaml:5:39: error: this part of the key is neither written out nor in a group that `mask` lists"),
        Case(
            "by shape only", "  - { id: a, key: { regex: '^(?<i>[0-9]+:)$', mask: { i: hex } } }",
            "t.yaml:5:29: error: the regex matches by shape only; give it a literal outside of the groups"),
        Case(
            "no such group", "  - { id: a, key: { regex: '^x:(?<sid>.+)$', mask: { sdi: hex, sid: hex } } }",
            "t.yaml:5:54: error: the regex has no group named `sdi`; did you mean `sid`?"),
        Case(
            "kept group without reason", "  - { id: a, key: { regex: '^x:(?<s>.+)$', mask: { s: keep } } }",
            "t.yaml:5:55: error: the group `s` is kept, which needs `because:` with the reason"),
        Case(
            "repeated group", "  - { id: a, key: { regex: '^x(?::(?<s>\\d))+$', mask: { s: digits } } }",
            "t.yaml:5:35: error: the group `s` is repeated, and only its last turn would be masked"),
        Case(
            "nested groups", "  - { id: a, key: { regex: '^x(?<s>a(?<t>.))$', mask: { s: hex, t: hex } } }",
            "t.yaml:5:37: error: the group `t` is inside another group that `mask` lists"),
        Case(
            "group in a look-ahead", "  - { id: a, key: { regex: '^x(?=(?<t>.))y$', mask: { t: hex } } }",
            "t.yaml:5:34: error: the group `t` is inside a look-around"),
        Case(
            "regex that is not closed", "  - { id: a, key: { regex: '^x(y$' } }",
            "t.yaml:5:31: error: this group is not closed"),
        Case(
            "construct that is not supported", "  - { id: a, key: { regex: '^x(*UTF)y$' } }",
            "t.yaml:5:31: error: rules cannot use verbs such as (*UTF)"),
        Case(
            "refused by PCRE2", #"  - { id: a, key: { regex: '^x(?<!a+)$' } }"#,
            "t.yaml:5:31: error: PCRE2 does not accept the regex: lookbehind assertion is not fixed length"),
        Case(
            "no regex", "  - { id: a, key: { mask: {} } }",
            "t.yaml:5:19: error: `key` needs a template, or a mapping with `regex`"),
    ]

    private static let treatmentCases = [
        Case(
            "keep without reason", "  - { id: a, key: x, keep: true }",
            "t.yaml:5:22: error: `keep: true` needs `because:` with the reason"),
        Case(
            "keep and fields", "  - { id: a, key: x, keep: true, because: y, fields: { z: hex } }",
            "t.yaml:5:46: error: `keep: true` keeps the whole value, so `fields` has nothing to say"),
        Case(
            "value kept without reason", "  - { id: a, key: x, value: keep }",
            "t.yaml:5:29: error: `value` is kept, which needs `because:` with the reason"),
        Case(
            "all other fields kept without reason", "  - { id: a, key: x, fields: { '*': keep } }",
            "t.yaml:5:37: error: `*` in `fields` is kept, which needs `because:` with the reason"),
        Case(
            "unknown kind", "  - { id: a, key: x, value: opaqe }",
            "t.yaml:5:29: error: there is no kind `opaqe`; did you mean `opaque`?"),
        Case(
            "members not injective", "  - { id: a, key: x, members: text }",
            "t.yaml:5:31: error: `members` cannot be `text`: two different values could be masked alike, and one "
                + "would be lost"),
        Case(
            "field names not injective", "  - { id: a, key: x, field-names: text }",
            "t.yaml:5:35: error: `field-names` cannot be `text`: two different values could be masked alike, and "
                + "one would be lost"),
        Case(
            "scores", "  - { id: a, key: x, scores: jitter }",
            "t.yaml:5:30: error: `scores: jitter` is not supported yet; scores can only be kept"),
        Case(
            "drop", "  - { id: a, key: x, drop: true }",
            "t.yaml:5:22: error: `drop` is not supported yet; without it the key is masked"),
        Case(
            "unknown codec", "  - { id: a, key: x, value: { phq: {} } }",
            "t.yaml:5:31: error: `value` has no key `phq`; did you mean `php`?"),
        Case(
            "unknown codec in a chain", "  - { id: a, key: x, value: gzip > jsom }",
            "t.yaml:5:36: error: there is no codec `jsom`; did you mean `json`?"),
        Case(
            "two codecs side by side", "  - { id: a, key: x, value: { gzip: json, json: {} } }",
            "t.yaml:5:29: error: `value` can begin with one codec only; what is inside of it stands under it"),
        Case(
            "codec that is not injective", "  - { id: a, key: x, members: gzip > json }",
            "t.yaml:5:31: error: `members` cannot be `gzip > json`: two different values could be masked alike, and "
                + "one would be lost"),
        Case(
            "keep inside a codec", "  - { id: a, key: x, value: { gzip: keep } }",
            "t.yaml:5:37: error: `gzip` in `value` is kept, which needs `because:` with the reason"),
        Case(
            "json path", "  - { id: a, key: x, value: { json: { 'a..b': hex } } }",
            "t.yaml:5:39: error: path `a..b` is not made of names, `*`, `**` and `[*]` joined by dots"),
        Case(
            "field given twice", "  - { id: a, key: x, fields: { 1: hex, '1': hex } }",
            "t.yaml:5:40: error: `1` is given twice in `fields`"),
        Case(
            "star in a field name", "  - { id: a, key: x, fields: { 'a*': hex } }",
            "t.yaml:5:32: warning: names of fields are literal: `a*` is the field of just that name"),
        Case(
            "useless members", "  - { id: a, key: x, type: hash, members: hex }",
            "t.yaml:5:34: warning: `members` has no use for keys of this `type`"),
        Case(
            "wrong types", "  - { id: [], key: [x], keep: 1, fields: 2, because: '' }",
            "t.yaml:5:11: error: `id` has to be a text that is not empty",
            "t.yaml:5:20: error: `key` has to be a text that is not empty",
            "t.yaml:5:31: error: `keep` has to be `true` or `false`",
            "t.yaml:5:42: error: `fields` has to be a mapping",
            "t.yaml:5:54: error: `because` has to be a text that is not empty"),
    ]

    private static let conditionCases = [
        Case(
            "type", "  - { id: a, key: x, type: [hash, lst] }",
            "t.yaml:5:35: error: there is no type `lst`; did you mean `list`?"),
        Case(
            "encoding", "  - { id: a, key: x, encoding: listpak }",
            "t.yaml:5:32: error: there is no encoding `listpak`; did you mean `listpack`?"),
        Case("db", "  - { id: a, key: x, db: -1 }", "t.yaml:5:26: error: `db` has to be the number of a database"),
        Case(
            "ttl", "  - { id: a, key: x, ttl: soon }",
            "t.yaml:5:27: error: `ttl` is `present`, `absent` or a comparison such as `<1h`, with ms, s, m, h, d or w"),
        Case(
            "size", "  - { id: a, key: x, size: 10 }",
            "t.yaml:5:28: error: `size` is a comparison such as `<100` or `>=1k`"),
        Case("impossible", "  - { id: a, key: x, size: '<0' }", "t.yaml:5:28: error: nothing is `<0`"),
        Case(
            "large", "  - { id: a, key: x, ttl: '<99999999999999999w' }", "t.yaml:5:27: error: this number is too large"
        ),
        Case(
            "disjoint", "  - { id: a, key: x, size: ['<5', '>9'] }",
            "t.yaml:5:35: error: no `size` is in all of these ranges"),
    ]

    private static let setCases = [
        Case("no id", "  - { key: x }", "t.yaml:5:5: error: the rule has no `id`"),
        Case("no key", "  - { id: a }", "t.yaml:5:5: error: the rule has no `key`"),
        Case(
            "id given twice", "  - { id: a, key: x }\n  - { id: a, key: y }",
            "t.yaml:6:11: error: another rule has the id `a`, on line 5"),
        Case("rule is no mapping", "  - abc", "t.yaml:5:5: error: a rule has to be a mapping"),
        Case(
            "example does not match", "  - { id: a, key: 'x:*', examples: { match: [y] } }",
            "t.yaml:5:46: error: `y` should be taken by `a`, but its key does not match"),
        Case(
            "example taken by another rule",
            "  - { id: a, key: 'x:1' }\n  - { id: b, key: 'x:*', examples: { match: ['x:1'], miss: 'x:1' } }",
            "t.yaml:6:46: error: `x:1` should be taken by `b`, but `a` takes it first"),
        Case(
            "example does match", "  - { id: a, key: 'x:*', examples: { miss: ['x:y'] } }",
            "t.yaml:5:45: error: `x:y` should not be taken by `a`, but is"),
        Case(
            "shadowed", "  - { id: a, key: 'x:*' }\n  - { id: b, key: 'x:{n:digits}' }",
            "t.yaml:6:5: error: `b` never takes a key: `a` (t.yaml:5) takes every one of them first"),
        Case(
            "matches nothing", "  - { id: a, key: { regex: '^x^y$' } }",
            "t.yaml:5:5: error: the key of `a` matches nothing"),
    ]

    @Test(arguments: patternCases + treatmentCases + conditionCases + setCases)
    func `a mistake is reported at its place`(_ mistake: Case) {
        #expect(complaints(packText(mistake.rules)) == mistake.expected)
    }

    @Test(arguments: [
        ("", "t.yaml:1:1: error: the file is empty"),
        ("- a\n", "t.yaml:1:1: error: a rule pack has to be a mapping"),
        ("pack: a\nversion: 1\nrules: []\n", "t.yaml:3:8: error: `rules` is empty"),
        ("pack: a\nversion: 1\n", "t.yaml:1:1: error: the pack has no `rules:`"),
        ("pack: a\nrules: [ {id: a, key: x} ]\n", "t.yaml:1:1: error: the pack has no `version:`"),
        ("version: 1\nrules: [ {id: a, key: x} ]\n", "t.yaml:1:1: error: the pack has no name; add `pack:`"),
        (
            "pack: a\nversion: 1\nunmatched: kepp\nrules: [ {id: a, key: x} ]\n",
            "t.yaml:3:12: error: there is no policy for unmatched keys `kepp`"
        ),
        (
            "pack: a\nversion: 1\nruels: []\nrules: [ {id: a, key: x} ]\n",
            "t.yaml:3:1: error: a rule pack has no key `ruels`; did you mean `rules`?"
        ),
        (
            "pack: a\nversion: 1\nrules:\n  - {id: a, key: x, id: b}\n",
            "t.yaml:4:6: error: `id` is given twice in one mapping, here for the first time"
        ),
        (
            "pack: a\nversion: 1\nrules:\n  - key: *x\n",
            "t.yaml:4:10: error: not valid YAML: found undefined alias"
        ),
        (
            "pack: a\nrules: [\n", "t.yaml:3:1: error: not valid YAML: did not find expected node content"
        ),
    ])
    func `a broken file is reported at its place`(_ text: String, _ expected: String) {
        #expect(complaints(text) == [expected])
    }

    @Test func `a file that is not UTF-8 is refused`() {
        #expect(throws: RuleError.self) { try RulePack(bytes: [0x70, 0xff], file: "t.yaml") }
    }

    @Test func `all mistakes of a file are reported at once and in order`() {
        let text = packText("  - { id: a, key: 'x:{' }\n  - { id: b, key: y, keep: true, size: 4 }")
        #expect(complaints(text).map { $0.prefix(10) } == ["t.yaml:5:2", "t.yaml:6:2", "t.yaml:6:4"])
    }
}

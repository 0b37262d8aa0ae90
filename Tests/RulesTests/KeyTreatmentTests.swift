import Masking
import Testing

@testable import Rules

struct KeyTreatmentTests {
    private func treatment(_ text: String) throws -> KeyTreatment {
        try ruleSet("  - { id: a, key: x, \(text) }").rules[0].treatment
    }

    @Test func `nothing said means detect`() throws {
        let treatment = try ruleSet("  - { id: a, key: x }").rules[0].treatment
        #expect(treatment == KeyTreatment())
        #expect(treatment.members == .detect && treatment.fieldNames == .structural && !treatment.keepsValue)
    }

    @Test func `fields are found by name`() throws {
        let text = "fields: { name: text, email: email, ward: keep, e: hex, é: digits, '*': opaque }"
        let treatment = try treatment(text)
        for (name, kind) in [
            ("name", Kind.text), ("email", .email), ("ward", .keep), ("e", .hex), ("é", .digits), ("nam", .opaque),
            ("", .opaque), ("emaik", .opaque), ("names", .opaque),
        ] {
            #expect(treatment.treatment(ofField: Array(name.utf8).span) == .kind(kind), "\(name)")
            #expect(treatment.treatment(ofEntryField: Array(name.utf8).span) == .kind(kind), "\(name)")
        }
        #expect(treatment.fields.index(of: Array("ward".utf8).span) >= 0)
        #expect(treatment.fields.index(of: Array("Ward".utf8).span) == -1)
    }

    @Test func `entries of streams can differ from fields`() throws {
        let treatment = try treatment("fields: { a: hex }, entries: { a: digits }, field-names: opaque")
        #expect(treatment.treatment(ofField: [97].span) == .kind(.hex))
        #expect(treatment.treatment(ofEntryField: [97].span) == .kind(.digits))
        #expect(treatment.fieldNames == .opaque)
    }

    @Test func `list elements follow members, or else the value`() throws {
        #expect(try treatment("value: text").elements == .kind(.text))
        #expect(try treatment("value: text, members: hex").elements == .kind(.hex))
        #expect(try treatment("value: text").members == .detect)
    }

    @Test(arguments: [
        ("json > base64 > json", "json { *: base64 > json }"),
        ("{ gzip: { json: { user.email: email, '*': detect } } }", "gzip > json { user.email: email, *: detect }"),
        ("{ base64: detect }", "base64 > detect"), ("php", "php"),
        ("{ msgpack: { '*': opaque } }", "msgpack { *: opaque }"),
        ("{ pickle: opaque }", "pickle { *: opaque }"), ("\"prefixed>zlib > php\"", "prefixed > zlib > php"),
        (
            "{ json: { data.command: php, body: 'base64 > json', id: keep } }",
            "json { data.command: php, body: base64 > json, id: keep }"
        ),
        ("base64", "base64"),
    ])
    func `codecs nest in any order`(written: String, name: String) throws {
        #expect(try treatment("value: \(written)").value.name == name)
    }

    @Test func `fields and entries take codecs as values do`() throws {
        let treatment = try treatment("fields: { data: 'zlib > pickle', '*': { base64: text } }")
        #expect(treatment.fields.listed[0].treatment.name == "zlib > pickle")
        #expect(treatment.entries.other == .encoded(.base64, .kind(.text)))
    }

    @Test func `JSON paths are steps, and a lone star comes last`() throws {
        let treatment = try treatment(
            """
            value: { json: { '*': opaque, user.email: email, 'cart[*].sku': keep, '**.token': hex, 'a.*': text,
            '[*][*]': date } }
            """)
        guard case .document(.json, let paths) = treatment.value else {
            Issue.record("no JSON")
            return
        }
        func name(_ text: String) -> DocumentPaths.Path.Step { .name(Array(text.utf8)) }
        #expect(
            paths.paths == [
                .init(steps: [name("user"), name("email")], treatment: .kind(.email)),
                .init(steps: [name("cart"), .element, name("sku")], treatment: .kind(.keep)),
                .init(steps: [.deep, name("token")], treatment: .kind(.hex)),
                .init(steps: [name("a"), .any], treatment: .kind(.text)),
                .init(steps: [.element, .element], treatment: .kind(.date)),
                .init(steps: [.deep, .any], treatment: .kind(.opaque)),
            ])
        #expect(paths.paths.map(written) == ["user.email", "cart[*].sku", "**.token", "a.*", "[*][*]", "*"])
    }

    @Test func `the pack of the design is read`() throws {
        let text = """
            pack: clinic
            version: 3
            for: the clinic's cache
            unmatched: mask
            rules:
              - id: patient-profile
                key: "patient:{mrn:digits}:profile"
                type: hash
                class: phi
                fields: { name: text, email: email, dob: date, ward: keep, "*": opaque }
              - id: session
                key: { regex: '^sess:(?<sid>[0-9a-f]{32})$', mask: { sid: hex } }
                type: string
                value: { json: { user.email: email, "cart[*].sku": keep, "**.token": opaque, "*": detect } }
              - id: flags
                key: "flags:*"
                keep: true
                because: "on/off switches, owner: platform team"
                examples: { match: ["flags:new-ui"], miss: ["flag"] }
            """
        let pack = try RulePack(text: text, file: "clinic.yaml")
        #expect(pack.name == "clinic" && pack.version == "3" && pack.purpose == "the clinic's cache")
        #expect(pack.rules.map(\.id) == ["patient-profile", "session", "flags"])
        #expect(pack.rules[0].sensitivity == "phi")
        #expect(pack.rules[2].treatment.keepsValue)
        #expect(pack.rules[2].mark == SourceMark(file: "clinic.yaml", line: 15, column: 5))
        #expect(try RuleSet(packs: [pack]).exampleFailures().isEmpty)
    }
}

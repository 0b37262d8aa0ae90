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

    @Test func `JSON paths are steps, and a lone star comes last`() throws {
        let treatment = try treatment(
            """
            value: { json: { '*': opaque, user.email: email, 'cart[*].sku': keep, '**.token': hex, 'a.*': text,
            '[*][*]': date } }
            """)
        guard case .json(let paths) = treatment.value else {
            Issue.record("no JSON")
            return
        }
        func name(_ text: String) -> JSONPaths.Path.Step { .name(Array(text.utf8)) }
        #expect(
            paths.paths == [
                .init(steps: [name("user"), name("email")], kind: .email),
                .init(steps: [name("cart"), .element, name("sku")], kind: .keep),
                .init(steps: [.deep, name("token")], kind: .hex), .init(steps: [name("a"), .any], kind: .text),
                .init(steps: [.element, .element], kind: .date), .init(steps: [.deep, .any], kind: .opaque),
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

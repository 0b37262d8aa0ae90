import Masking
import RulePacks
import Testing

@testable import Rules

/// The packs that are shipped with the program.
struct ShippedPackTests {
    static let names = RulePacks.all.map(\.name)

    @Test(arguments: names)
    func `a pack is called what its file is, says what it is for, and has examples that hold`(_ name: String) throws {
        let pack = try #require(RulePacks.named(name)).read()
        #expect(pack.name == name)
        #expect(pack.purpose != nil)
        #expect(!pack.examples.isEmpty)
        #expect(pack.warnings.map(\.description) == [])
        let rules = try RuleSet(packs: [pack])
        #expect(rules.warnings.map(\.description) == [])
        #expect((rules.exampleFailures() + rules.packExampleFailures()).map(\.description) == [])
    }

    @Test(arguments: names)
    func `what a pack keeps has a reason`(_ name: String) throws {
        let pack = try #require(RulePacks.named(name)).read()
        for rule in pack.rules where rule.because == nil {
            #expect(!rule.treatment.keepsValue, "\(rule.id)")
            #expect(!rule.key.variables.contains { $0.kind == .keep }, "\(rule.id)")
            let treatment = rule.treatment
            let fields = [treatment.fields, treatment.entries].flatMap { $0.listed.map(\.treatment) + [$0.other] }
            let all = [treatment.value, treatment.elements, treatment.members] + fields
            #expect(!all.contains(where: Self.keepsSomething), "\(rule.id)")
        }
    }

    private static func keepsSomething(_ treatment: Treatment) -> Bool {
        switch treatment {
        case .kind(let kind): kind == .keep
        case .document(_, let paths): paths.paths.contains { keepsSomething($0.treatment) }
        case .encoded(_, let inner): keepsSomething(inner)
        }
    }

    @Test func `all packs can be stacked`() throws {
        let rules = try RuleSet(packs: RulePacks.all.map { try $0.read() })
        #expect(rules.packs.count == Self.names.count)
        #expect(Set(Self.names).count == Self.names.count)
    }

    @Test(arguments: RulePacks.all.filter { $0.name != "dotnet-data-protection" }.map(\.name))
    func `keys of a framework are told by its own rules`(_ name: String) throws {
        let pack = try #require(RulePacks.named(name)).read()
        guard case .rules(let ids) = pack.applies else { return }
        #expect(!ids.isEmpty)
        let telling = pack.rules.filter { ids.contains($0.id) }
        var counter = KeyCounter(telling)
        for example in pack.examples { counter.add(example.key.span, example.type) }
        #expect(counter.counts.contains { $0 > 0 }, "no example has a key that tells of \(name)")
    }

    @Test(arguments: names)
    func `a sample of a pattern is a key of it`(_ name: String) throws {
        let pack = try #require(RulePacks.named(name)).read()
        for rule in pack.rules {
            let alone = RuleSet(unchecked: [rule])
            for filler in ["q", "7", "f", "%", "\u{1}"] {
                let sample = try #require(rule.key.node.sample(preferring: Array(filler.utf8)), "\(rule.id)")
                var matcher = KeyMatcher(alone)
                #expect(matcher.candidates(for: sample.span) == [0], "\(rule.id): \(printable(sample))")
            }
        }
    }

    @Test func `data protection keys end the run`() throws {
        let rules = try RuleSet(packs: [#require(RulePacks.named("dotnet-data-protection")).read()])
        let facts = KeyFacts(type: .list, db: 0, encoding: .quicklist, ttl: nil, size: 2)
        let index = taker("DataProtection-Keys", in: rules, facts)
        try #require(index >= 0)
        #expect(rules.rules[index].refuses)
    }

    @Test func `a prefix that is chosen takes the place of the standard one`() throws {
        let shipped = try #require(RulePacks.named("bullmq"))
        let rules = try RuleSet(packs: [shipped.read(["prefix": "shop{q}"])])
        #expect(
            taker("shop{q}:mail:meta", in: rules, KeyFacts(type: .hash, db: 0, encoding: .listpack, ttl: nil, size: 1))
                >= 0)
        #expect(taker("shop{q}:mail:wait", in: rules) >= 0)
        #expect(taker("bull:mail:wait", in: rules) == KeyMatcher.unmatched)
        #expect(rules.packs[0].text.hasPrefix("# with prefix=shop{q}\n"))
    }
}

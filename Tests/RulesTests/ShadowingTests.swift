import SeededNumbers
import Testing

@testable import Rules

/// The search for shadowed rules against all short keys over a few bytes.
struct ShadowingTests {
    private static let keys = [
        "a", "b", "a*", "*b", "*a*", "*", "a:*", "{x:hex}", "a{x:hex}", "{x:opaque}:b", "{x:opaque}", "/^[ab]+$/",
        "/^a(?:b|:)?$/", "/^(?:a|b){1,3}$/", "/^[^:]b?$/", "/^:+$/", "/^a(?!b).*$/", "/^(?:ab|ba)*$/", "/^.a.$/",
    ]

    private static let shortKeys: [[UInt8]] = {
        var all: [[UInt8]] = [[]]
        var last = all
        for _ in 1...5 {
            last = last.flatMap { key in Array("ab:0z".utf8).map { key + [$0] } }
            all += last
        }
        return all
    }()

    @Test(arguments: 1...12) func `a shadowed rule takes no short key, and any other rule takes one`(_ seed: UInt64)
        throws
    {
        var generator = SeededGenerator(seed: seed)
        var reportedCount = 0
        for _ in 0..<12 {
            let order = Array(Self.keys.shuffled(using: &generator).prefix(7))
            let set = try ruleSet(keys: order)
            let reported = Set(RuleSet.shadowedRules(set.rules).compactMap { $0.message.split(separator: "`").first })
            var matcher = KeyMatcher(set)
            let taking = Set(Self.shortKeys.map { matcher.match($0.span, stringFacts) })
            for (index, rule) in set.rules.enumerated() {
                // Rules in front that PCRE2 has to confirm are not counted on, so what they shadow goes unreported.
                let isCertain = set.rules[..<index].allSatisfy(\.key.isExact)
                let isReported = reported.contains(Substring(rule.id))
                if isReported { reportedCount += 1 }
                if isReported || isCertain {
                    #expect(isReported != taking.contains(index), "seed \(seed), rule \(rule.id), order \(order)")
                }
            }
        }
        #expect(reportedCount > 0)
    }

    @Test func `what a rule's keys begin with is what is written out`() throws {
        func opening(_ key: String) throws -> String {
            String(decoding: try rule(id: "r", key: key).key.node.opening, as: UTF8.self)
        }
        #expect(try opening("a:{x:hex}:b") == "a:")
        #expect(try opening("*b") == "" && opening("{x:hex}b") == "")
        #expect(try opening("/^ab?c$/") == "a" && opening("/^(?:a|b)c$/") == "")
        #expect(try opening("/^(?i)ab$/") == "" && opening("/^(?<x>ab)c[d]e+$/").hasPrefix("abc"))
    }

    @Test func `a rule is found to be shadowed among many that begin otherwise`() throws {
        var rules = try (0..<3000).map { try rule(id: "r\($0)", key: "kind\($0):{x:hex}:*") }
        rules.append(try rule(id: "last", key: "kind2999:*"))
        rules.append(try rule(id: "late", key: "kind2999:{x:hex}:{y:hex}"))
        let found = ContinuousClock().measure {
            #expect(RuleSet.shadowedRules(rules).map { $0.message.contains("`late` never takes a key") } == [true])
        }
        #expect(found < .seconds(60))
    }

    @Test func `many rules that begin with a star are searched within bounds`() throws {
        let rules = try (0..<40).map { try rule(id: "r\($0)", key: "*:x\($0):*") }
        #expect(RuleSet.shadowedRules(rules).isEmpty)
    }
}

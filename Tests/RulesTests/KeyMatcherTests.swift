import Masking
import Testing

@testable import Rules

struct KeyMatcherTests {
    private static let keys: [(String, String, [String]?)] = [
        ("patient:{mrn:digits}:profile", "patient:0042:profile", ["0042=digits"]),
        ("patient:{mrn:digits}:profile", "patient:x42:profile", nil),
        ("patient:{mrn:digits}:profile", "patient:42:profile:", nil),
        ("s:{{{id:digits}}}:x", "s:{17}:x", ["17=digits"]),
        ("u:{id:opaque}", "u:a:b", ["a:b=opaque"]),
        ("u:{id:opaque}:p", "u:a:b:p", nil),
        ("u:{id:keep}", "u:eu", []),
        ("u:{id:keep}", "u:eu:alice", nil),
        ("u:{r:keep}:{id:hex}", "u:eu:fF0", ["fF0=hex"]),
        ("u:{id:integer}", "u:-5", ["-5=integer"]),
        ("u:{m:email}:x", "u:a.b@c.org:x", ["a.b@c.org=email"]),
        ("u:{m:email}:x", "u:a b@c.org:x", nil),
        ("ip:{a:ipv4}", "ip:10.0.0.255", ["10.0.0.255=ipv4"]),
        ("d:{a:date}", "d:2024-01-02T03:04:05Z", ["2024-01-02T03:04:05Z=date"]),
        ("p:{a:phone}", "p:+49 (0)30-123", ["+49 (0)30-123=phone"]),
        ("b:{a:base64}", "b:aGk_-/==", ["aGk_-/===base64"]),
        ("i:{a:uuid}", "i:123e4567-E89B-12d3-a456-426614174000", ["123e4567-E89B-12d3-a456-426614174000=uuid"]),
        ("i:{a:uuid}", "i:123e4567-e89b-12d3-a456-42661417400", nil),
        ("flags:*", "flags:", []),
        ("flags:*", "flags:new\nui", [#"new\x0aui=structural"#]),
        ("*:cart:{n:digits}", "shop:eu:cart:7", ["shop:eu=structural", "7=digits"]),
        (#"/^sess:(?<sid>[0-9a-f]{4})$/"#, "sess:00ff", ["00ff=opaque"]),
        (#"/^sess:(?<sid>[0-9a-f]{4})$/"#, "sess:00ff\n", nil),
        (#"/^a(?:-(?<x>\d+)|\+(?<y>\d+))$/"#, "a+5", ["5=opaque"]),
        (#"/^(?i)user:(?<x>.+)$/"#, "USER:bob", ["bob=opaque"]),
        ("n:{a:decimal}", "n:-12.50e+3", ["-12.50e+3=decimal"]),
    ]

    @Test(arguments: keys)
    func `a key is taken and its parts are found`(_ pattern: String, _ key: String, _ expected: [String]?) throws {
        #expect(try parts(key, in: ruleSet(keys: [pattern])) == expected)
    }

    @Test func `the first rule in order decides`() throws {
        let rules = try ruleSet(keys: ["x:1", #"/^x:(?<d>\d+)(?<!5)$/"#, "x:{h:hex}", "*"])
        #expect(["x:1", "x:2", "x:15", "x:f", "y", ""].map { taker($0, in: rules) } == [0, 1, 2, 2, 3, 3])
    }

    @Test func `conditions are asked in order`() throws {
        let rules = try ruleSet(
            """
              - { id: a, key: "x:*", type: [hash, zset], size: [">=10", "<1k"] }
              - { id: b, key: "x:*", db: [3, 1] }
              - { id: c, key: "x:*", encoding: int, ttl: absent }
              - { id: d, key: "x:*", ttl: "<1h" }
              - { id: e, key: "x:*", ttl: present }
            """)
        func index(_ type: KeyType, _ db: Int, _ encoding: KeyEncoding, _ ttl: Int64?, _ size: UInt64) -> Int {
            taker("x:y", in: rules, KeyFacts(type: type, db: db, encoding: encoding, ttl: ttl, size: size))
        }
        #expect(index(.hash, 1, .listpack, nil, 10) == 0)
        #expect(index(.hash, 1, .listpack, nil, 1_000) == 1)
        #expect(index(.set, 3, .intset, nil, 10) == 1)
        #expect(index(.string, 0, .int, nil, 10) == 2)
        #expect(index(.string, 0, .int, 3_599_999, 10) == 3)
        #expect(index(.string, 0, .int, -7, 10) == 3)
        #expect(index(.string, 0, .int, 3_600_000, 10) == 4)
        #expect(index(.string, 0, .raw, nil, 10) == KeyMatcher.unmatched)
    }

    @Test func `a key that no rule takes is one structural part`() {
        var matcher = KeyMatcher(.empty)
        let key = Array("user:42".utf8)
        #expect(matcher.match(key.span, stringFacts) == KeyMatcher.unmatched)
        #expect(matcher.captures(of: KeyMatcher.unmatched, in: key.span) == 1)
        #expect(matcher.capture(0) == (0..<7, .structural))
        #expect(matcher.match([UInt8]().span, stringFacts) == KeyMatcher.unmatched)
    }

    @Test func `a rule that PCRE2 cannot decide within its limits is undecided`() throws {
        let rules = try ruleSet(keys: [#"/^x:(?<v>(?:a+)+)(?<!a)$/"#, "x:*"])
        var matcher = KeyMatcher(rules)
        let key = Array("x:\(String(repeating: "a", count: 60))".utf8)
        #expect(matcher.match(key.span, stringFacts) == KeyMatcher.undecided)
        #expect(matcher.captures(of: KeyMatcher.undecided, in: key.span) == KeyMatcher.undecided)
        #expect(matcher.captures(of: 0, in: key.span) == KeyMatcher.undecided)
        #expect(matcher.match(Array("x:b".utf8).span, stringFacts) == 1)
        #expect(rules.explain(key: key, facts: nil).rule == nil)
    }

    @Test func `a regular regex cannot hang on a key it does not match`() throws {
        let rules = try ruleSet(keys: [#"/^x:(?<v>(?:a+)+)$/"#])
        #expect(taker("x:\(String(repeating: "a", count: 5_000))!", in: rules) == KeyMatcher.unmatched)
    }

    @Test func `a pattern too large for the automaton is left to PCRE2`() throws {
        let rules = try ruleSet(keys: [#"/^x:(?<v>[ab]{2,6000})$/"#, "x:*"])
        #expect(!rules.automaton.isExact[0])
        #expect(taker("x:abab", in: rules) == 0)
        #expect(taker("x:a", in: rules) == 1)
    }

    @Test func `long keys are matched`() throws {
        let rules = try ruleSet(keys: ["{a:opaque}-{b:digits}", #"/^z(?<w>(?:x|y)+)!$/"#])
        let long = String(repeating: "a-", count: 100_000)
        #expect(try parts("\(long)7", in: ruleSet(keys: ["{a:opaque}-{b:digits}"]))?.count == 2)
        #expect(parts("z\(String(repeating: "xy", count: 100_000))!", in: rules)?.count == 1)
    }
}

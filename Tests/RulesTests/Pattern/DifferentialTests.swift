import SeededNumbers
import Testing

@testable import Rules

/// The automaton against PCRE2 itself, over random keys and random expressions.
struct DifferentialTests {
    private static let keys = [
        "user:{id:digits}", "user:{id:integer}:profile", "s:{{{id:hex}}}", "{a:opaque}:{b:email}", "*:cart:*",
        "ip:{a:ipv4}:{d:date}", "u:{a:uuid}", "{p:phone}-{b:base64}", "x:{k:keep}:*", "cache:{k:detect}",
        #"/^sess:(?<sid>[0-9a-f]{8,12})$/"#, #"/^(?:a|b|ab){1,3}:(?<t>.*)$/"#, #"/^(?i)U[:\-]?(?<n>\w+)$/"#,
        #"/^(?<a>[^:]+):(?<b>\d{2,})(?::(?<c>\S+))?$/"#, #"/\Aq(?:[[:alpha:]]|\x2e|[\d.-])+z?\z/"#,
        #"/^x(?=1)(?<v>\d+)$/"#, #"/^(?<w>a+)b\1$/"#, #"/^k:(?<v>(?>a+)b?)$/"#, #"/^\bu.*\b$/"#, #"/^a++b$|^c$/"#,
        #"/^(?:a*)*(?:b?){2}$/"#, #"/^$/"#, #"/^[^\W_]{3}$/"#, #"/^\Qa.b\E+$/"#, #"/^(?<x>.(?:(?&x)|)z)$/"#,
    ]

    private static let pieces = [
        "user:", "u:", "a", "b", "ab", "x", "x1", ":", "-", "_", ".", "q", "z", "sess:", "0", "1", "42", "deadbeef",
        "s:",
        "{", "}", "@", "a@b.c", "10.0.0.1", "ip:", "2024-01-01", "profile", "cart", ":cart:", "k:", "\n", "é", "U", "+",
        "c",
        "123e4567-e89b-12d3-a456-426614174000", "cache:", " ", "a.b",
    ]

    @Test(arguments: 1...20) func `automaton and PCRE2 agree on random keys`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let order = Self.keys.shuffled(using: &generator)
        let set = try ruleSet(keys: order)
        // A small limit makes the automaton forget its states again and again.
        var matcher = KeyMatcher(set, stateLimit: seed % 2 == 0 ? 8_192 : 12)
        let workspace = PCRE2Workspace()
        let oracles = try set.rules.map { try PCRE2Pattern($0.key.pattern, workspace) }
        var takenCount = 0
        for _ in 0..<600 {
            let key = Self.key(&generator)
            let expected = oracles.firstIndex { $0.match(key.span) == .match } ?? KeyMatcher.unmatched
            let actual = matcher.match(key.span, stringFacts)
            #expect(actual == expected, "seed \(seed), key `\(printable(key))`, order \(order)")
            let all = oracles.indices.filter { oracles[$0].match(key.span) == .match }
            #expect(matcher.candidates(for: key.span) == all, "seed \(seed), key `\(printable(key))`")
            if actual >= 0 {
                takenCount += 1
                #expect(matcher.captures(of: actual, in: key.span) >= 0, "seed \(seed), key `\(printable(key))`")
            }
        }
        #expect(takenCount > 20)
        #expect((matcher.resetCount > 0) == (seed % 2 == 1))
    }

    @Test(arguments: 1...40) func `automaton and PCRE2 agree on random expressions`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed &* 7919)
        let workspace = PCRE2Workspace()
        var takenCount = 0
        for _ in 0..<40 {
            let text = "^\(Self.expression(3, &generator))$"
            let set = try ruleSet(keys: ["/\(text)/"])
            let oracle = try PCRE2Pattern(Array(text.utf8), workspace)
            var matcher = KeyMatcher(set)
            for _ in 0..<60 {
                let count = Int.random(in: 0...7, using: &generator)
                let key = (0..<count).map { _ in Array("aAbB0:".utf8).randomElement(using: &generator) ?? 0 }
                let outcome = oracle.match(key.span)
                guard outcome != .undecided else { continue }
                let isTaken = matcher.match(key.span, stringFacts) == 0
                takenCount += isTaken ? 1 : 0
                #expect(isTaken == (outcome == .match), "seed \(seed), /\(text)/, key `\(printable(key))`")
            }
        }
        #expect(takenCount > 20)
    }

    private static func key(_ generator: inout SeededGenerator) -> [UInt8] {
        let count = Int.random(in: 0...6, using: &generator)
        return (0..<count).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
    }

    private static func expression(_ depth: Int, _ generator: inout SeededGenerator) -> String {
        let leaf = [
            "a", "b", "0", ":", ".", "[ab]", "[^a0]", #"\d"#, #"\W"#, #"\x61"#, "[[:alpha:]]", "", "^", "$", #"\b"#,
        ]
        let quantifiers = ["*", "+", "?", "*?", "{2}", "{1,3}", "{2,}"]
        guard depth > 0 else { return leaf.randomElement(using: &generator) ?? "" }
        func next() -> String { expression(depth - 1, &generator) }
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: return "(?:\(next())|\(next()))"
        case 1: return "(\(next()))"
        case 2: return "(?:\(next()))" + (quantifiers.randomElement(using: &generator) ?? "")
        case 3: return "(?i:\(next()))"
        case 4: return "(?i)\(next())"
        case 5: return "(?\(["=", "!", ">"].randomElement(using: &generator) ?? "=")\(next()))"
        case 6: return next()
        default: return next() + next()
        }
    }
}

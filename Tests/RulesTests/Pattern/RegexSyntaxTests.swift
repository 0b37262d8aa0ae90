import Testing

@testable import Rules

struct RegexSyntaxTests {
    @Test(arguments: [
        ("a)", 1), ("(a", 0), ("[a", 0), ("*a", 0), ("a{3,2}", 1), ("a{,2}", 1), ("a{x", 1), (#"\"#, 0), (#"a\y"#, 1),
        ("(?x)a", 0), ("(?|a)", 0), ("(?#a)", 0), ("(*ACCEPT)", 0), (#"\Ka"#, 0), (#"\R"#, 0), (#"\Z"#, 0),
        (#"\p{L}"#, 0),
        ("(?(1)a)", 0), ("[z-a]", 1), (#"[a-\d]"#, 1), (#"[\d-z]"#, 1), ("[[.a.]]", 1), ("[[:foo:]]", 1),
        ("(?<a>x)(?<a>y)", 7), (#"\x{100}"#, 0), (#"\xg"#, 0), ("a{70000}", 1), (#"\10"#, 0), (#"\0"#, 0),
    ])
    func `what rules cannot use is refused at its place`(_ pattern: String, _ offset: Int) {
        let failure = #expect(throws: RegexSyntax.Failure.self) { try RegexSyntax.parse(Array(pattern.utf8)) }
        #expect(failure?.offset == offset)
    }

    @Test(arguments: [
        (#"a|b*?(?:c){2}"#, true), (#"a++"#, false), (#"(?>a)"#, false), (#"\bx"#, false), (#"(a)\1"#, false),
        (#"(?<n>a)\k<n>"#, false), (#"(?<n>a)\g{n}"#, false), (#"(a)(?1)"#, false), (#"(?R)"#, false),
        (#"(?!a)b"#, false),
        (#"(?<=a)b"#, false), (#"(?P<n>a)(?P=n)"#, false), (#"(?P<n>a)(?P>n)"#, false), (#"(?'n'a)"#, true),
        (#"a{2,}"#, true),
        (#"(?i-i:a)"#, true), (#"\Q(\E"#, true),
    ])
    func `it is known what an automaton can decide`(_ pattern: String, _ isExact: Bool) throws {
        #expect(try RegexSyntax.parse(Array(pattern.utf8)).isExact == isExact)
    }

    @Test func `deep nesting is refused`() {
        let pattern = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
        #expect(throws: RegexSyntax.Failure.self) { try RegexSyntax.parse(Array(pattern.utf8)) }
    }
}

import Foundation
import Testing

@testable import Masking

struct JSONMaskingTests {
    static let seed: UInt64 = 0x5EED_0004

    private func parsed(_ bytes: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
    }

    /// Checks that the leaves of two parsed documents correspond.
    private func compare(_ old: Any, _ new: Any, _ masker: inout Masker) {
        if let old = old as? [Any], let new = new as? [Any] {
            #expect(old.count == new.count)
            for (old, new) in zip(old, new) { compare(old, new, &masker) }
        } else if let old = old as? [String: Any], let new = new as? [String: Any] {
            #expect(old.count == new.count)
            for (name, value) in old {
                let masked = masker.masked(.structural, name)
                if let other = new[masked] {
                    compare(value, other, &masker)
                } else {
                    Issue.record("no member \(masked)")
                }
            }
        } else if let old = old as? String, let new = new as? String {
            #expect(masker.masked(.detect, old) == new, "\(old)")
        }
    }

    @Test func `a document stays a document with the same structure, and its strings mask as they do alone`() throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        for _ in 0..<4000 {
            let document = Array(generator.document().utf8)
            let masked = masker.masked(.json, document)
            guard let old = parsed(document), let new = parsed(masked) else {
                Issue.record("seed \(Self.seed): \(String(decoding: document, as: UTF8.self)) does not parse")
                return
            }
            compare(old, new, &masker)
            #expect(masked == masker.masked(.detect, document))
        }
    }

    @Test func `integers mask as integers, and other numbers keep their format`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.json, "[-5, 48213, 0, -0, 1.50, -2e10, 123456789012345678901]")
        let parts = masked.dropFirst().dropLast().split(separator: ", ")
        #expect(parts[0] == "\(masker.masked(-5))" && parts[1] == "\(masker.masked(48213))")
        #expect(parts[2] == "0" && parts[3] == "-0" && parts[4].count == 4 && parts[4].dropFirst().hasPrefix("."))
        #expect(
            parts[5].hasPrefix("-") && parts[5].hasSuffix("e10") && parts[6].count == 21 && !parts[6].hasPrefix("0"))
    }

    @Test func `escapes stay what they are`() throws {
        var masker = try testMasker()
        let text = #"["\u00e9t\u00C9 \n\"q\"\/\ud83d\ude00 \ud801\udc00 \ud83d x \u0041\u0001z"]"#
        let masked = masker.masked(.json, text)
        let pattern =
            #"^\["\\u[0-9a-f]{4}[a-z]\\u[0-9A-F]{4} \\n\\"[a-z]\\"\\/\\ud83d\\ude00 \\u[0-9a-f]{4}\\u[0-9a-f]{4} \\ud83d [a-z] \\u[0-9a-f]{4}\\u0001[a-z]"\]$"#
        #expect(masked.range(of: pattern, options: .regularExpression) != nil, "\(masked)")
        #expect(masker.masked(.json, #"["\u006aane.d\u006fe@ex\u0061mple.org"]"#).contains("@"))
    }

    @Test func `every truncation of a document is masked without a trap, and no leaf survives`() throws {
        var masker = try testMasker()
        let leaves = ["jane.doe@example.org", "10000001", "Wexford", "5f3e2a1b9c8d", "4155550100", "zqxwv"]
        let text = Array(
            #"{"user":{"email":"jane.doe@example.org","id":10000001,"zqxwv":["Wexford",{"a":"5f3e2a1b9c8d\n\u0041"}],"x":"{\"t\":\"4155550100\"}"}}"#
                .utf8)
        for kind in [Kind.json, .detect] {
            for count in 1...text.count {
                let masked = String(decoding: masker.masked(kind, Array(text.prefix(count))), as: UTF8.self)
                for leaf in leaves { #expect(!masked.contains(leaf), "\(count)") }
            }
        }
    }

    @Test(arguments: [1, 100, 500, 1000, 1024, 1025, 100_000])
    func `deep nesting is no trouble`(depth: Int) throws {
        var masker = try testMasker()
        let text = String(repeating: "[", count: depth) + "\"secret\"" + String(repeating: "]", count: depth)
        let masked = masker.masked(.detect, text)
        #expect(masked.count == text.count && !masked.contains("secret"))
        if depth <= 500 { #expect(parsed(Array(masked.utf8)) != nil) }
    }

    @Test func `documents in strings in strings are masked as documents`() throws {
        var masker = try testMasker()
        var text = #"{"email":"jane.doe@example.org"}"#
        var expected = masker.masked(.detect, text)
        for _ in 0..<7 {
            func quoted(_ text: String) -> String {
                "[\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"]"
            }
            (text, expected) = (quoted(text), quoted(expected))
            #expect(masker.masked(.detect, text) == expected)
        }
    }

    @Test func `several documents behind each other are documents`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.detect, "{\"id\":17}\n{\"id\":18}\n")
        #expect(masked == "{\"id\":\(masker.masked(17))}\n{\"id\":\(masker.masked(18))}\n")
    }

    @Test(arguments: [
        "{", "[]]", "[1,]", "{\"a\"}", "{\"a\":}", "[01]", "[1 2]", "[tru]", "{]", "[\"\\x\"]", "[\"a]", "[\u{1}]",
        "{1:2}", "[,1]", "[+1]", "[1.]", "[\"\n\"]",
    ])
    func `what is no document is not taken for one`(text: String) {
        #expect(detected(Array(text.utf8)) != .json)
    }
}

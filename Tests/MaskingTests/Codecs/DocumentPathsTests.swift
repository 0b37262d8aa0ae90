import Testing

@testable import Masking

struct DocumentPathsTests {
    private func steps(_ path: String) -> [DocumentPaths.Path.Step] {
        path.split(separator: ".").flatMap { part -> [DocumentPaths.Path.Step] in
            if part == "**" { return [.deep] }
            if part == "*" { return [.any] }
            if part.hasSuffix("[*]") { return [.name(Array(part.dropLast(3).utf8)), .element] }
            return [.name(Array(part.utf8))]
        }
    }

    private func masked(_ text: String, _ paths: [(String, Kind)]) throws -> String {
        var masker = try testMasker()
        return masker.masked(
            by: .document(
                .json, DocumentPaths(paths.map { .init(steps: steps($0.0), treatment: .kind($0.1)) })), text)
    }

    @Test func `a path reaches its leaf only`() throws {
        let masked = try masked(#"{"user":{"email":"zqxwv"},"email":"zqxwv"}"#, [("user.email", .keep)])
        #expect(masked.hasPrefix(#"{"user":{"email":"zqxwv"},"email":""#))
        #expect(!masked.hasSuffix(#""email":"zqxwv"}"#))
    }

    @Test func `a path reaches every element`() throws {
        let masked = try masked(#"{"cart":[{"sku":"zqxwv"},{"sku":"vwxqz"}]}"#, [("cart[*].sku", .keep)])
        #expect(masked == #"{"cart":[{"sku":"zqxwv"},{"sku":"vwxqz"}]}"#)
    }

    @Test func `two stars reach any depth`() throws {
        let text = #"{"token":"zqxwv","session":[{"token":"zqxwv"}]}"#
        #expect(try masked(text, [("**.token", .keep)]) == text)
    }

    @Test func `one star reaches one level`() throws {
        let masked = try masked(#"{"id":"zqxwv","user":{"id":{"id":"zqxwv"}}}"#, [("*", .keep)])
        #expect(masked == #"{"id":"zqxwv","user":{"id":{"id":"zqxwv"}}}"#, "what a container is given, its leaves have")
        let second = try self.masked(#"{"id":"zqxwv","user":{"id":"zqxwv"}}"#, [("*.id", .keep)])
        #expect(!second.hasPrefix(#"{"id":"zqxwv""#) && second.hasSuffix(#"{"id":"zqxwv"}}"#))
    }

    @Test func `leaves inherit from the nearest container, and the first path that reaches one decides`() throws {
        let text = #"{"user":{"name":"zqxwv","email":"zqxwv"}}"#
        let masked = try masked(text, [("user", .keep), ("user.email", .opaque)])
        #expect(masked.hasPrefix(#"{"user":{"name":"zqxwv","email":""#) && masked != text)
        #expect(try self.masked(text, [("user.email", .keep), ("**", .keep)]) == text)
        #expect(try self.masked(text, [("**.email", .keep), ("user.email", .opaque), ("user.name", .keep)]) == text)
        #expect(try self.masked(text, [("user.email", .opaque), ("**.email", .keep), ("user.name", .keep)]) != text)
    }

    @Test func `numbers are kept where a path says so, and behind nested containers paths go on`() throws {
        let text = #"{"a":[[1],{"zq":22222}],"id":33333,"b":44444}"#
        let masked = try masked(text, [("a", .keep), ("b", .keep)])
        #expect(masked.hasPrefix(#"{"a":[[1],{"#) && masked.contains(":22222}]") && masked.hasSuffix(#","b":44444}"#))
        #expect(!masked.contains("33333"))
    }

    @Test func `a name with escapes is the name it stands for`() throws {
        let text = #"{"us\u0065r":{"e\u006dail":"zqxwv"}}"#
        #expect(try masked(text, [("user.email", .keep)]) == text)
    }

    @Test func `without paths every leaf is masked`() throws {
        #expect(try !masked(#"{"id":"zqxwv"}"#, []).contains("zqxwv"))
    }

    @Test func `what is no JSON is masked as what it is`() throws {
        var masker = try testMasker()
        #expect(try masked("jane.doe@example.org", [("*", .keep)]) == masker.masked(.detect, "jane.doe@example.org"))
    }

    @Test func `kinds that would write bytes stay text in a document`() throws {
        let masked = try masked(#"{"a":"Jane Doe of Wexford \u0001","b":"Jane Doe of Wexford"}"#, [("**", .binary)])
        #expect(
            masked.utf8.allSatisfy { $0 < 0x80 && $0 >= 0x20 } && !masked.contains("Wexford")
                && masked.contains(#"\u0001""#))
    }

    @Test func `no masked name becomes one that a path names`() throws {
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let text = "{" + letters.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        let masked = try masked(text, [("q", .keep), ("z", .keep)])
        #expect(masked.matches(of: /"([a-z])"/).map { $0.1 }.sorted() == letters.map { Substring(String($0)) })
        #expect(masked.contains("\"q\":1") && masked.contains("\"z\":1"))
    }
}

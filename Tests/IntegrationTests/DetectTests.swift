import Foundation
import Testing

/// `mannequin detect`, from outside.
@Suite(.timeLimit(.minutes(40)))
struct DetectTests {
    private static let text = """
        nothing here
        mail bob@shop.io or call +49 171 1234567
        {"password":"hunter22","order":"4485275742308327"} 2024-05-06

        """

    @Test func `places are printed, and values are not`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(Self.text.utf8), "app.log")
        let table = try MannequinCommand.run(["detect", folder.file("app.log")], in: folder)
        #expect(table.status == 0, "\(table.errors)")
        let list = try MannequinCommand.run(
            ["detect", folder.file("app.log"), "--list", "--confidence", "low"], in: folder)
        let lines = String(decoding: list.output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "2:6  email  high, form, 11 bytes", "2:26  phone  high, form, 15 bytes",
                "3:14  password  high, name nearby, 8 bytes", "3:52  date  low, form, 10 bytes",
            ])
        for outcome in [table, list] {
            let output = String(decoding: outcome.output, as: UTF8.self) + outcome.errors
            for value in ["bob", "shop.io", "1234567", "hunter22", "2024-05"] { #expect(!output.contains(value)) }
        }
    }

    @Test func `the status says whether something was found, where that is asked`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(Self.text.utf8), "app.log")
        try folder.write(Array("nothing at all\n".utf8), "clean.log")
        func status(_ arguments: [String]) throws -> Int32? {
            try MannequinCommand.run(["detect"] + arguments, in: folder).status
        }
        #expect(try status([folder.file("app.log"), "--fail"]) == 1)
        #expect(try status([folder.file("clean.log"), "--fail"]) == 0)
        #expect(try status([folder.file("none.log")]) == 66)
        #expect(try status([folder.file("app.log"), "--json", "--list"]) == 64)
        #expect(try status([folder.file("app.log"), "--confidence", "huge"]) == 64)
    }

    @Test func `the document counts by kind`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array((Self.text + Self.text).utf8), "app.log")
        let outcome = try MannequinCommand.run(["detect", folder.file("app.log"), "--json"], in: folder)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let kinds = try #require(report["kinds"] as? [String: [String: Any]])
        #expect(kinds["email"]?["total"] as? Int == 2)
        #expect(kinds["password"]?["total"] as? Int == 2)
        #expect(kinds["card"] == nil)
        #expect(report["total"] as? Int == 6)
        #expect(report["bytes"] as? Int == 2 * Self.text.utf8.count)
    }

    @Test func `spans of JSON lines count bytes`() throws {
        let folder = try TemporaryFolder()
        let lines = "{\"text\":\"é bob@shop.io\"}\n{\"text\":\"7341234567\",\"name\":\"phone\"}\n{\"text\":\"none\"}\n"
        try folder.write(Array(lines.utf8), "lines.jsonl")
        let outcome = try MannequinCommand.run(["detect", folder.file("lines.jsonl"), "--spans"], in: folder)
        #expect(
            String(decoding: outcome.output, as: UTF8.self) == """
                {"spans":[{"start":3,"end":14,"kind":"email","confidence":"high"}]}
                {"spans":[{"start":0,"end":10,"kind":"phone","confidence":"high"}]}
                {"spans":[]}

                """)
        try folder.write(Array("no JSON, bob@shop.io\n".utf8), "lines.jsonl")
        let bad = try MannequinCommand.run(["detect", folder.file("lines.jsonl"), "--spans"], in: folder)
        #expect(bad.status == 65 && bad.errors.contains("line 1") && !bad.errors.contains("bob"), "\(bad.errors)")
    }

    @Test func `lines are counted across the pieces that a long text is read in`() throws {
        let folder = try TemporaryFolder()
        let line = Array((String(repeating: "lorem ipsum ", count: 10) + "\n").utf8)
        var text: [UInt8] = []
        for _ in 0..<90_000 { text += line }
        try folder.write(text + Array("x bob@shop.io\n".utf8), "long.log")
        let outcome = try MannequinCommand.run(["detect", folder.file("long.log"), "--list"], in: folder)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "90001:3  email  high, form, 11 bytes\n")
    }
}

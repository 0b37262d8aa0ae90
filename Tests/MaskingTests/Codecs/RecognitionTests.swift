import Testing

@testable import Masking

struct RecognitionTests {
    /// The first byte of such a document is its length, and so any mark of another format.
    @Test func `a document of BSON is recognized whatever its length is`() throws {
        var masker = try testMasker()
        for count in 20..<700 {
            // Its length, a string named "nm" with the length of its own, both with a zero behind them.
            let text = [UInt8](repeating: 0x71, count: count - 14)
            let whole = bytes(count) + [2, 0x6E, 0x6D, 0] + bytes(text.count + 1) + text + [0, 0]
            let masked = masker.masked(by: .detect, opening: whole)
            #expect(
                whole.count == count && masked.count == count && masked.prefix(4) == whole.prefix(4) && masked != whole)
            #expect(masker.takeCodecCounts().byName["bson"]?.masked == 1, "\(count) bytes")
        }
    }

    @Test(arguments: [
        (#"user|a:2:{s:2:"id";i:4711;s:5:"email";s:17:"alice@example.com";}"#, "php"),
        (#"cart|i:4;user_name|s:5:"alice";"#, "php"),
        ("name=alice&mail=alice%40example.com", "form"), ("user[name]=alice&user[city]=Z%C3%BCrich+alice", "form"),
    ])
    func `sessions and forms are recognized by their names`(_ value: String, _ codec: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(by: .detect, opening: Array(value.utf8))
        #expect(masker.takeCodecCounts().byName[codec]?.masked == 1)
        let text = String(decoding: masked, as: UTF8.self)
        #expect(masked.count == value.utf8.count && !text.contains("alice") && text != value)
        // What is masked is one again, field by field.
        #expect(NamedValues.format(masked.span) == NamedValues.format(Array(value.utf8).span))
        #expect(
            masked.filter { $0 == 0x3D || $0 == 0x7C }.count == value.utf8.filter { $0 == 0x3D || $0 == 0x7C }.count)
    }

    @Test(arguments: [
        "name=alice", "a=b&c", "a=b&=c", "a=b&c=d&", "a=b c&d=e", "alice|bob", "user|s:9:\"alice\";",
        "c2Vzc2lvbi1pZA==",
        "x=1;y=2", "a|", "N|N", "key=",
    ])
    func `what only resembles them is masked as a whole`(_ value: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(by: .detect, opening: Array(value.utf8))
        #expect(masked.count == value.utf8.count)
        #expect(masker.takeCodecCounts().byName["form"] == nil)
        #expect((masker.takeCodecCounts().byName["php"]?.masked ?? 0) == 0)
    }

    private func bytes(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}

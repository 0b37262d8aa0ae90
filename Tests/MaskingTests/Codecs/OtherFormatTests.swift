import Testing

@testable import Masking

/// Values that are in another format than the rule for them says.
struct OtherFormatTests {
    @Test(arguments: [
        (#"{"a":"alice"}"#, "json"), ("a:1:{i:0;s:5:\"alice\";}", "php"),
        ("eyJhIjoiYWxpY2UiLCJiIjoxMjM0NX0=", "base64"),
    ])
    func `are masked inside all the same, and counted as what they are`(_ value: String, _ codec: String) throws {
        var masker = try testMasker()
        var bytes = Array(value.utf8)
        var span = bytes.mutableSpan
        masker.mask(.document(.msgpack, .none), &span, 0..<span.count, at: .value)
        let counts = masker.takeCodecCounts().byName
        #expect(counts[codec]?.masked == 1, "\(counts)")
        #expect(counts["msgpack"] == nil)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("alice"))
    }

    @Test func `are counted as a whole where nothing is known`() throws {
        var masker = try testMasker()
        var bytes = Array("just words".utf8)
        var span = bytes.mutableSpan
        masker.mask(.document(.msgpack, .none), &span, 0..<span.count, at: .value)
        #expect(masker.takeCodecCounts().byName == ["msgpack": .init(masked: 0, filled: 0, opaque: 1)])
    }
}

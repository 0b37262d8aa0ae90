import Testing

@testable import Masking

struct NameKindTests {
    @Test func `prefixes and separators stay, and identifiers mask as they do in values`() throws {
        var masker = try testMasker()
        let token = "5f3e2a1b9c8d7e6f5f3e2a1b9c8d7e6f"
        #expect(masker.masked(.structural, "session:" + token) == "session:" + masker.masked(.detect, token))
        #expect(masker.masked(.structural, "user:10000001") == "user:\(masker.masked(10_000_001))")
        #expect(
            masker.masked(.structural, "user/jane.doe@example.org|x")
                .hasPrefix("user/" + masker.masked(.detect, "jane.doe@example.org") + "|"))
    }

    @Test func `a hash tag masks alike in every key`() throws {
        var masker = try testMasker()
        func tag(_ key: String) -> Substring? { key.split(separator: "}").first?.split(separator: "{").last }
        let tags = ["user:{zqx77}:cart", "{zqx77}", "ppp{zqx77}.session"].map { tag(masker.masked(.structural, $0)) }
        #expect(Set(tags).count == 1 && tags[0] != "zqx77")
    }

    @Test func `kept words and masked ones never meet`() throws {
        var masker = try testMasker()
        var seen: [[UInt8]: [UInt8]] = [:]
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        // All words of up to three letters, alone and behind a kept word: some of them are structural themselves.
        var words = letters.map { [$0] }
        for _ in 0..<2 {
            words += words.filter { $0.count == words[words.count - 1].count }.flatMap { word in
                letters.map { word + [$0] }
            }
        }
        for word in words {
            for name in [word, Array("session_".utf8) + word, Array("user.".utf8) + word + Array("7".utf8)] {
                let other = seen.updateValue(name, forKey: masker.masked(.structural, name))
                #expect(other == nil, "\(String(decoding: name, as: UTF8.self))")
            }
        }
    }

    @Test func `bytes that are no text gain no separator in a name`() throws {
        var masker = try testMasker()
        var generator = ValueGenerator(seed: 5)
        for _ in 0..<3000 {
            let bytes = generator.bytes(1 + generator.below(60))
            let name = Array("session:".utf8) + bytes
            let masked = masker.masked(.structural, name)
            for (old, new) in zip(name, masked) {
                #expect(NameSeparators.contains(old) == NameSeparators.contains(new))
            }
        }
    }
}

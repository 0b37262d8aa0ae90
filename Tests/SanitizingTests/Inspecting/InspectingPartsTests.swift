import Masking
import Testing

@testable import Sanitizing

struct LifetimeHistogramTests {
    @Test(
        arguments: [
            (-1, "expired"), (0, "expired"), (1, "<1m"), (59_999, "<1m"), (60_000, "<1h"), (3_600_000, "<1d"),
            (86_400_000, "<7d"), (604_800_000, "<30d"), (2_592_000_000, "<1y"), (31_536_000_000, "more"),
        ] as [(Int64, String)])
    func `a lifetime falls into its bucket`(_ lifetime: Int64, _ label: String) {
        for start in [Int64(0), 1_748_779_200_000] {
            var histogram = LifetimeHistogram()
            histogram.add(expiry: start + lifetime, from: start)
            #expect(histogram.buckets.filter { $0.count > 0 } == [.init(label: label, count: 1)])
        }
    }

    @Test
    func `expiries at the ends of time do not overflow`() {
        var histogram = LifetimeHistogram()
        histogram.add(expiry: .min, from: .max)
        histogram.add(expiry: .max, from: .min)
        histogram.addWithoutExpiry()
        #expect(histogram.buckets.filter { $0.count > 0 }.map(\.label) == ["none", "expired", "more"])
        #expect(histogram.expiring == 2)
    }
}

struct PrintableNameTests {
    @Test
    func `nothing but printable ASCII reaches a terminal`() {
        let bytes: [UInt8] = [0x61, 0x22, 0x5C, 0x0A, 0x1B, 0x5B, 0x32, 0x4A, 0x00, 0xC3, 0xA9, 0x7F]
        #expect(PrintableName.text(bytes.span) == #"a\"\\\n\x1b[2J\x00\xc3\xa9\x7f"#)
    }

    @Test
    func `a library is named on its first line`() {
        #expect(PrintableName.ofLibrary(Array("#!lua name=mail\nname=other".utf8).span) == "mail")
        #expect(PrintableName.ofLibrary(Array("#!lua\nname=other".utf8).span) == "")
        #expect(PrintableName.ofLibrary(Array("".utf8).span) == "")
    }
}

struct ServerFactsTests {
    @Test
    func `a version is printed only if it looks like one`() {
        var facts = ServerFacts()
        facts.note("redis-ver", "8.0-rc1")
        #expect(facts.name == "redis" && facts.version == "8.0-rc1")
        for value in ["", "\u{1B}[2J", "7.2 ada@example.com", String(repeating: "1", count: 33)] {
            var facts = ServerFacts()
            facts.note("valkey-ver", value)
            #expect(facts.version == nil && facts.otherFields == 1)
        }
    }
}

struct NameTemplateTests {
    @Test(arguments: [
        ("session:9f86d081884c7d659a2feaa0c55ad015", "session:{hex}"), ("user:4711:profile", "user:{integer}:profile"),
        ("user:ada@example.com", "user:{email}"), ("{user:12}:cart", "{user:{integer}}:cart"), ("", ""), (":::", ":::"),
        ("ada", "{opaque}"), ("user_4711", "user_{integer}"), ("user12", "user{integer}"),
        ("cache.ada-lovelace", "cache.{opaque}-{opaque}"), ("created_at", "created_at"),
    ])
    func `words stay, other parts become their kind`(_ name: String, _ template: String) {
        #expect(Self.template(Array(name.utf8)) == template)
    }

    @Test
    func `a long name has a short template`() {
        let longest = NameTemplate.longest + "…".utf8.count
        for name in [
            String(repeating: ":", count: 5000), String(repeating: "user:", count: 5000),
            String(repeating: "user-", count: 5000), String(repeating: "user-x1-", count: 5000),
        ] {
            let template = Self.template(Array(name.utf8))
            #expect(template.utf8.count == longest && template.hasSuffix("…"))
        }
    }

    private static func template(_ name: [UInt8]) -> String {
        var describer = NameTemplate()
        var bytes = name
        let span = bytes.mutableSpan
        describer.describe(span)
        return String(decoding: describer.bytes, as: UTF8.self)
    }
}

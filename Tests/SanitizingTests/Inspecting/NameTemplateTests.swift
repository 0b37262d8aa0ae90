import Masking
import Testing

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

import Testing

@testable import RedisDump

@Suite struct DumpHeaderTests {
    @Test(arguments: 1...13)
    func `every version of Redis is accepted and written as it was`(_ version: Int) throws {
        let text = "REDIS00" + (version < 10 ? "0" : "") + String(version)
        let header = try Self.header(text)
        #expect(header.family == .redis)
        #expect(header.version == version)
        #expect(header.hasChecksum == (version >= 5))
        #expect(header.text == text)
    }

    @Test func `the version of Valkey 9 is accepted`() throws {
        let header = try Self.header("VALKEY080")
        #expect(header.family == .valkey)
        #expect(header.version == 80)
        #expect(header.hasChecksum)
        #expect(header.text == "VALKEY080")
    }

    @Test(arguments: [
        "REDIS0000", "REDIS0014", "REDIS0015", "REDIS0080", "REDIS9999", "VALKEY000", "VALKEY011", "VALKEY079",
        "VALKEY081", "VALKEY999",
    ])
    func `a version that is not known is refused with its number`(_ text: String) {
        let error = #expect(throws: ReadError.self) { _ = try Self.header(text) }
        #expect(error == ReadError(.unsupportedVersion, at: 0, reading: "", expected: ""))
        #expect(error?.found == UInt64(text.drop { $0.isLetter }))
    }

    @Test(arguments: [
        "redis0011", "Redis0011", "valkey080", "REDIS001x", "REDIS 011", "REDIS-001", "REDIS+001", "REDISOOO1",
        "VALKEY08O", "VALKEYxyz", "\u{1F}\u{8B}xxxxxxx", "REDI\u{0}0011", "VALKE0080", "{\"a\": 12}",
    ])
    func `what is not a magic with digits is not an RDB file`(_ text: String) {
        let bytes = Array(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        let error = #expect(throws: ReadError.self) { _ = try Self.header(bytes) }
        #expect(error?.code == .notAnRDBFile)
        #expect(error?.offset == 0)
    }

    @Test func `a header that ends too early lacks bytes`() {
        let bytes = Array("REDIS0011".utf8)
        for count in 0..<bytes.count {
            let error = #expect(throws: ReadError.self) { _ = try Self.header(Array(bytes.prefix(count))) }
            #expect(error?.code == .truncated)
            #expect(error?.found == UInt64(bytes.count - count))
        }
    }

    private static func header(_ text: String) throws(ReadError) -> DumpHeader { try header(Array(text.utf8)) }

    private static func header(_ bytes: [UInt8]) throws(ReadError) -> DumpHeader {
        var buffer = ByteBuffer()
        buffer.append(bytes.span)
        return try DumpHeader(of: buffer)
    }
}

import RedisDump
import Sanitizing
import Testing

/// Expiries that are moved stay in the range of the format, or the snapshot is refused: a key would be gone otherwise.
struct RebaseTests {
    private static func sanitized(_ expiry: Int64, takenAt: Int64, now: Int64) throws -> [UInt8] {
        var writer = DumpWriter()
        writer.expiry(milliseconds: expiry)
        writer.pair("session:1", "value")
        var options = try InMemory.options()
        options.takenAt = takenAt
        options.rebasesExpiriesTo = now
        return try InMemory.sanitized(writer.finished(), options)
    }

    @Test func `an expiry moves with the clock`() throws {
        let bytes = try Self.sanitized(1_700_000_060_000, takenAt: 1_700_000_000, now: 1_800_000_000_000)
        let opcode = try #require(bytes.firstIndex(of: 0xFC))
        #expect(Array(bytes[opcode + 1..<opcode + 9]) == littleEndian(1_800_000_060_000, 8))
    }

    @Test(
        arguments: [
            (Int64.max, 1_700_000_000), (Int64.max - 5000, 1_700_000_000), (1_700_000_060_000, 9_223_372_036_854_775),
            (1_700_000_060_000, Int64.max), (1_700_000_060_000, Int64.min), (1_700_000_060_000, 9_000_000_000),
        ] as [(Int64, Int64)])
    func `an expiry that would wrap round or fall before 1970 is refused`(expiry: Int64, takenAt: Int64) {
        #expect(throws: SanitizeError.self) {
            try Self.sanitized(expiry, takenAt: takenAt, now: 1_800_000_000_000)
        }
    }
}

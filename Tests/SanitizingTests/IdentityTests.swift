import RedisDump
import Sanitizing
import Testing

/// A rule that keeps everything, with a reason, changes nothing.
struct IdentityTests {
    /// Files with a replication ID: it names a history of the original server, so it is masked whatever the rules say.
    static let replicated: Set = ["cli_rdb", "functions_only", "multidb_expires", "psync-eof", "repl_aux", "types"]

    static func hasReplicationID(_ bytes: [UInt8]) -> Bool {
        let name = Array("\u{7}repl-id".utf8)
        return bytes.indices.dropLast(name.count).contains { bytes[$0] == name[0] && Array(bytes[$0..<$0 + name.count]) == name }
    }

    @Test(arguments: SnapshotFixture.all.filter { !$0.isUnreadable && !$0.isAppendOnlyFile })
    func `keeping everything gives the same bytes`(_ fixture: SnapshotFixture) throws {
        let raw = try fixture.bytes()
        let isFramed = fixture.name.hasSuffix(".bin")
        var expected = raw
        if isFramed {
            // What is written is the file itself, without the frame of the replication stream.
            expected = Array(raw.dropFirst(47).dropLast(40))
        }
        for chunkByteCount in [64, 1 << 20] {
            var options = try InMemory.keepingEverything()
            options.chunkByteCount = chunkByteCount
            let sanitized = try InMemory.sanitized(raw, options)
            guard Self.hasReplicationID(raw) else {
                #expect(sanitized == expected)
                continue
            }
            // Only the 40 digits of the replication ID and the checksum differ.
            #expect(sanitized.count == expected.count)
            let different = zip(sanitized, expected).filter { $0 != $1 }.count
            #expect(different > 0 && different <= 48)
        }
    }

    @Test func `a file that ends without padding gets none, one with zeros keeps them`() throws {
        var writer = DumpWriter()
        writer.pair("key", "value")
        for count in [0, 1, 511, 70_000] {
            let raw = writer.finished() + [UInt8](repeating: 0, count: count)
            #expect(try InMemory.sanitized(raw, InMemory.keepingEverything()) == raw)
        }
    }

    @Test func `a file without a checksum stays without`() throws {
        var writer = DumpWriter()
        writer.pair("someone@somewhere.com", "value")
        let raw = Array(writer.finished().dropLast(8)) + [UInt8](repeating: 0, count: 8)
        let sanitized = try InMemory.sanitized(raw, InMemory.options())
        #expect(sanitized.suffix(8) == raw.suffix(8))
        #expect(sanitized != raw)
    }

    @Test(arguments: SnapshotFixture.all)
    func `the default policy sanitizes a fixture or refuses it clearly`(_ fixture: SnapshotFixture) throws {
        let raw = try fixture.bytes()
        do {
            let sanitized = try InMemory.sanitized(raw, InMemory.options())
            #expect(!fixture.isRefused)
            let plain = fixture.name.hasSuffix(".bin") ? Array(raw.dropFirst(47).dropLast(40)) : raw
            #expect(try SameShape.difference(plain, sanitized) == nil)
            var checksum = CRC64()
            if plain.suffix(8) != [0, 0, 0, 0, 0, 0, 0, 0], plain[8] != 0x31, plain[8] != 0x32, plain[8] != 0x33 {
                checksum.update(sanitized.span.extracting(droppingLast: 8))
                #expect(littleEndian(checksum.value, 8) == Array(sanitized.suffix(8)))
            }
        } catch let error as SanitizeError {
            #expect(fixture.isRefused, "\(error)")
            #expect(!"\(error)".isEmpty && error.offset > 0)
        } catch let error as ReadError {
            #expect(fixture.isRefused, "\(error)")
        }
    }
}

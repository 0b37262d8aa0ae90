import RedisDump
import Sanitizing
import Testing

/// A rule that keeps everything, with a reason, changes nothing.
struct IdentityTests {
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
            let sanitized = try OneThread.sanitized(raw, options)
            #expect(sanitized == expected, "chunk \(chunkByteCount)")
        }
    }

    @Test func `a replication ID is masked even then, unless identifiers are kept`() throws {
        let raw = try SnapshotFixture(name: "repl_aux.rdb9.redis-6.2.16.rdb").bytes()
        var options = try InMemory.keepingEverything()
        options.identifiers = .mask
        let sanitized = try InMemory.sanitized(raw, options)
        #expect(sanitized.count == raw.count)
        // 40 digits, and the checksum.
        let different = zip(sanitized, raw).filter { $0 != $1 }.count
        #expect(different > 30 && different <= 48)
    }

    @Test func `a file that ends without padding gets none, one with zeros keeps them`() throws {
        var writer = DumpWriter()
        writer.pair("key", "value")
        for count in [0, 1, 511, 70_000] {
            let raw = writer.finished() + [UInt8](repeating: 0, count: count)
            #expect(try OneThread.sanitized(raw, InMemory.keepingEverything()) == raw)
        }
    }

    @Test func `a file without a checksum stays without`() throws {
        var writer = DumpWriter()
        writer.pair("someone@somewhere.com", "value")
        let raw = Array(writer.finished().dropLast(8)) + [UInt8](repeating: 0, count: 8)
        let sanitized = try OneThread.sanitized(raw, InMemory.options())
        #expect(sanitized.suffix(8) == raw.suffix(8))
        #expect(sanitized != raw)
    }

    @Test(arguments: SnapshotFixture.all)
    func `the default policy sanitizes a fixture or refuses it clearly`(_ fixture: SnapshotFixture) throws {
        let raw = try fixture.bytes()
        do {
            let sanitized = try OneThread.sanitized(raw, InMemory.options())
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

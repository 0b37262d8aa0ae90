import SeededNumbers
import RedisDump
import Testing

@testable import Sanitizing

/// The output depends on input, rules and key, and on nothing else.
struct DeterminismTests {
    static let fixtures = SnapshotFixture.all.filter { !$0.isRefused }

    @Test(arguments: fixtures)
    func `where the chunks are cut does not change a byte`(_ fixture: SnapshotFixture) throws {
        let bytes = try fixture.bytes()
        let expected = try OneThread.sanitized(bytes, InMemory.options())
        for (chunkByteCount, steps) in [(64, []), (257, [11, 5000, 2]), (4096, [])] as [(Int, [Int])] {
            let options = try InMemory.options(chunkByteCount: chunkByteCount)
            let other = try OneThread.sanitized(bytes, options, steps: steps)
            #expect(other == expected, "chunk \(chunkByteCount)")
        }
    }

    @Test(arguments: [
        "types.rdb13.redis-8.6.3.rdb", "types_compact.rdb2.redis-2.4.18.rdb", "streams.rdb80.valkey-9.1.2.rdb",
        "hash_ttl.rdb13.redis-8.6.3.rdb", "psync-eof.rdb11.redis-7.2.6.bin",
    ])
    func `workers, chunk size and the kind of source do not change a byte`(_ name: String) throws {
        let bytes = try SnapshotFixture(name: name).bytes()
        let expected = try InMemory.sanitized(bytes, InMemory.options(jobs: 1))
        let ways: [(jobs: Int, chunk: Int, steps: [Int])] = [
            (1, 64, []), (2, 64, [1, 7, 3]), (2, 257, []), (3, 257, [11, 5000, 2]), (2, 4096, [4095]),
            (3, 1 << 20, [1 << 14, 1]),
        ]
        for way in ways {
            let options = try InMemory.options(jobs: way.jobs, chunkByteCount: way.chunk)
            let other = try InMemory.sanitized(bytes, options, steps: way.steps)
            #expect(other == expected, "jobs \(way.jobs), chunk \(way.chunk), reads of \(way.steps)")
        }
    }

    @Test func `rules and rebased expiries do not depend on where chunks are cut`() throws {
        let rules = """
            pack: cut
            version: 1
            rules:
              - { id: hashes, key: "h:*", type: hash, fields: { name: text, "*": opaque } }
              - { id: big, key: "{name:opaque}:big", type: [set, zset, list], size: ">= 3" }
              - { id: kept, key: "s:*", keep: true, because: a test }
            """
        for name in ["types.rdb10.redis-7.0.15.rdb", "hash_ttl.rdb12.redis-7.4.1.rdb"] {
            let bytes = try SnapshotFixture(name: name).bytes()
            func run(_ jobs: Int, _ chunk: Int) throws -> [UInt8] {
                var options = try InMemory.options(rules: rules, jobs: jobs, chunkByteCount: chunk)
                options.rebasesExpiriesTo = 1_900_000_000_000
                return try OneThread.sanitized(bytes, options)
            }
            let expected = try run(1, 1 << 20)
            for chunk in [64, 100, 257, 1000, 4096] {
                let other = try run(3, chunk)
                #expect(other == expected, "\(name), chunk \(chunk)")
            }
        }
    }

    @Test func `a gzipped snapshot gives the bytes of the plain one`() throws {
        let bytes = try SnapshotFixture(name: "edge.rdb10.redis-7.0.15.rdb").bytes()
        let expected = try InMemory.sanitized(bytes, InMemory.options())
        let packed = gzipped(bytes)
        for steps in [[], [1, 50]] {
            #expect(try InMemory.sanitized(packed, InMemory.options(chunkByteCount: 256), steps: steps) == expected)
        }
    }

    /// gzip with stored blocks only (RFC 1951, section 3.2.4), in two members.
    private func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        let half = bytes.count / 2
        var packed: [UInt8] = []
        for part in [bytes[..<half], bytes[half...]] {
            packed += [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
            packed += littleEndian(UInt64(part.count), 2)
            packed += littleEndian(UInt64(part.count ^ 0xFFFF), 2)
            packed += part
            packed += littleEndian(UInt64(crc32(part)), 4)
            packed += littleEndian(UInt64(part.count), 4)
        }
        return packed
    }

    private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }

    @Test func `the numbers of the report do not depend on how the work was cut`() throws {
        let bytes = try SnapshotFixture(name: "sample.rdb").bytes()
        func tally(_ jobs: Int, _ chunk: Int) throws -> Tally {
            let options = try InMemory.options(jobs: jobs, chunkByteCount: chunk)
            return try Sanitizer.run(MemorySource(bytes), into: MemorySink(), options).tally
        }
        let expected = try tally(1, 1 << 20)
        #expect(expected.keyCount == 1450)
        for (jobs, chunk) in [(2, 64), (3, 1000), (2, 1 << 16)] {
            let other = try tally(jobs, chunk)
            #expect(other == expected, "jobs \(jobs), chunk \(chunk)")
        }
    }

    @Test func `another key changes every masked value of a large domain`() throws {
        var writer = DumpWriter()
        let names = ["numbers", "codes", "mails", "texts"]
        var generator = SeededGenerator(seed: 1)
        for number in 0..<200 {
            writer.pair("1\(generator.text(14, "0123456789"))", "\(1_000_000_000_000 + number * 7919)")
            writer.pair("q\(generator.text(20))", generator.text(24, "0123456789abcdef"))
            writer.pair("w\(generator.text(20))", "\(generator.text(12))@\(generator.text(9)).com")
            writer.pair("e\(generator.text(20))", "\(generator.text(9)) \(generator.text(14))")
        }
        let raw = writer.finished()
        let views = try [7, 8].map { try SnapshotView(InMemory.sanitized(raw, InMemory.options(key: $0))) }
        let original = try SnapshotView(raw)
        var unchanged = 0
        for index in original.keys.indices {
            let (left, right) = (views[0].keys[index], views[1].keys[index])
            let kind = names[index % 4]
            if left.name == right.name || left.elements == right.elements {
                Issue.record("key \(index) of \(kind) is masked alike under two keys")
            }
            if left.name == original.keys[index].name || left.elements == original.keys[index].elements {
                unchanged += 1
            }
        }
        #expect(unchanged == 0)
    }
}

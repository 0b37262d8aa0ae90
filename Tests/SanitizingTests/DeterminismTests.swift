import RedisDump
import Testing

@testable import Sanitizing

/// The output depends on input, rules and key, and on nothing else.
struct DeterminismTests {
    static let fixtures = SnapshotFixture.all.filter { !$0.isRefused }

    @Test(arguments: fixtures)
    func `workers, chunk size and the kind of source do not change a byte`(_ fixture: SnapshotFixture) throws {
        let bytes = try fixture.bytes()
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
                return try InMemory.sanitized(bytes, options)
            }
            let expected = try run(1, 1 << 20)
            for chunk in [64, 100, 257, 1000, 4096] {
                let other = try run(3, chunk)
                #expect(other == expected, "\(name), chunk \(chunk)")
            }
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
        var generator = SplitMix(seed: 1)
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
            if left.name == original.keys[index].name || left.elements == original.keys[index].elements { unchanged += 1 }
        }
        #expect(unchanged == 0)
    }
}

import RedisDump
import SeededNumbers
import Testing

@testable import Sanitizing

/// Keys that stay in their slots of a cluster.
struct SlotTests {
    private static func slot(_ name: some Sequence<UInt8>) -> Int { HashSlot.of(Array(name).span) }

    private static func options(rules: String? = nil, _ slots: String?) throws -> SanitizeOptions {
        var options = try InMemory.options(rules: rules)
        options.keptSlots = try slots.map { try #require(KeptSlots($0)) } ?? .each
        return options
    }

    private static func sanitized(
        _ names: [String], rules: String? = nil, _ slots: String?
    ) throws -> (names: [[UInt8]], tally: Tally, raw: [UInt8], bytes: [UInt8]) {
        var writer = DumpWriter()
        for name in names { writer.pair(name, "0", .int8) }
        return try sanitized(writer.finished(), rules: rules, slots)
    }

    private static func sanitized(
        _ raw: [UInt8], rules: String? = nil, _ slots: String?
    ) throws -> (names: [[UInt8]], tally: Tally, raw: [UInt8], bytes: [UInt8]) {
        let sink = MemorySink()
        let result = try Sanitizer.run(MemorySource(raw), into: sink, options(rules: rules, slots))
        var names: [[UInt8]] = []
        try forEachKey(sink.bytes) { names.append(Array($0)) }
        return (names, result.tally, raw, sink.bytes)
    }

    private static func forEachKey(_ bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) throws {
        var cursor = ByteCursor(bytes.span)
        var walker = DumpWalker(family: try DumpHeader(&cursor).family)
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            if atom.role == .key, atom.string.encoding == .raw { body(bytes[atom.string.payload]) }
        }
    }

    private static func verified(
        _ raw: [UInt8], _ sanitized: [UInt8], _ kept: KeptSlots?
    ) throws -> Verification {
        var verifier = Verifier()
        verifier.keptSlots = kept
        return try verifier.verify(opening: { (MemorySource(raw), MemorySource(sanitized)) })
    }

    @Test(.timeLimit(.minutes(40)), arguments: [nil, CollisionTests.rules])
    func `a million keys stay on their side of a shard and do not meet`(_ rules: String?) throws {
        let slots = try #require(KeptSlots("0-5460"))
        var seen = Set<String>()
        let names = (0..<TestScale.count(1_000_000)).map(CollisionTests.name).filter { seen.insert($0).inserted }
        let result = try Self.sanitized(names, rules: rules, "0-5460")
        #expect(result.names.count == names.count)
        #expect(Set(result.names).count == names.count)
        let left = zip(names, result.names).count { !slots.holdTogether(Self.slot($0.utf8), Self.slot($1)) }
        #expect(left == result.tally.extras[.keysLeftSlot] ?? 0)
        #expect(left < 200, "only names with few forms leave")
    }

    @Test func `keys of one tag keep one tag, in the slots of its node`() throws {
        var names: [String] = []
        for number in 0..<300 {
            for name in [
                "a:{user\(number)x\(number)}:1", "b:{user\(number)x\(number)}:\(number)y", "{user\(number)x\(number)}",
            ] {
                names.append(name)
            }
        }
        let slots = try #require(KeptSlots("0-99,8000-12000"))
        let result = try Self.sanitized(names, "0-99,8000-12000")
        func tag(_ name: [UInt8]) -> [UInt8] { HashSlot.hashed(name.span).map { name[$0] } }
        for first in stride(from: 0, to: names.count, by: 3) {
            let tags = result.names[first..<first + 3].map(tag)
            #expect(Set(tags).count == 1)
            #expect(slots.holdTogether(Self.slot(names[first].utf8), Self.slot(result.names[first])))
            #expect(tags[0] != tag(Array(names[first].utf8)))
        }
        #expect(Set(result.names).count == names.count)
        #expect(result.tally.extras[.keysLeftSlot] == nil)
    }

    @Test func `a part of a rule that a tag lies in is masked on both sides of it`() throws {
        let rules = """
            pack: t
            version: 1
            rules:
              - { id: whole, key: { regex: '^w:(?<all>.*)$', mask: { all: opaque } } }
            """
        let names = ["w:abcdefg{tagtag77}hijklmn", "w:opqrstu{tagtag77}vwxyzab"]
        let result = try Self.sanitized(names, rules: rules, "0-8191")
        let tags = result.names.map { name in HashSlot.hashed(name.span).map { name[$0] } }
        #expect(tags[0] == tags[1])
        #expect(result.names[0].prefix(9) != Array(names[0].utf8).prefix(9))
        #expect(result.names[0].suffix(7) != Array(names[0].utf8).suffix(7))
    }

    @Test func `names with few forms are masked all the same, leave, and are counted`() throws {
        let names = (0..<1000).map { "u:\($0)" }
        let result = try Self.sanitized(names, nil)
        #expect(Set(result.names).count == names.count)
        #expect(zip(names, result.names).count { Array($0.utf8) == $1 } < 30)
        let left = zip(names, result.names).count { Self.slot($0.utf8) != Self.slot($1) }
        #expect(left > 950 && result.tally.extras[.keysLeftSlot] == left)
    }

    @Test func `each key stays in its slot, and what a snapshot says of slots stays true`() throws {
        var generator = SeededGenerator(seed: 11)
        var tags = [Int: String]()
        while tags.count < 4 {
            let tag = "user" + String(generator.next(), radix: 36)
            tags[Self.slot(tag.utf8)] = tag
        }
        var writer = DumpWriter("REDIS0012")
        for (slot, tag) in tags.sorted(by: { $0.key < $1.key }) {
            writer.append(244)
            for number in [slot, 3, 1] { writer.length(number) }
            for suffix in ["a", "b", "c"] {
                if suffix == "b" { writer.expiry(milliseconds: 1_900_000_000_000) }
                writer.pair("{\(tag)}:\(suffix)", "0", .int8)
            }
        }
        let raw = writer.finished()
        let result = try Self.sanitized(raw, nil)
        var before: [Int] = []
        try Self.forEachKey(raw) { before.append(Self.slot($0)) }
        #expect(result.names.map(Self.slot) == before)
        let verification = try Self.verified(raw, result.bytes, .each)
        #expect(verification.isGood, "\(verification.violations)")
        #expect(verification.slots == SlotCounts(keysElsewhere: 0, descriptions: 4, trueDescriptions: 4))

        // Without keeping slots, the descriptions become hints.
        let elsewhere = try InMemory.sanitized(raw, InMemory.options())
        let plain = try Self.verified(raw, elsewhere, nil)
        #expect(plain.isGood, "\(plain.violations)")
        #expect(plain.slots.descriptions == 4 && plain.slots.trueDescriptions == 0)
        let strict = try Self.verified(raw, elsewhere, .each)
        #expect(!strict.holds(.everyKeyStays) && strict.slots.keysElsewhere == 12)
    }

    @Test(arguments: [
        "cluster.rdb13.redis-8.6.3.rdb", "cluster.rdb12.redis-7.4.1.rdb", "cluster.rdb80.valkey-9.1.2.rdb",
    ])
    func `descriptions of slots in files of servers are understood`(_ name: String) throws {
        let raw = try SnapshotFixture(name: name).bytes()
        let verification = try Self.verified(raw, raw, .each)
        #expect(verification.slots.descriptions > 10)
        #expect(verification.slots.trueDescriptions == verification.slots.descriptions)
    }

    @Test func `ranges of slots are read, and nothing else is`() throws {
        let slots = try #require(KeptSlots("0-99,16383"))
        #expect(slots.holdTogether(0, 99) && slots.holdTogether(5, 16383) && slots.holdTogether(100, 16382))
        #expect(!slots.holdTogether(99, 100))
        #expect(KeptSlots.each.holdTogether(7, 7) && !KeptSlots.each.holdTogether(7, 8))
        for text in ["", ",", "1-", "-1", "5-4", "16384", "a", "1-2-3", "0-5 "] {
            #expect(KeptSlots(text) == nil, "\(text)")
        }
    }
}

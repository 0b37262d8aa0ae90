import Foundation
import RedisDump
import Sanitizing
import Testing

/// Inspecting what real servers wrote, against what they and an independent walker say.
struct InspectorFixtureTests {
    private static let readable = SnapshotFixture.all.filter { !$0.isAppendOnlyFile && !$0.isUnreadable }

    private static func inspection(
        _ bytes: [UInt8], chunkByteCount: Int = 1 << 20, steps: [Int] = []
    ) throws -> Inspection {
        var options = InspectOptions(now: 1_750_000_000_000)
        options.chunkByteCount = chunkByteCount
        return try Inspector.run(MemorySource(bytes, steps: steps), options)
    }

    @Test(arguments: readable)
    func `keys, types and strings are as many as the manifest says`(_ fixture: SnapshotFixture) throws {
        guard let truth = try FixtureTruth(fixture) else { return }
        let inspection = try Self.inspection(fixture.bytes())
        let databases = inspection.databases.map { (String($0.number), $0.count.keys) }
        #expect(Dictionary(uniqueKeysWithValues: databases) == truth.databases)
        let types = Dictionary(inspection.types.map { (Int($0.number), $0.count.keys) }, uniquingKeysWith: +)
        #expect(types == truth.types)
        let strings = inspection.strings
        for encoding in [StringForm.Encoding.raw, .int8, .int16, .int32, .lzf] {
            #expect(strings.count(encoding) == truth.stringEncodings[String(describing: encoding)] ?? 0)
        }
    }

    @Test(arguments: readable)
    func `elements, expiries and groups are as many as the server says`(_ fixture: SnapshotFixture) throws {
        guard let keys = try FixtureTruth(fixture)?.keys else { return }
        let inspection = try Self.inspection(fixture.bytes())
        // A server that loads keys of the past drops them.
        guard keys.count == inspection.keys.keys else { return }
        #expect(inspection.keys.expiring == keys.count { $0.expires })
        for type in ["string", "list", "set", "zset", "hash", "stream"] {
            let rows = inspection.types.filter { $0.type == type }
            #expect(
                rows.reduce(0) { $0 + Int($1.elements) }
                    == keys.reduce(0) { $0 + ($1.type == type ? $1.elementCount : 0) })
        }
        let fields = keys.map {
            ($0["field_pexpireat"] as? [String: Any] ?? [:]).values.count { ($0 as? Int ?? 0) > 0 }
        }
        let pairs = keys.map { ($0["field_pexpireat"] as? [[Any]] ?? []).count { ($0.last as? Int ?? 0) > 0 } }
        #expect(inspection.fieldLifetimes.expiring == (fields + pairs).reduce(0, +))
        let groups = keys.flatMap { $0.groups }
        #expect(inspection.streams.groups == groups.count)
        #expect(inspection.streams.consumers == groups.reduce(0) { $0 + (($1["consumers"] as? [Any])?.count ?? 0) })
        #expect(inspection.streams.pending == groups.reduce(0) { $0 + $1.pendingCount })
    }

    @Test(arguments: readable)
    func `every byte of the file is counted once`(_ fixture: SnapshotFixture) throws {
        let inspection = try Self.inspection(fixture.bytes())
        let keys = inspection.keys
        #expect(keys.bytes == inspection.types.reduce(0) { $0 + $1.count.bytes })
        #expect(
            keys.bytes == inspection.templates.reduce(0) { $0 + $1.count.bytes } + inspection.otherTemplates.bytes)
        #expect(keys.keys == inspection.lifetimes.buckets.reduce(0) { $0 + $1.count })
        let mark = inspection.envelope.contains(.replication) ? 40 : 0
        let trailer = (inspection.header.hasChecksum ? 8 : 0) + mark + inspection.paddingCount
        #expect(keys.bytes + inspection.otherBytes + UInt64(DumpHeader.byteCount + trailer) == inspection.byteCount)
    }

    @Test(arguments: readable)
    func `what is found does not depend on how the bytes arrive`(_ fixture: SnapshotFixture) throws {
        let bytes = try fixture.bytes()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let whole = try encoder.encode(try Self.inspection(bytes))
        let parts = try encoder.encode(try Self.inspection(bytes, chunkByteCount: 64, steps: [1, 3, 500]))
        #expect(whole == parts)
    }

    @Test(
        arguments: readable.filter {
            ["realistic", "streams", "hash_ttl", "vectorset", "edge"].contains($0.scenario) && !$0.isRefused
        })
    func `a sanitized snapshot is inspected like its original`(_ fixture: SnapshotFixture) throws {
        let raw = try fixture.bytes()
        let before = try Self.inspection(raw)
        let after = try Self.inspection(InMemory.sanitized(raw, InMemory.options()))
        func keys(_ inspection: Inspection) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: inspection.templates.map { ($0.template, $0.count.keys) })
        }
        #expect(keys(before) == keys(after))
        #expect(before.lifetimes == after.lifetimes)
        #expect(before.fieldLifetimes == after.fieldLifetimes)
        #expect(before.streams == after.streams)
        let elements = { (inspection: Inspection) in inspection.types.map { "\($0.name) \($0.elements)" }.sorted() }
        // What LZF packed may have become raw.
        #expect(
            Set(elements(before).filter { !$0.hasPrefix("STRING") })
                == Set(elements(after).filter { !$0.hasPrefix("STRING") }))
    }

    @Test
    func `every truncation is an error of the format`() throws {
        for fixture in ["hash_ttl.rdb12.redis-7.4.1.rdb", "functions.rdb10.redis-7.0.15.rdb"] {
            let bytes = try SnapshotFixture(name: fixture).bytes()
            for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
                #expect(throws: ReadError.self) {
                    try Self.inspection(Array(bytes.prefix(count)), chunkByteCount: 1 << 12)
                }
            }
        }
    }

    @Test
    func `a changed byte is an error of the format or another count, never a trap`() throws {
        // Without a checksum every change reaches the counting.
        let bytes = try SnapshotFixture(name: "nochecksum.rdb13.redis-8.6.3.rdb").bytes()
        let hashes = try SnapshotFixture(name: "hash_ttl.rdb80.valkey-9.1.2.rdb").bytes()
        for original in [bytes, hashes] {
            for index in stride(from: 0, to: original.count, by: max(1, original.count / 300)) {
                for flip in [UInt8(0x01), 0x80, 0xFF] {
                    var changed = original
                    changed[index] ^= flip
                    changed.replaceSubrange(changed.count - 8..<changed.count, with: repeatElement(0, count: 8))
                    do {
                        _ = try Self.inspection(changed, chunkByteCount: 1 << 12)
                    } catch {
                        #expect(error is ReadError, "byte \(index) flipped by \(flip)")
                    }
                }
            }
        }
    }
}

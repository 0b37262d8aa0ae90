import Testing

@testable import RedisDump

@Suite struct RecordLayoutTests {
    private static let families: [DumpFamily] = [.redis, .valkey]

    @Test(arguments: RecordLayout.all)
    func `a row is found by its opcode in its families and came with a known version`(_ row: RecordLayout) {
        #expect(!row.families.isEmpty)
        #expect((1...13).contains(row.since) || row.families == [.valkey] && row.since == 80)
        #expect(row.name == row.name.uppercased())
        #expect(row.isKey == (row.opcode < 242))
        for family in row.families { #expect(RecordLayout.row(row.opcode, in: family)?.name == row.name) }
    }

    @Test(arguments: families)
    func `no name and no opcode is there twice in a family`(_ family: DumpFamily) {
        let rows = RecordLayout.all.filter { $0.families.contains(family) }
        #expect(Set(rows.map(\.name)).count == rows.count)
        #expect(Set(rows.map(\.opcode)).count == rows.count)
    }

    @Test(arguments: RecordLayout.all)
    func `a record made from its row is walked as the row says`(_ row: RecordLayout) throws {
        var record: [UInt8] = [row.opcode]
        var roles: [Role] = [.opcode]
        if row.isKey { Self.append(.string(.key), &record, &roles) }
        for step in row.steps { Self.append(step, &record, &roles) }
        for family in row.families {
            var cursor = ByteCursor(record.span)
            var walker = DumpWalker(family: family)
            var found: [Role] = []
            repeat { found.append(try walker.step(&cursor).role) } while !walker.isBetweenRecords
            let isAtEnd = cursor.isAtEnd
            #expect(found == roles)
            #expect(isAtEnd)
            #expect(walker.isFinished == (row.opcode == 255))
        }
    }

    @Test(arguments: families)
    func `an opcode without a row is refused at its own place`(_ family: DumpFamily) {
        for opcode in UInt8.min...UInt8.max where RecordLayout.row(opcode, in: family) == nil {
            let bytes: [UInt8] = [opcode, 1, 0x61, 1, 0x62]
            var cursor = ByteCursor(bytes.span, baseOffset: 100)
            var walker = DumpWalker(family: family)
            var failure: ReadError?
            do throws(ReadError) { _ = try walker.step(&cursor) } catch { failure = error }
            #expect(failure == ReadError(.unsupportedType, at: 100, reading: "", expected: ""))
            #expect(failure?.found == UInt64(opcode))
        }
    }

    @Test(
        arguments: [
            (22, "HASH_METADATA_PRE_GA", "HASH_2"), (23, "HASH_LISTPACK_EX_PRE_GA", nil), (242, nil, nil),
            (243, "KEY_META", "SLOT_IMPORT"), (24, "HASH_METADATA", nil), (26, "STREAM_LISTPACKS_4", nil),
        ] as [(UInt8, String?, String?)])
    func `a byte with two meanings is told apart by the magic`(_ opcode: UInt8, _ redis: String?, _ valkey: String?) {
        #expect(RecordLayout.row(opcode, in: .redis)?.name == redis)
        #expect(RecordLayout.row(opcode, in: .valkey)?.name == valkey)
    }

    @Test func `the snapshots have all but a few records`() throws {
        var seen: Set<String> = []
        for fixture in Fixture.snapshots {
            let walk = try SnapshotWalk(fixture.bytes())
            for opcode in walk.recordCounts.keys {
                if let row = RecordLayout.row(opcode, in: walk.header.family) { seen.insert(row.name) }
            }
        }
        let unseen = Set(RecordLayout.all.map(\.name)).subtracting(seen)
        #expect(unseen == ["HASH_METADATA_PRE_GA", "HASH_LISTPACK_EX_PRE_GA"])
    }

    private static func append(_ step: LayoutStep, _ record: inout [UInt8], _ roles: inout [Role]) {
        switch step {
        case .string(let role):
            record += [1, 0x61]
            roles.append(role)
        case .number(let role):
            record.append(1)
            roles.append(role)
        case .bytes(let count, let role):
            record += [UInt8](repeating: 0xEE, count: count)
            roles.append(role)
        case .doubleText:
            record += [1, 0x31]
            roles.append(.score)
        case .quicklistNode:
            record += [1, 1, 0x61]
            roles.append(.quicklistPlainNode)
        case .times(let steps):
            record.append(2)
            roles.append(.count)
            for _ in 0..<2 {
                for step in steps { append(step, &record, &roles) }
            }
        case .moduleStream:
            record += [1, 9, 2, 9, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 0x61, 0]
            roles += [.moduleInteger, .moduleInteger, .moduleFloat, .moduleFloat, .moduleString, .moduleEnd]
        }
    }
}

import Testing

@testable import RedisDump

@Suite struct DumpWalkerTests {
    /// A snapshot is fed byte by byte: at every length the walker says that bytes are missing, and goes on with more.
    @Test(arguments: Fixture.snapshots(upTo: 20_000))
    func `reading stops at any byte and goes on with the same elements`(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let whole = try SnapshotWalk(bytes)
        var walker = DumpWalker(family: whole.header.family)
        var position = DumpHeader.byteCount
        var atoms: [AtomShape] = []
        for count in position...bytes.count {
            var cursor = ByteCursor(bytes.span.extracting(0..<count), position: position)
            do throws(ReadError) {
                while !walker.isFinished { atoms.append(AtomShape(try walker.step(&cursor))) }
                break
            } catch {
                guard error.code == .truncated else { throw error }
            }
            position = cursor.position
        }
        #expect(walker.isFinished)
        #expect(atoms == whole.atoms)
    }

    @Test(arguments: Fixture.snapshots(upTo: 700))
    func `every shorter file lacks bytes and nothing else`(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        for count in 0..<bytes.count {
            let error = #expect(throws: ReadError.self) { _ = try SnapshotWalk(Array(bytes.prefix(count))) }
            #expect(error?.code == .truncated, "\(count) bytes")
        }
    }

    @Test func `a step that throws leaves cursor and state where they were`() throws {
        let record: [UInt8] = [1, 1, 0x6B, 2, 1, 0x61, 5, 0x62]  // LIST "k", 2 elements, the second one cut
        var cursor = ByteCursor(record.span)
        var walker = DumpWalker(family: .redis)
        for _ in 0..<4 { _ = try walker.step(&cursor) }
        for _ in 0..<3 {
            var code: ReadError.Code?
            do throws(ReadError) { _ = try walker.step(&cursor) } catch { code = error.code }
            #expect(code == .truncated)
            let position = cursor.position
            #expect(position == 6)
        }
        #expect(walker.opcode == 1)
        #expect(!walker.isBetweenRecords)
    }

    @Test func `a record can be left, and the next one read`() throws {
        let records: [UInt8] = [1, 1, 0x6B, 2, 1, 0x61, 1, 0x62, 254, 3]
        var cursor = ByteCursor(records.span)
        var walker = DumpWalker(family: .redis)
        for _ in 0..<3 { _ = try walker.step(&cursor) }
        walker.skipRecord()
        cursor.position = 8
        let opcode = try walker.step(&cursor)
        let database = try walker.step(&cursor)
        #expect(opcode.number == 254)
        #expect(database.role == .database)
        #expect(database.number == 3)
        #expect(walker.isBetweenRecords)
    }

    @Test(arguments: [0, 1, 59, 63] as [UInt64])
    func `a count far beyond the file is read as a claim and then lacks bytes`(_ exponent: UInt64) throws {
        for opcode: UInt8 in [1, 2, 3, 4, 5, 14, 15, 18, 22, 24, 26, 243, 246] {
            var buffer = ByteBuffer()
            buffer.append(opcode)
            if opcode < 242 { buffer.append([1, 0x6B].span) }
            if opcode == 24 { buffer.appendLittleEndian(0, byteCount: 8) }
            if opcode == 246 { buffer.append([0, 0].span) }
            buffer.appendLength((1 << exponent) + 1)
            var cursor = ByteCursor(buffer.span)
            var walker = DumpWalker(family: .redis)
            var last: Role?
            var code: ReadError.Code?
            do throws(ReadError) {
                while true { last = try walker.step(&cursor).role }
            } catch { code = error.code }
            #expect(last == .count, "opcode \(opcode)")
            #expect(code == .truncated, "opcode \(opcode)")
        }
    }

    @Test func `a quicklist node is in container 1 or 2`() throws {
        for container: UInt8 in [0, 3, 63] {
            let error = failure(of: [18, 1, 0x6B, 1, container, 1, 0x61])
            #expect(error?.code == .badStructure)
        }
    }

    @Test func `a module value has opcodes from 0 to 5`() throws {
        let error = failure(of: [7, 1, 0x6B, 1, 6])
        #expect(error == ReadError(.unsupportedType, at: 4, reading: "", expected: ""))
        #expect(error?.found == 6)
    }

    @Test func `scores as text may be not a number or infinite`() throws {
        let record: [UInt8] = [3, 1, 0x6B, 4, 1, 0x61, 253, 1, 0x62, 254, 1, 0x63, 255, 1, 0x64, 2, 0x31, 0x32]
        var cursor = ByteCursor(record.span)
        var walker = DumpWalker(family: .redis)
        var scores: [Int] = []
        repeat {
            let atom = try walker.step(&cursor)
            if atom.role == .score { scores.append(atom.end - atom.start) }
        } while !walker.isBetweenRecords
        #expect(scores == [1, 1, 1, 3])
    }

    private func failure(of record: [UInt8]) -> ReadError? {
        var cursor = ByteCursor(record.span)
        var walker = DumpWalker(family: .redis)
        do throws(ReadError) {
            while true { _ = try walker.step(&cursor) }
        } catch { return error }
    }
}

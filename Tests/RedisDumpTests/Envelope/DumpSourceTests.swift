import Testing

@testable import RedisDump

@Suite struct DumpSourceTests {
    private static let streams = Fixture.all.filter { $0.name.hasSuffix(".bin") }

    @Test func `a plain file comes through as it is, in steps of any size`() throws {
        let bytes = try Fixture(name: "edge.rdb13.redis-8.6.3.rdb").bytes()
        for stepCount in [1, 46, 47, 48, .max] {
            let source = try DumpSource(ArraySource(bytes, stepCount: stepCount))
            #expect(source.envelope.isEmpty)
            #expect(source.endMark.isEmpty)
            #expect(source.remainingCount == UInt64(bytes.count))
            #expect(try everything(of: source, upTo: 33) == bytes)
            #expect(source.remainingCount == 0)
        }
    }

    @Test(arguments: [0, 1, 2, 5, 46, 47, 48])
    func `a file shorter than an envelope comes through too`(_ count: Int) throws {
        let bytes = Array("REDIS0001".utf8 + [UInt8](repeating: 0xFF, count: 60)).prefix(count)
        #expect(try everything(of: DumpSource(ArraySource(Array(bytes), stepCount: 3))) == Array(bytes))
    }

    @Test(arguments: streams)
    func `the stream of a diskless replication is unwrapped and ends with its mark`(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let source = try DumpSource(ArraySource(bytes, stepCount: 10))
        #expect(source.envelope == .replication)
        #expect(source.endMark == Array(bytes[5..<45]))
        #expect(source.remainingCount == UInt64(bytes.count - 47))
        let body = try everything(of: source)
        #expect(body == Array(bytes[47...]))
        let walk = try SnapshotWalk(body, endMark: source.endMark, unpacksBlobs: true)
        #expect(walk.keyCounts == [0: fixture.name.contains("rdb11") ? 88 : 86])
        #expect(walk.trailer.checksum == .valid)
    }

    @Test(arguments: streams)
    func `a stream without its end mark, or with another one, is refused`(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let mark = Array(bytes[5..<45])
        for cut in 1...40 {
            #expect(throws: ReadError.self) {
                _ = try SnapshotWalk(Array(bytes[47..<bytes.count - cut]), endMark: mark)
            }
        }
        var wrong = bytes
        wrong[bytes.count - 1] ^= 1
        let error = #expect(throws: ReadError.self) { _ = try SnapshotWalk(Array(wrong[47...]), endMark: mark) }
        #expect(error?.offset == UInt64(bytes.count - 48))
        #expect(throws: ReadError.self) { _ = try SnapshotWalk(Array(bytes[47...]) + [0x2A], endMark: mark) }
    }

    @Test func `a gzipped replication stream is unwrapped twice`() throws {
        let bytes = try #require(Self.streams.first).bytes()
        let source = try DumpSource(ArraySource(GzipMember(bytes).bytes, stepCount: 1000))
        #expect(source.envelope == [.gzip, .replication])
        #expect(try everything(of: source) == Array(bytes[47...]))
    }

    @Test(arguments: [0, 1, 511])
    func `a blob is padded with zeros to 512 bytes`(_ extra: Int) throws {
        for fixture in Fixture.snapshots(upTo: 700) {
            let bytes = try fixture.bytes()
            let count = (512 - bytes.count % 512) % 512 + extra
            let walk = try SnapshotWalk(bytes + [UInt8](repeating: 0, count: count))
            #expect(walk.trailer.paddingCount == count, "\(fixture)")
        }
    }

    @Test func `an append-only file is refused where its commands begin`() throws {
        let fixture = try #require(Fixture.all.first { $0.name.hasSuffix(".aof") })
        let bytes = try fixture.bytes()
        let tail = try #require(try Fixture.manifest()[fixture.name]?.scan.trailing)
        let error = #expect(throws: ReadError.self) { _ = try SnapshotWalk(bytes) }
        #expect(error == ReadError(.trailingData, at: UInt64(bytes.count - tail), reading: "", expected: ""))
        #expect(try SnapshotWalk(Array(bytes.dropLast(tail))).keyCounts == [0: 88])
    }
}

import Foundation
import Testing

@testable import RedisDump

@Suite struct FixtureTests {
    @Test func `the folder holds the snapshots that the tests are about`() throws {
        #expect(Fixture.all.count >= 120)
        #expect(try Fixture.manifest().count >= 120)
    }

    @Test(arguments: Fixture.snapshots)
    func `a snapshot is read to its end and has the keys that the server had`(_ fixture: Fixture) throws {
        let walk = try SnapshotWalk(fixture.bytes(), unpacksBlobs: true)
        if let truth = try fixture.truthCounts() { #expect(walk.keyCounts == truth) }
        #expect(walk.trailer.paddingCount == 0)
    }

    @Test func `the snapshots have the records that an independent walker found`() throws {
        let manifest = try Fixture.manifest()
        for fixture in Fixture.snapshots {
            guard let scan = manifest[fixture.name]?.scan else { continue }
            let walk = try SnapshotWalk(fixture.bytes())
            var expected: [UInt8: Int] = [:]
            for (name, count) in (scan.types ?? [:]).merging(scan.opcodes ?? [:], uniquingKeysWith: +) {
                expected[try #require(UInt8(name.prefix { $0 != " " }))] = count
            }
            #expect(walk.recordCounts == expected, "\(fixture.name)")
            #expect(walk.header.text == scan.magic, "\(fixture.name)")
            let checksum = ["ok": DumpTrailer.Checksum.valid, "zero": .disabled, "absent": .absent][scan.crc ?? ""]
            #expect(walk.trailer.checksum == checksum, "\(fixture.name)")
        }
    }

    @Test func `a module value of before Redis 4 is refused where it begins`() throws {
        let bytes = try Fixture.preGA.bytes()
        let error = #expect(throws: ReadError.self) { _ = try SnapshotWalk(bytes) }
        #expect(error?.code == .unsupportedType)
        #expect(error?.found == 6)
        #expect(error.map { bytes[Int($0.offset)] } == 6)
    }

    @Test func `no flipped bit gets past structure and checksum`() throws {
        for fixture in Fixture.snapshots(upTo: 320) {
            let bytes = try fixture.bytes()
            guard try SnapshotWalk(bytes).trailer.checksum == .valid else { continue }
            for index in bytes.indices {
                for bit in 0..<8 {
                    var damaged = bytes
                    damaged[index] ^= 1 << bit
                    #expect(throws: ReadError.self, "\(fixture), byte \(index)") { _ = try SnapshotWalk(damaged) }
                }
            }
        }
    }

    @Test func `every packed collection of the snapshots survives no cut`() throws {
        for fixture in Fixture.snapshots(upTo: 8000) {
            try forEachBlob(of: fixture) { role, blob in
                for count in 0..<blob.count {
                    #expect(throws: ReadError.self, "\(fixture) \(role) cut at \(count)") {
                        _ = try BlobWalk(role, Array(blob.prefix(count)))
                    }
                }
                #expect(throws: ReadError.self, "\(fixture) \(role) and a byte") {
                    _ = try BlobWalk(role, blob + [0])
                }
            }
        }
    }

    private func forEachBlob(of fixture: Fixture, _ body: (Role, [UInt8]) throws -> Void) throws {
        let bytes = try fixture.bytes()
        var cursor = ByteCursor(bytes.span)
        var walker = DumpWalker(family: try DumpHeader(&cursor).family)
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            let blob = try BlobWalk(atom, in: bytes.span)
            if blob.elementCount > 0 { try body(atom.role, blob.plain) }
        }
    }
}

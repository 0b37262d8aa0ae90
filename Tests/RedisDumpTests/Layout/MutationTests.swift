import SeededNumbers
import Testing

@testable import RedisDump

/// Damage of every kind: reading throws or succeeds, and never traps, hangs or reads what is not there.
@Suite struct MutationTests {
    private static let rounds = 20_000

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a snapshot with changed bytes is refused or read`(_ seed: UInt64) throws {
        let originals = try Fixture.snapshots(upTo: 1000).map { try $0.bytes() }
        var generator = SeededGenerator(seed: seed)
        var readCount = 0
        for round in 0..<Self.rounds / 4 {
            var bytes = originals[round % originals.count]
            Self.damage(&bytes, &generator)
            if (try? SnapshotWalk(bytes, unpacksBlobs: true)) != nil { readCount += 1 }
        }
        // A changed byte is caught by the checksum, except in files that are too old for one.
        #expect(readCount < Self.rounds / 8, "seed \(seed)")
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `a packed collection with changed bytes is refused or read`(_ seed: UInt64) throws {
        let blobs = try Self.blobs()
        #expect(Set(blobs.map(\.role)).count >= 10)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds / 2 {
            var (role, bytes) = blobs.randomElement(using: &generator) ?? (.intset, [])
            Self.damage(&bytes, &generator)
            guard let walk = try? BlobWalk(role, bytes) else { continue }
            #expect(walk.elementCount <= bytes.count, "seed \(seed)")
        }
    }

    /// Overwrites one to eight bytes, half of them with bytes that begin something; sometimes cuts, inserts or repeats.
    private static func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let telling: [UInt8] = [0, 1, 0x7F, 0x80, 0x81, 0xC0, 0xC3, 0xF0, 0xF4, 0xFA, 0xFC, 0xFD, 0xFE, 0xFF]
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            let byte = UInt8.random(in: .min ... .max, using: &generator)
            bytes[index] = Bool.random(using: &generator) ? byte : telling.randomElement(using: &generator) ?? byte
        }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes.insert(telling[place % telling.count], at: place)
        case 2: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
        default: break
        }
        if bytes.isEmpty { bytes = [0] }
    }

    /// A few packed collections of each role.
    private static func blobs() throws -> [(role: Role, bytes: [UInt8])] {
        var blobs: [(role: Role, bytes: [UInt8])] = []
        var counts: [Role: Int] = [:]
        for fixture in Fixture.snapshots {
            let bytes = try fixture.bytes()
            var cursor = ByteCursor(bytes.span)
            var walker = DumpWalker(family: try DumpHeader(&cursor).family)
            while !walker.isFinished {
                let atom = try walker.step(&cursor)
                guard atom.string.end > 0, counts[atom.role, default: 0] < 8 else { continue }
                let blob = try BlobWalk(atom, in: bytes.span)
                guard blob.elementCount > 0, blob.plain.count < 600 else { continue }
                counts[atom.role, default: 0] += 1
                blobs.append((atom.role, blob.plain))
            }
        }
        return blobs
    }
}

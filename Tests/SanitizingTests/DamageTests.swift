import SeededNumbers
import RedisDump
import Sanitizing
import Testing

/// Damaged input ends in a clear error, or in a file that is whole.
@Suite(.timeLimit(.minutes(40)))
struct DamageTests {
    static let small = [
        "edge.rdb10.redis-7.0.15.rdb", "multidb_expires.rdb1.redis-2.2.15.rdb", "lru.rdb13.redis-8.6.3.rdb",
    ]
    static let mutated = [
        "edge.rdb10.redis-7.0.15.rdb", "types_compact.rdb2.redis-2.4.18.rdb", "types_compact.rdb9.redis-6.2.16.rdb",
        "streams.rdb13.redis-8.6.3.rdb", "hash_ttl.rdb13.redis-8.6.3.rdb", "vectorset.rdb13.redis-8.6.3.rdb",
        "list_plain_nodes.rdb11.redis-7.2.6.rdb", "functions.rdb10.redis-7.0.15.rdb",
        "slot_import.rdb80.valkey-9.1.2.rdb", "repl_aux.rdb9.redis-6.2.16.rdb",
    ]

    @Test(arguments: small)
    func `a snapshot that is cut anywhere is refused`(_ name: String) throws {
        let bytes = try SnapshotFixture(name: name).bytes()
        let options = try InMemory.options(jobs: 1, chunkByteCount: 256)
        for count in 0..<bytes.count {
            do {
                _ = try OneThread.sanitized(Array(bytes[..<count]), options, steps: count % 2 == 0 ? [] : [7])
                Issue.record("\(count) of \(bytes.count) bytes were taken for a whole snapshot")
            } catch let error as ReadError {
                #expect(error.offset <= UInt64(count), "cut at \(count): \(error)")
            }
        }
    }

    @Test func `a length of 2 to the 60th is refused without waiting or allocating`() throws {
        let huge: [UInt8] = [0x81, 0x10, 0, 0, 0, 0, 0, 0, 0]
        let records: [[UInt8]] = [
            [0] + huge, [0, 1, 0x61] + huge, [2, 1, 0x61] + huge, [4, 1, 0x61] + huge, [5, 1, 0x61] + huge,
            [14, 1, 0x61] + huge, [15, 1, 0x61] + huge, [0, 1, 0x61, 0xC3] + huge + [4], [0, 1, 0x61, 0xC3, 4] + huge,
            [254] + huge, [250] + huge, [7, 1, 0x61] + huge, [18, 1, 0x61] + huge,
        ]
        for record in records {
            for steps in [[], [64]] {
                var writer = DumpWriter()
                writer.append(record + [1, 0x61, 1, 0x61])
                let bytes = writer.finished()
                #expect(throws: (any Error).self) {
                    _ = try OneThread.sanitized(bytes, InMemory.options(jobs: 1, chunkByteCount: 4096), steps: steps)
                }
            }
        }
    }

    @Test(arguments: mutated.indices)
    func `a mutated snapshot ends in an error or in a whole file of the same shape`(_ place: Int) throws {
        let original = try SnapshotFixture(name: Self.mutated[place]).bytes()
        let options = try InMemory.options(jobs: 1, chunkByteCount: 1024)
        for round in 0..<200 {
            let seed = UInt64(place * 1000 + round)
            let mutant = Self.mutant(original, seed)
            do {
                let sanitized = try OneThread.sanitized(mutant, options)
                let difference = try SameShape.difference(mutant, sanitized)
                #expect(difference == nil, "\(Self.mutated[place]), seed \(seed)")
            } catch let error as ReadError {
                #expect(error.offset <= UInt64(mutant.count), "\(Self.mutated[place]), seed \(seed): \(error)")
            } catch let error as SanitizeError {
                #expect(error.offset <= UInt64(mutant.count), "\(Self.mutated[place]), seed \(seed): \(error)")
            }
        }
    }

    /// Bits, bytes, inserted and removed runs; the checksum is made right again, so that the damage gets to the parser.
    private static func mutant(_ original: [UInt8], _ seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        let hasChecksum = String(decoding: original[5..<9], as: UTF8.self) >= "0005"
        var body = hasChecksum ? Array(original.dropLast(8)) : original
        let interesting: [UInt8] = [
            0, 1, 0x7F, 0x80, 0x81, 0xC0, 0xC1, 0xC2, 0xC3, 0xF0, 0xF4, 0xFA, 0xFC, 0xFD, 0xFE, 0xFF,
        ]
        for _ in 0...generator.below(3) {
            let at = 9 + generator.below(max(body.count - 9, 1))
            guard at < body.count else { continue }
            switch generator.below(6) {
            case 0: body[at] ^= 1 << UInt8(generator.below(8))
            case 1: body[at] = interesting[generator.below(interesting.count)]
            case 2: body[at] = UInt8(generator.below(256))
            case 3: body.insert(interesting[generator.below(interesting.count)], at: at)
            case 4: body.removeSubrange(at..<min(at + 1 + generator.below(9), body.count))
            default:
                let run = Array(body[at..<min(at + 1 + generator.below(40), body.count)])
                body.insert(contentsOf: run, at: 9 + generator.below(max(body.count - 9, 1)))
            }
        }
        guard hasChecksum else { return body }
        var checksum = CRC64()
        checksum.update(body.span)
        return body + littleEndian(checksum.value, 8)
    }

    @Test func `an error names a place and never what lies there`() throws {
        let secret = "maria.oliveira.secret"
        var seen = Set<String>()
        for number in 0..<400 {
            var writer = DumpWriter()
            writer.pair(secret, secret)
            writer.key(secret, type: 16)
            writer.string(PackedWriter.listpack([.init(secret), .init(secret)]))
            writer.key(secret, type: 13)
            writer.string(PackedWriter.ziplist([.init(secret), .init(secret)]))
            let mutant = Self.mutant(writer.finished(), UInt64(number))
            do {
                _ = try OneThread.sanitized(mutant, InMemory.options(jobs: 1, chunkByteCount: 4096))
            } catch {
                seen.insert("\(error)")
            }
        }
        #expect(seen.count > 20)
        for message in seen { #expect(!message.contains("maria") && !message.contains("secret"), "\(message)") }
    }
}

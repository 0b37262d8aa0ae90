import Foundation
import RedisDump
import Testing

/// A file of `Tests/Fixtures`, and what is known about it from elsewhere.
struct Fixture: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Every file that holds a snapshot, in order of their names.
    static let all: [Fixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { [".rdb", ".aof", ".bin"].contains($0.suffix(4)) }.sorted().map(Fixture.init)
    }()

    /// The files that hold an RDB file and nothing else, and can be read to their end.
    static let snapshots = all.filter { $0.name.hasSuffix(".rdb") && $0.name != preGA.name }

    /// Snapshots of at most `byteCount` bytes, for tests that read them very often.
    static func snapshots(upTo byteCount: Int) -> [Fixture] {
        snapshots.filter { ((try? $0.bytes().count) ?? .max) <= byteCount }
    }

    /// The snapshot with a module value of before Redis 4.0, which cannot be read without its module.
    static let preGA = Fixture(name: "module_hellotype.rdb8.redis-4.0-rc1.rdb")

    var url: URL { Self.folder.appending(path: name) }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

    /// How many lines the expected view has for each database; nil without an expected view.
    func truthCounts() throws -> [Int: Int]? {
        let path = Self.folder.appending(path: name.dropLast(4) + ".truth.jsonl.gz")
        guard let packed = try? Data(contentsOf: path) else { return nil }
        let plain = try everything(of: DumpSource(ArraySource([UInt8](packed))))
        var counts: [Int: Int] = [:]
        for line in plain.split(separator: 0x0A) {
            counts[try JSONDecoder().decode(TruthLine.self, from: Data(line)).db, default: 0] += 1
        }
        return counts
    }

    /// What the independent walker found, for each fixture of the manifest.
    static func manifest() throws -> [String: ManifestLine] {
        let lines = try Data(contentsOf: folder.appending(path: "manifest.jsonl")).split(separator: 0x0A)
        let rows = try lines.map { try JSONDecoder().decode(ManifestLine.self, from: Data($0)) }
        return Dictionary(rows.map { ($0.fixture, $0) }) { first, _ in first }
    }
}

private struct TruthLine: Decodable {
    var db: Int
}

/// A line of `manifest.jsonl`, as far as the tests use it.
struct ManifestLine: Decodable {
    struct Scan: Decodable {
        var magic: String?
        var dbs: [String: Int]?
        var types: [String: Int]?
        var opcodes: [String: Int]?
        var crc: String?
        var trailing: Int?
    }
    var fixture: String
    var scan: Scan
}

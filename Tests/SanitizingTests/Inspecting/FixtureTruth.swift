import Foundation
import RedisDump

/// What is known of a fixture from elsewhere: the manifest, and the server's own words.
struct FixtureTruth {
    /// Keys by database.
    var databases: [String: Int] = [:]
    /// Keys by the number of their RDB type.
    var types: [Int: Int] = [:]
    /// Strings by encoding.
    var stringEncodings: [String: Int] = [:]
    /// What the server said of each key; nil where there is no such file.
    var keys: [[String: Any]]?

    /// Nil where the manifest does not describe the fixture.
    init?(_ fixture: SnapshotFixture) throws {
        guard let scan = try Self.manifest()[fixture.name] else { return nil }
        databases = (scan["dbs"] as? [String: Int] ?? [:]).filter { $0.value > 0 }
        for (name, count) in scan["types"] as? [String: Int] ?? [:] {
            types[Int(name.prefix { $0 != " " }) ?? -1, default: 0] += count
        }
        stringEncodings = scan["string_enc"] as? [String: Int] ?? [:]
        keys = try Self.keys(fixture)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static func manifest() throws -> [String: [String: Any]] {
        let data = try Data(contentsOf: folder.appending(path: "manifest.jsonl"))
        var scans: [String: [String: Any]] = [:]
        for line in data.split(separator: 0x0A) {
            let row = try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
            if let name = row["fixture"] as? String { scans[name] = row["scan"] as? [String: Any] }
        }
        return scans
    }

    private static func keys(_ fixture: SnapshotFixture) throws -> [[String: Any]]? {
        let name = String(fixture.name.dropLast(4)) + ".truth.jsonl.gz"
        guard let packed = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
        let source = try DumpSource(MemorySource([UInt8](packed)))
        var plain = ByteBuffer()
        while try source.read(into: &plain, upTo: 1 << 16) > 0 {}
        return try Data(Array(copying: plain.span)).split(separator: 0x0A).map {
            try JSONSerialization.jsonObject(with: $0) as? [String: Any] ?? [:]
        }
    }
}

extension [String: Any] {
    /// `TYPE`; everything that is a module's is one type.
    var type: String {
        let name = self["type"] as? String ?? ""
        return ["string", "list", "set", "zset", "hash", "stream"].contains(name) ? name : "module"
    }

    /// Members, fields, entries; 1 for a string.
    var elementCount: Int {
        switch type {
        case "stream": (self["value"] as? [String: Any])?["length"] as? Int ?? 0
        case "string": 1
        default: (self["value"] as? [Any])?.count ?? (self["value"] as? [String: Any])?.count ?? 0
        }
    }

    /// Whether the key expires; old servers know only the time left.
    var expires: Bool { ["pexpireat", "pttl_ms", "ttl_s"].contains { (self[$0] as? Int ?? 0) > 0 } }

    /// Consumer groups of a stream.
    var groups: [[String: Any]] { (self["value"] as? [String: Any])?["groups"] as? [[String: Any]] ?? [] }

    /// Entries of a group that are pending; Redis 5.0 tells only how many.
    var pendingCount: Int {
        self["pel-count"] as? Int ?? self["pending"] as? Int ?? (self["pending"] as? [Any])?.count ?? 0
    }
}

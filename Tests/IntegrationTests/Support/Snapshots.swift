import Foundation
import Masking
import RedisDump
import Rules
import Sanitizing
import Testing

/// A source over an array.
final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remainingCount: UInt64? { UInt64(bytes.count - position) }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) -> Int {
        let bytes = bytes
        let count = min(limit, bytes.count - position)
        buffer.append(bytes.span.extracting(position..<position + count))
        position += count
        return count
    }
}

/// A sink that keeps what it is given.
final class MemorySink: ByteSink {
    private(set) var bytes: [UInt8] = []

    func write(_ span: Span<UInt8>) {
        for index in span.indices { bytes.append(span[index]) }
    }
}

/// A snapshot of `Tests/Fixtures`.
struct Snapshot: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Every RDB file, in order of their names.
    static let all: [Snapshot] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".rdb") }.sorted().map(Snapshot.init)
    }()

    var path: String { Self.folder.appending(path: name).path }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

    /// What its server said; empty for the sample.
    func truth() throws -> [Truth.Name: Truth] {
        let url = Self.folder.appending(path: name.dropLast(4) + ".truth.jsonl.gz")
        guard let packed = try? Data(contentsOf: url) else { return [:] }
        return try Truth.read([UInt8](packed))
    }

    /// The settings of the server that wrote it, as far as they decide encodings, where that is the one that loads it.
    ///
    /// `list-compress-depth` is left out: the memory of a list that the server packs by LZF depends on how well its text
    /// packs, which masking changes.
    func configuration() throws -> [String] {
        guard isFromRedis70 else { return [] }
        let lines = try Data(contentsOf: Self.folder.appending(path: "manifest.jsonl")).split(separator: 0x0A)
        for line in lines {
            guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                object["fixture"] as? String == name
            else { continue }
            return (object["config"] as? [String] ?? []).filter { $0.contains("-max-") }
        }
        return []
    }

    /// Whether its version is one that Redis 7.0 knows, and its content does not need a module.
    var isForRedis70: Bool {
        let parts = name.split(separator: ".")
        let version = parts.lazy.compactMap { $0.hasPrefix("rdb") ? Int($0.dropFirst(3)) : nil }.first
        return (version ?? 10) <= 10 && !name.hasPrefix("module_") && name != "functions.rdb10.redis-7.0-rc1.rdb"
    }

    /// Whether the server that wrote it is the one that loads it.
    var isFromRedis70: Bool { name.hasSuffix(".redis-7.0.15.rdb") }
}

/// A key of a snapshot, and what became of it.
struct KeyPair {
    var database: Int
    var raw: [UInt8]
    var masked: [UInt8]

    /// The keys of two files, in the order of the files.
    static func all(_ raw: [UInt8], _ sanitized: [UInt8]) throws -> [KeyPair] {
        let (before, after) = (try keys(raw), try keys(sanitized))
        try #require(before.count == after.count)
        return try zip(before, after).map { before, after in
            try #require(before.database == after.database)
            return KeyPair(database: before.database, raw: before.key, masked: after.key)
        }
    }

    private static func keys(_ bytes: [UInt8]) throws -> [Truth.Name] {
        var cursor = ByteCursor(bytes.span)
        var walker = DumpWalker(family: try DumpHeader(&cursor).family)
        var database = 0
        var keys: [Truth.Name] = []
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            if atom.role == .database { database = Int(atom.number) }
            guard atom.role == .key else { continue }
            var plain = ByteBuffer()
            try atom.string.appendPlain(from: bytes.span, offset: 0, to: &plain)
            keys.append(Truth.Name(database: database, key: plain.span.indices.map { plain.span[$0] }))
        }
        return keys
    }
}

/// Sanitizing in process.
enum InProcess {
    /// Options of the default policy, under a fixed key.
    static func options(rules: String? = nil) throws -> SanitizeOptions {
        let key = try MaskingKey(bytes: [UInt8](repeating: 9, count: 32))
        let set = try rules.map { try RuleSet(packs: [RulePack(text: $0, file: "test.yaml")]) } ?? .empty
        return SanitizeOptions(key: key, rules: set)
    }

    static func sanitized(_ bytes: [UInt8], _ options: SanitizeOptions) throws -> [UInt8] {
        let sink = MemorySink()
        _ = try Sanitizer.run(MemorySource(bytes), into: sink, options)
        return sink.bytes
    }
}

import Foundation
import RedisDump

/// What a server said about one key, from a `*.truth.jsonl.gz`.
struct Truth {
    /// A key in its database.
    struct Name: Hashable {
        var database: Int
        var key: [UInt8]
    }

    var type: String
    var encoding: String
    /// Expiry in Unix ms, or nil.
    var expiry: Int?
    /// Elements of a collection, pairs of a hash, entries of a stream, bytes of a string.
    var count: Int
    var idleSeconds: Int?
    var frequency: Int?

    /// All lines of a file, by key.
    static func read(_ packed: [UInt8]) throws -> [Name: Truth] {
        let source = try DumpSource(MemorySource(packed))
        var plain = ByteBuffer()
        while try source.read(into: &plain, upTo: 1 << 16) > 0 {}
        let bytes = plain.span.indices.map { plain.span[$0] }
        var lines: [Name: Truth] = [:]
        for line in bytes.split(separator: 0x0A) {
            guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                let key = object["key"] as? String, let database = object["db"] as? Int
            else { continue }
            lines[Name(database: database, key: latin(key))] = Truth(object)
        }
        return lines
    }

    private init(_ object: [String: Any]) {
        type = object["type"] as? String ?? ""
        encoding = object["encoding"] as? String ?? ""
        expiry = object["pexpireat"] as? Int
        idleSeconds = object["idle_s"] as? Int
        frequency = object["freq"] as? Int
        switch object["value"] {
        case let text as String: count = text.unicodeScalars.count
        case let list as [Any]: count = list.count
        case let stream as [String: Any]: count = stream["length"] as? Int ?? (stream["entries"] as? [Any])?.count ?? 0
        default: count = 0
        }
    }

    /// Strings are mapped byte by byte to U+0000 to U+00FF.
    private static func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
}

public import RedisDump

/// One document with names in snake case; counts of bytes are those in the file.
extension Inspection: Encodable {
    enum CodingKeys: String, CodingKey {
        case rdb, server, keys, databases, types, strings, templates, ttl, streams, modules, functions, scripts, slots
        case largestKeys = "largest_keys"
        case fieldTTL = "field_ttl"
    }

    /// Writes the document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(RDB(self), forKey: .rdb)
        try container.encode(server, forKey: .server)
        try container.encode(Keys(self), forKey: .keys)
        try container.encode(databases, forKey: .databases)
        try container.encode(types, forKey: .types)
        try container.encode(largestKeys, forKey: .largestKeys)
        try container.encode(strings, forKey: .strings)
        try container.encode(Templates(self), forKey: .templates)
        try container.encode(Lifetimes(lifetimes, self), forKey: .ttl)
        try container.encode(FieldLifetimes(self), forKey: .fieldTTL)
        try container.encode(streams, forKey: .streams)
        try container.encode(modules, forKey: .modules)
        try container.encode(functions, forKey: .functions)
        try container.encode(scripts, forKey: .scripts)
        try container.encode(["info": slotCount, "imports": slotImportCount], forKey: .slots)
    }
}

private struct RDB: Encodable {
    var version: String
    var bytes: UInt64
    var envelope: [String]
    var checksum: String
    var paddingBytes: Int
    var otherBytes: UInt64

    enum CodingKeys: String, CodingKey {
        case version, bytes, envelope, checksum
        case paddingBytes = "padding_bytes"
        case otherBytes = "other_bytes"
    }

    init(_ inspection: Inspection) {
        version = inspection.header.text
        bytes = inspection.byteCount
        envelope = inspection.envelope.names
        checksum = inspection.checksum.rawValue
        paddingBytes = inspection.paddingCount
        otherBytes = inspection.otherBytes
    }
}

private struct Keys: Encodable {
    var total: Int
    var expiring: Int
    var bytes: UInt64
    var withIdleTime: Int
    var withFrequency: Int
    var withMetadata: Int

    enum CodingKeys: String, CodingKey {
        case total, expiring, bytes
        case withIdleTime = "with_idle_time"
        case withFrequency = "with_frequency"
        case withMetadata = "with_metadata"
    }

    init(_ inspection: Inspection) {
        total = inspection.keys.keys
        expiring = inspection.keys.expiring
        bytes = inspection.keys.bytes
        withIdleTime = inspection.keysWithIdleTime
        withFrequency = inspection.keysWithFrequency
        withMetadata = inspection.keysWithMetadata
    }
}

private struct Templates: Encodable {
    var list: [Inspection.TemplateCount]
    var other: Inspection.KeyCount

    init(_ inspection: Inspection) {
        list = inspection.templates
        other = inspection.otherTemplates
    }
}

private struct Lifetimes: Encodable {
    var buckets: [LifetimeHistogram.Bucket]
    var from: Int64
    var source: String

    enum CodingKeys: String, CodingKey {
        case buckets, source
        case from = "from_unix_ms"
    }

    init(_ histogram: LifetimeHistogram, _ inspection: Inspection) {
        buckets = histogram.buckets
        from = inspection.lifetimesFrom
        source = inspection.server.takenAt == nil ? "now" : "ctime"
    }
}

private struct FieldLifetimes: Encodable {
    var hashes: Int
    var fields: Int
    var buckets: [LifetimeHistogram.Bucket]

    init(_ inspection: Inspection) {
        hashes = inspection.hashesWithFieldLifetimes
        fields = inspection.fieldLifetimes.expiring
        buckets = inspection.fieldLifetimes.buckets
    }
}

extension DumpSource.Envelope {
    /// What is in front of the RDB file, from outside to inside.
    public var names: [String] {
        (contains(.gzip) ? ["gzip"] : []) + (contains(.replication) ? ["replication"] : [])
    }
}

extension Inspection.DatabaseCount: Encodable {
    enum CodingKeys: String, CodingKey { case db, keys, expiring, bytes }

    /// Writes the count flat.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .db)
        try container.encode(count.keys, forKey: .keys)
        try container.encode(count.expiring, forKey: .expiring)
        try container.encode(count.bytes, forKey: .bytes)
    }
}

extension Inspection.TypeCount: Encodable {
    enum CodingKeys: String, CodingKey {
        case type, encoding, keys, expiring, bytes, elements
        case name = "rdb_type"
        case number = "rdb_type_number"
    }

    /// Writes the count flat.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(name, forKey: .name)
        try container.encode(type, forKey: .type)
        try container.encode(encoding, forKey: .encoding)
        try container.encode(count.keys, forKey: .keys)
        try container.encode(count.expiring, forKey: .expiring)
        try container.encode(count.bytes, forKey: .bytes)
        try container.encode(elements, forKey: .elements)
    }
}

extension Inspection.TemplateCount: Encodable {
    enum CodingKeys: String, CodingKey { case template, keys, expiring, bytes, types }

    /// Writes the count flat.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(template, forKey: .template)
        try container.encode(count.keys, forKey: .keys)
        try container.encode(count.expiring, forKey: .expiring)
        try container.encode(count.bytes, forKey: .bytes)
        try container.encode(types, forKey: .types)
    }
}

extension StringCounts: Encodable {
    enum CodingKeys: String, CodingKey {
        case raw, int8, int16, int32, lzf, longest
        case packedBytes = "lzf_bytes"
        case unpackedBytes = "lzf_unpacked_bytes"
    }

    /// Writes counts by encoding.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count(.raw), forKey: .raw)
        try container.encode(count(.int8), forKey: .int8)
        try container.encode(count(.int16), forKey: .int16)
        try container.encode(count(.int32), forKey: .int32)
        try container.encode(count(.lzf), forKey: .lzf)
        try container.encode(packedBytes, forKey: .packedBytes)
        try container.encode(unpackedBytes, forKey: .unpackedBytes)
        try container.encode(longest, forKey: .longest)
    }
}

extension StringCounts.Longest: Encodable {
    enum CodingKeys: String, CodingKey {
        case bytes, role, template
        case plainBytes = "unpacked_bytes"
        case keyNumber = "key_number"
    }

    /// Writes the role by its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(plainBytes, forKey: .plainBytes)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(roleName, forKey: .role)
        try container.encode(keyNumber, forKey: .keyNumber)
        try container.encode(template, forKey: .template)
    }

    /// What the string is for, in words: `list element`.
    public var roleName: String {
        String(describing: role).reduce(into: "") { name, letter in
            if letter.isUppercase { name += " " }
            name += letter.lowercased()
        }
    }
}

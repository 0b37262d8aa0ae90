import RedisDump

/// What the server said of itself, in aux fields (`rdb.c`, `rdbSaveInfoAuxFields`; RDB 7).
public struct ServerFacts: Encodable, Sendable, Equatable {
    /// `redis` or `valkey`.
    public var name: String?
    /// Its version.
    public var version: String?
    /// Bits of its pointers.
    public var bits: Int64?
    /// When the snapshot was taken, Unix seconds.
    public var takenAt: Int64?
    /// Bytes the server had allocated for its data, by its own count.
    public var usedMemory: Int64?
    /// Whether the file is the base of an append-only file.
    public var isAOFBase = false
    /// The database of the replication stream.
    public var replicationDatabase: Int64?
    /// The place in the replication stream.
    public var replicationOffset: Int64?
    /// Fields of other names, and of values that are not what they should be. Neither is handed out.
    public var otherFields = 0

    enum CodingKeys: String, CodingKey {
        case name, version, bits
        case takenAt = "taken_at"
        case usedMemory = "used_memory"
        case isAOFBase = "is_aof_base"
        case replicationDatabase = "replication_database"
        case replicationOffset = "replication_offset"
        case otherFields = "other_fields"
    }

    /// Takes in a field, scripts and slots excluded.
    mutating func note(_ field: String, _ value: String) {
        switch field {
        case "redis-ver": setVersion("redis", value)
        case "valkey-ver": setVersion("valkey", value)
        case "redis-bits": bits = number(value)
        case "ctime": takenAt = number(value)
        case "used-mem": usedMemory = number(value)
        case "aof-base", "aof-preamble": isAOFBase = number(value).map { $0 != 0 } ?? isAOFBase
        case "repl-stream-db": replicationDatabase = number(value)
        case "repl-offset": replicationOffset = number(value)
        default: otherFields += 1
        }
    }

    private mutating func setVersion(_ server: String, _ value: String) {
        // The value is printed: nothing but a version passes.
        let isVersion =
            value.utf8.count <= 32 && value.utf8.first.map { $0 &- 0x30 < 10 } ?? false
            && value.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || [0x2E, 0x2D, 0x2B].contains($0) }
        guard isVersion else {
            otherFields += 1
            return
        }
        name = server
        version = value
    }

    private mutating func number(_ value: String) -> Int64? {
        let number = Int64(value)
        if number == nil { otherFields += 1 }
        return number
    }
}

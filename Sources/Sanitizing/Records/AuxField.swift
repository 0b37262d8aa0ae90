import RedisDump

/// What an auxiliary field is for, which decides what happens to its value.
enum AuxField: Sendable {
    /// The server's own bookkeeping: kept.
    case bookkeeping
    /// `ctime`, when the snapshot was taken: kept.
    case takenAt
    /// `repl-id`, 40 hexadecimal digits that name a replication history: masked.
    case replicationID
    /// `lua`, the body of a script (Redis 4.0 to 6.2).
    case script
    /// Everything else: masked as what it is found to be.
    case unknown

    /// The fields that are known (`rdb.c`, `rdbSaveInfoAuxFields`; Valkey and Redis clusters).
    private static let known: [String: AuxField] = [
        "redis-ver": .bookkeeping, "valkey-ver": .bookkeeping, "redis-bits": .bookkeeping, "ctime": .takenAt,
        "used-mem": .bookkeeping, "aof-base": .bookkeeping, "aof-preamble": .bookkeeping,
        "repl-stream-db": .bookkeeping, "repl-offset": .bookkeeping, "slot-info": .bookkeeping,
        "repl-id": .replicationID, "lua": .script,
    ]

    /// The field with a name.
    init(_ name: String) { self = Self.known[name] ?? .unknown }
}

extension StringRewriter {
    /// What the aux field with this name is for.
    mutating func auxField(_ form: StringForm, _ bytes: Span<UInt8>, _ offset: UInt64) throws(ReadError) -> AuxField {
        try unpack(form, bytes, offset: offset)
        let name = plain.span
        return AuxField(String(decoding: name.indices.map { name[$0] }, as: UTF8.self))
    }
}

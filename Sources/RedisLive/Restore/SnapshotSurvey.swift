public import RedisDump

/// What is in a snapshot, as far as a server that shall take it is concerned.
public struct SnapshotSurvey: Sendable {
    /// The file's header.
    public var header: DumpHeader
    /// Keys in each database.
    public var keys: [UInt64: Int] = [:]
    /// Keys that have an expiry.
    public var expiringKeys = 0
    /// Function libraries.
    public var functions = 0
    /// Scripts, module data outside keys and other records that no command loads, by what they are.
    public var left: [String: Int] = [:]
    /// Bytes of the largest value.
    public var largestValue = 0
    /// Bytes of the file.
    public var byteCount: UInt64 = 0
    /// Values by their type byte.
    var types: [UInt8: Int] = [:]
    /// Keys to which a module attached something.
    var keysWithMetadata = 0

    /// What a server may have something against; counts apart.
    struct Facets: Equatable {
        var types: Int, databases: Int, functions: Int, largestValue: Int
        var hasMetadata: Bool
    }

    /// What a server may have something against, so far.
    var facets: Facets {
        Facets(
            types: types.count, databases: keys.count, functions: functions, largestValue: largestValue,
            hasMetadata: keysWithMetadata > 0)
    }

    /// Keys in all databases.
    public var keyCount: Int { keys.values.reduce(0, +) }

    init(_ header: DumpHeader) { self.header = header }

    /// Reads a snapshot to its end, and checks it. `progress` gets the bytes read and may throw to end it.
    public static func of(
        _ source: any ByteSource, progress: (UInt64) throws -> Void = { _ in }
    ) throws -> SnapshotSurvey {
        var reader = try RecordReader(source)
        var survey = SnapshotSurvey(reader.header)
        while try reader.next() {
            try survey.add(reader)
            try progress(reader.byteCount)
        }
        _ = try reader.finish()
        survey.byteCount = reader.byteCount
        return survey
    }

    /// Counts one record.
    mutating func add(_ reader: borrowing RecordReader) throws {
        guard reader.key == nil else {
            keys[reader.database, default: 0] += 1
            if reader.attributes.expiry != nil { expiringKeys += 1 }
            if reader.attributes.hasMetadata { keysWithMetadata += 1 }
            types[reader.opcode, default: 0] += 1
            largestValue = max(largestValue, reader.body.count + RestorePayload.overhead)
            return
        }
        switch reader.opcode {
        case 245: functions += 1
        case 247: left["module data outside keys", default: 0] += 1
        case 250:
            var name = ByteBuffer()
            try reader.appendText(to: &name)
            if name.span.hasSameBytes(as: Array("lua".utf8).span) { left["cached scripts", default: 0] += 1 }
        default: break
        }
    }

    /// Why a server cannot hold this; nil when nothing speaks against it.
    ///
    /// `largestArgument` is its `proto-max-bulk-len`, `databaseCount` its `databases`, where they are known.
    func refusal(
        by facts: ServerFacts, at place: String, largestArgument: Int, databaseCount: Int?, leavesFunctions: Bool
    ) -> LiveError? {
        let server = facts.product ?? "the server"
        func refused(_ reason: String) -> LiveError {
            LiveError(.unsupported, "\(place) cannot hold this snapshot, and nothing was written: \(reason)")
        }
        for (type, count) in types.sorted(by: { $0.key < $1.key }) {
            guard let row = RecordLayout.row(type, in: header.family) else { continue }
            guard ServerRelease.reads(row, of: header.family, facts) else {
                return refused(
                    "\(count) keys have values of type \(row.name), which came with \(ServerRelease.release(of: row.since))"
                        + " and which \(server) does not read")
            }
        }
        if keysWithMetadata > 0 {
            return refused("modules attached metadata to \(keysWithMetadata) keys, which RESTORE cannot bring back")
        }
        if functions > 0, !leavesFunctions, let version = facts.versionNumbers, version.major < 7 {
            return refused("it has functions, which came with Redis 7.0; leave them out with --no-functions")
        }
        if largestValue > largestArgument {
            return refused(
                "its largest value has \(largestValue) bytes, and the server takes \(largestArgument) at most"
                    + " (proto-max-bulk-len); raise that there")
        }
        if facts.isClusterNode, keys.keys.contains(where: { $0 > 0 }) {
            return refused("it has keys in other databases than 0, and a cluster has no other")
        }
        if let databaseCount, let highest = keys.keys.max(), highest >= UInt64(databaseCount) {
            return refused(
                "it has keys in database \(highest), and the server has \(databaseCount) databases; raise databases there"
            )
        }
        return nil
    }
}

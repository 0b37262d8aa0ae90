import Testing

/// A server that loaded the sanitized file answers as one that loaded the raw file, key by key.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct ServerAnswersTests {
    static let snapshots = Snapshot.all.filter(\.isForRedis70)

    @Test func `there are snapshots for this`() { #expect(Self.snapshots.count >= 45) }

    @Test(arguments: snapshots)
    func `every snapshot that Redis 7.0 loads is answered for key by key after sanitizing`(_ snapshot: Snapshot) throws
    {
        let raw = try snapshot.bytes()
        let sanitized = try InProcess.sanitized(raw, InProcess.options())
        let policy = snapshot.name.hasPrefix("lfu") ? "allkeys-lfu" : "allkeys-lru"
        let configuration = ["maxmemory-policy \(policy)"] + (try snapshot.configuration())
        let before = Interview(try RedisServer(loading: raw, configuration))
        let after = Interview(try RedisServer(loading: sanitized, configuration))
        let pairs = try KeyPair.all(raw, sanitized)
        let truth = try snapshot.truth()

        #expect(try before.functionCount() == after.functionCount())
        var byDatabase: [Int: [KeyPair]] = [:]
        for pair in pairs { byDatabase[pair.database, default: []].append(pair) }
        for (database, pairs) in byDatabase.sorted(by: { $0.key < $1.key }) {
            try before.select(database)
            try after.select(database)
            #expect(try before.keyCount() == after.keyCount(), "database \(database)")
            let old = try before.facts(pairs.map(\.raw), isLFU: policy == "allkeys-lfu")
            let new = try after.facts(pairs.map(\.masked), isLFU: policy == "allkeys-lfu")
            for (index, pair) in pairs.enumerated() {
                let place = "database \(database), key \(index) of the file"
                expectSame(old[index], new[index], place)
                guard new[index].type != "none" else { continue }
                if let line = truth[Truth.Name(database: database, key: pair.raw)] {
                    expectTrue(line, new[index], place, isSameServer: snapshot.isFromRedis70)
                }
                let answers = (
                    try before.content(pair.raw, old[index].type), try after.content(pair.masked, new[index].type)
                )
                #expect(answers.0.isConsistent, "\(place): \(old[index].type), before sanitizing")
                #expect(answers.1.isConsistent, "\(place): \(new[index].type)")
                #expect(answers.0.shape == answers.1.shape, "\(place): \(new[index].type)")
            }
        }
    }

    private func expectSame(_ old: Interview.Facts, _ new: Interview.Facts, _ place: String) {
        #expect(old.type == new.type, "\(place)")
        #expect(old.encoding == new.encoding, "\(place)")
        #expect(old.expiry == new.expiry, "\(place)")
        #expect(old.length == new.length, "\(place)")
        #expect(old.frequency == new.frequency, "\(place)")
        #expect(abs((old.idleSeconds ?? 0) - (new.idleSeconds ?? 0)) <= 10, "\(place)")
        let difference = abs((old.memoryByteCount ?? 0) - (new.memoryByteCount ?? 0))
        #expect(
            difference <= Self.noise(old),
            "\(place): \(old.encoding), \(old.memoryByteCount ?? 0) bytes became \(new.memoryByteCount ?? 0)")
    }

    private func expectTrue(_ truth: Truth, _ new: Interview.Facts, _ place: String, isSameServer: Bool) {
        #expect(truth.type == new.type, "\(place)")
        if let expiry = truth.expiry { #expect(expiry == new.expiry, "\(place)") }
        #expect(truth.count == new.length, "\(place)")
        if isSameServer {
            #expect(truth.encoding == new.encoding, "\(place)")
            if truth.expiry == nil { #expect(new.expiry == -1, "\(place)") }
            if let frequency = truth.frequency { #expect(frequency == new.frequency, "\(place)") }
            if let idle = truth.idleSeconds, let now = new.idleSeconds { #expect(abs(idle - now) <= 60, "\(place)") }
        }
    }

    /// How far the memory of one value may differ between two loads of one file, by the server's own dice.
    ///
    /// A table that grew while it was loaded still holds its former half until enough has been added to move all of it; how
    /// much that takes depends on the process's random hash seed. Each node of a skiplist has a random number of levels of
    /// 16 bytes, 4/3 on average.
    private static func noise(_ facts: Interview.Facts) -> Int {
        let count = facts.length ?? 0
        var formerTable = 4 * 8
        while formerTable < count * 8 { formerTable *= 2 }
        switch facts.encoding {
        case "hashtable": return formerTable
        case "skiplist": return formerTable + 200 + count * 12
        default: return 0
        }
    }
}

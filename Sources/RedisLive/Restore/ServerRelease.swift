import RedisDump

/// Which RDB version a server reads, by its release.
package enum ServerRelease {
    /// The newest RDB version that releases of Redis read, from each release on.
    private static let redis: [(major: Int, minor: Int, rdbVersion: Int)] = [
        (2, 6, 6), (3, 2, 7), (4, 0, 8), (5, 0, 9), (7, 0, 10), (7, 2, 11), (7, 4, 12), (8, 6, 13),
    ]

    /// The newest RDB version that a release of Redis reads, by its version as text (`6.0`, `7.4.2`).
    package static func rdbVersion(ofRedis version: String) -> Int? {
        rdbVersion(of: ServerFacts("redis_version:\(version.contains(".") ? version : version + ".0")"))
    }

    /// The newest RDB version of its own family that a server reads; nil when its release is not known, or newer than this
    /// table.
    static func rdbVersion(of facts: ServerFacts) -> Int? {
        guard let version = facts.versionNumbers else { return nil }
        if facts.isValkey { return version.major >= 9 ? nil : 11 }
        guard (version.major, version.minor) <= (8, 6) else { return nil }
        return redis.last { ($0.major, $0.minor) <= (version.major, version.minor) }?.rdbVersion
    }

    /// Whether a server reads values of a type, as far as that is known.
    static func reads(_ row: RecordLayout, of family: DumpFamily, _ facts: ServerFacts) -> Bool {
        let isShared = row.families.count > 1
        if facts.isKnown, !isShared, facts.isValkey != (family == .valkey) { return false }
        guard let newest = rdbVersion(of: facts) else { return true }
        return row.since <= newest
    }

    /// The release that brought an RDB version, for people.
    package static func release(of rdbVersion: Int) -> String {
        if rdbVersion >= 80 { return "Valkey 9.0" }
        let row = redis.first { $0.rdbVersion >= rdbVersion }
        return row.map { "Redis \($0.major).\($0.minor)" } ?? "a newer Redis"
    }
}

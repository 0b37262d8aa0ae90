/// What a server says of itself in `INFO`.
public struct ServerFacts: Sendable, Equatable {
    private var fields: [String: String] = [:]

    /// Nothing is known: the server did not answer.
    public init() {}

    /// Reads the lines of an answer: `field:value`, and headings that begin with `#`.
    public init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard line.first != "#", let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
    }

    /// A field as it is written.
    public subscript(_ name: String) -> String? { fields[name] }

    /// Whether anything is known.
    public var isKnown: Bool { !fields.isEmpty }
    /// Whether it is a Valkey server.
    public var isValkey: Bool { fields["valkey_version"] != nil || fields["server_name"] == "valkey" }
    /// The version: Valkey's own where it is one.
    public var version: String? { fields["valkey_version"] ?? fields["redis_version"] }
    /// Product and version: `Redis 7.0.15`.
    public var product: String? { version.map { (isValkey ? "Valkey " : "Redis ") + $0 } }
    /// Whether it replicates another server.
    public var isReplica: Bool { fields["role"] == "slave" || fields["role"] == "replica" }
    /// Whether it is a node of a cluster.
    public var isClusterNode: Bool { fields["cluster_enabled"] == "1" || fields["redis_mode"] == "cluster" }
    /// Keys in each database (`db0:keys=3,expires=0,…`).
    public var keyCounts: [Int: Int] {
        var counts: [Int: Int] = [:]
        for (name, value) in fields where name.hasPrefix("db") {
            guard let number = Int(name.dropFirst(2)), value.hasPrefix("keys=") else { continue }
            counts[number] = Int(value.dropFirst(5).prefix { $0 != "," })
        }
        return counts
    }

    /// The parts of the version as numbers; nil when it is not written as such.
    public var versionNumbers: (major: Int, minor: Int)? {
        guard let parts = version?.split(separator: "."), parts.count >= 2, let major = Int(parts[0]),
            let minor = Int(parts[1])
        else { return nil }
        return (major, minor)
    }
}

/// A server, or the primaries of a cluster, that is to take a snapshot.
public final class LoadTarget {
    /// What the server that was named says of itself.
    public let facts: ServerFacts
    /// Its address without credentials.
    public let place: String
    /// Keys it holds, in each database; of a cluster, on all its primaries.
    public private(set) var keyCounts: [Int: Int] = [:]
    /// The primaries of a cluster; empty for a server alone.
    public var primaries: [String] { map == nil ? [] : connections.map(\.place) }
    /// What somebody should know before writing to it.
    public private(set) var notes: [String] = []

    private(set) var connections: [ServerConnection] = []
    private(set) var map: ClusterMap?
    /// The database that the address names.
    let database: Int?
    private let address: ServerAddress
    private let options: ConnectionOptions
    private let settings: (largestArgument: Int, databaseCount: Int?)

    /// What servers take at most as one argument, where they do not say (`proto-max-bulk-len`).
    private static let usualLargestArgument = 512 << 20

    /// Connects to it and, when it is of a cluster, to every primary of that.
    public init(_ address: ServerAddress, _ options: ConnectionOptions) throws(LiveError) {
        self.address = address
        self.options = options
        place = address.description
        database = address.database
        let seed = try ServerConnection(address, options)
        try seed.logIn(address)
        facts = try seed.facts()
        guard facts.isKnown else {
            throw LiveError(.notAllowed, "\(place) does not answer INFO to this user, which loading needs")
        }
        guard !facts.isReplica else {
            throw LiveError(.notAllowed, "\(place) is a replica; load into its primary")
        }
        if let version = facts.versionNumbers, version.major < 5 {
            throw LiveError(
                .unsupported,
                "\(place) is \(facts.product ?? "old"): RESTORE keeps expiries and idle times since Redis 5.0")
        }
        settings = (
            try seed.setting("proto-max-bulk-len").flatMap { Int($0) } ?? Self.usualLargestArgument,
            try seed.setting("databases").flatMap { Int($0) }
        )
        if facts.isClusterNode {
            try connectToCluster(seed)
        } else {
            connections = [seed]
            count(facts)
        }
        if let limit = facts["maxmemory"], limit != "0" {
            notes.append(
                "the target has a maxmemory of \(limit) bytes and the policy \(facts["maxmemory_policy"] ?? "unknown")")
        }
    }

    /// Keys it holds.
    public var keyCount: Int { keyCounts.values.reduce(0, +) }

    /// Refuses a snapshot that the target cannot hold.
    public func check(_ survey: SnapshotSurvey, leavesFunctions: Bool) throws(LiveError) {
        if database != nil, survey.keys.count > 1 {
            throw LiveError(
                .unsupported,
                "the address names one database, and the snapshot has keys in \(survey.keys.count); leave the number out"
            )
        }
        if let refusal = survey.refusal(
            by: facts, at: place, largestArgument: settings.largestArgument, databaseCount: settings.databaseCount,
            leavesFunctions: leavesFunctions)
        {
            throw refusal
        }
    }

    /// Refuses a target that holds keys.
    public func requireEmpty() throws(LiveError) {
        guard keyCount == 0 else {
            throw LiveError(
                .occupied,
                "\(place) holds \(keyCount) keys; --replace overwrites those with the same names, --flush deletes all of them"
            )
        }
    }

    /// Deletes everything the target holds, functions too.
    func flush() throws(LiveError) {
        for connection in connections {
            _ = try connection.require("FLUSHALL", "ASYNC")
            if let version = facts.versionNumbers, version.major >= 7 {
                _ = try connection.require("FUNCTION", "FLUSH", "ASYNC")
            }
        }
    }

    /// The time by the server's clock, Unix ms; nil where it does not tell.
    func now() throws(LiveError) -> Int64? {
        let parts = try connections[0].ask("TIME").elements.compactMap { $0.text.flatMap { Int64($0) } }
        guard parts.count == 2 else { return nil }
        let (milliseconds, overflow) = parts[0].multipliedReportingOverflow(by: 1000)
        return overflow ? nil : milliseconds &+ parts[1] / 1000
    }

    /// The index of the connection for a slot; the first where there is no cluster.
    func connectionIndex(ofSlot slot: Int) throws(LiveError) -> Int {
        guard let map else { return 0 }
        guard let index = map.owner(of: slot) else { throw notWhole }
        return index
    }

    /// The index of the connection to the node that a redirection names; connects where it is new.
    func connectionIndex(following redirect: Redirect) throws(LiveError) -> Int {
        guard var map else {
            throw LiveError(.notUnderstood, "\(place) points to another server, and says that it is of no cluster")
        }
        let index = map.move(redirect, askedHost: askedHost)
        if index == connections.count { connections.append(try connect(map.nodes[index])) }
        self.map = map
        return index
    }

    private var askedHost: String {
        guard case .tcp(let host, _, _) = address.transport else { return "127.0.0.1" }
        return host
    }

    private var notWhole: LiveError {
        LiveError(.notNow, "\(place) is of a cluster that has slots without a primary; wait until it is whole")
    }

    private func connectToCluster(_ seed: ServerConnection) throws(LiveError) {
        guard database == nil || database == 0 else {
            throw LiveError(.unsupported, "\(place) is of a cluster, which has database 0 only")
        }
        let answer = try seed.require("CLUSTER", "SLOTS")
        guard let map = ClusterMap(answer, askedHost: askedHost), map.isWhole else { throw notWhole }
        self.map = map
        for node in map.nodes {
            let connection = try connect(node)
            connections.append(connection)
            count(try connection.facts())
        }
    }

    private func connect(_ node: ClusterMap.Node) throws(LiveError) -> ServerConnection {
        var isTLS = false
        if case .tcp(_, _, let flag) = address.transport { isTLS = flag }
        var address = address
        address.transport = .tcp(host: node.host, port: node.port, isTLS: isTLS)
        let connection = try ServerConnection(address, options)
        try connection.logIn(address)
        return connection
    }

    private func count(_ facts: ServerFacts) {
        keyCounts.merge(facts.keyCounts) { $0 + $1 }
    }
}

/// The words by which a replica asks for a snapshot.
enum ReplicationHandshake {
    /// What the server answered to `PSYNC`.
    struct Reply: Equatable {
        /// The ID of its replication history.
        var replicationID: String?
        /// The offset of the snapshot in it.
        var offset: Int64?

        /// Nothing: a server that only knows `SYNC` answers with the snapshot itself.
        static let none = Reply()

        /// Reads `FULLRESYNC <id> <offset>`; nil when it is something else.
        init?(_ line: String) {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "FULLRESYNC", words[1].utf8.count <= 64,
                words[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let offset = Int64(words[2])
            else { return nil }
            self.replicationID = String(words[1])
            self.offset = offset
        }

        private init() {}
    }

    /// Says what this replica can do.
    ///
    /// - `capa eof`: take a snapshot that the server sends without writing a file.
    /// - `capa psync2`: what servers since 4.0 expect of a replica.
    /// - `rdb-only 1`: no stream of commands, so the server keeps none for it (Redis 7.0).
    /// - `version`: Valkey writes the RDB version of old Redis for a replica that does not say it is newer; 9.0 is the
    ///   newest whose files are read here.
    ///
    /// No `listening-port`: whoever watches the replicas of a server (Sentinel) must not take this for one. A
    /// server that does not know an option says so with an error, which changes nothing.
    static func announce(_ connection: ServerConnection, _ facts: ServerFacts) throws(LiveError) {
        try say(connection, ["REPLCONF", "capa", "eof", "capa", "psync2"])
        if knowsRDBOnly(facts) { try say(connection, ["REPLCONF", "rdb-only", "1"]) }
        if facts.isValkey || !facts.isKnown { try say(connection, ["REPLCONF", "version", "9.0.0"]) }
    }

    /// Redis 7.0 and Valkey know it; a server that says nothing of itself is asked.
    private static func knowsRDBOnly(_ facts: ServerFacts) -> Bool {
        guard !facts.isValkey, let version = facts.versionNumbers else { return true }
        return version.major >= 7
    }

    private static func say(_ connection: ServerConnection, _ words: [String]) throws(LiveError) {
        guard let failure = try connection.ask(words).failure, failure.code != "ERR" else { return }
        throw LiveError(failure, at: connection.place, asked: words[0])
    }

    /// Asks for a snapshot.
    static func requestSnapshot(_ connection: ServerConnection) throws(LiveError) -> Reply {
        try connection.say(["PSYNC", "?", "-1"])
        try connection.skipNewlines()
        let value = try connection.answer()
        if let failure = value.failure {
            // Before 2.8 there is no PSYNC.
            guard failure.code == "ERR", failure.hasDetail(beginningWith: "unknown command") else {
                throw LiveError(failure, at: connection.place, asked: "PSYNC")
            }
            try connection.say(["SYNC"])
            return .none
        }
        guard let line = value.text, let reply = Reply(line) else {
            throw LiveError(.notUnderstood, "\(connection.place) does not answer PSYNC as servers of Redis do")
        }
        return reply
    }
}

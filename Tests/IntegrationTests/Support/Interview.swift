/// Questions to a server about its keys.
struct Interview {
    /// What a server says about any key.
    struct Facts {
        var type: String
        var encoding: String
        var expiry: Int?
        var memoryByteCount: Int?
        var idleSeconds: Int?
        var frequency: Int?
        var length: Int?
    }

    /// What a server says about a value.
    struct Content {
        /// What must be the same after sanitizing: lengths, scores, IDs, numbers.
        var shape: [String]
        /// Whether its answers to different questions agree.
        var isConsistent = true
    }

    private let server: RedisServer

    init(_ server: RedisServer) { self.server = server }

    func select(_ database: Int) throws { _ = try server.client.ask("SELECT", String(database)) }

    func keyCount() throws -> Int? { try server.client.ask("DBSIZE").number }

    func functionCount() throws -> Int { try server.client.ask("FUNCTION", "LIST").elements.count }

    private static let lengths = [
        "string": "STRLEN", "hash": "HLEN", "list": "LLEN", "set": "SCARD", "zset": "ZCARD", "stream": "XLEN",
    ]

    /// Everything that does not depend on the type, asked before anything else touches the keys.
    func facts(_ keys: [[UInt8]], isLFU: Bool) throws -> [Facts] {
        let recency = isLFU ? "FREQ" : "IDLETIME"
        let answers = try ask(
            keys.flatMap { key in
                [
                    [Array("MEMORY"), Array("USAGE"), key, Array("SAMPLES"), Array("0")],
                    [Array("OBJECT"), Array(recency), key], [Array("TYPE"), key],
                    [Array("OBJECT"), Array("ENCODING"), key],
                    [Array("PEXPIRETIME"), key],
                ]
            })
        var facts = keys.indices.map { index in
            let reply = answers[index * 5..<index * 5 + 5].map { $0 }
            return Facts(
                type: reply[2].string, encoding: reply[3].string, expiry: reply[4].number,
                memoryByteCount: reply[0].number,
                idleSeconds: isLFU ? nil : reply[1].number, frequency: isLFU ? reply[1].number : nil)
        }
        let counts = try ask(zip(keys, facts).map { [Array(Self.lengths[$1.type] ?? "EXISTS"), $0] })
        for index in facts.indices { facts[index].length = counts[index].number }
        return facts
    }

    /// Asks for the value in every way, and compares the answers with each other.
    func content(_ key: [UInt8], _ type: String) throws -> Content {
        switch type {
        case "string": try string(key)
        case "hash": try hash(key)
        case "list": try list(key)
        case "set": try set(key)
        case "zset": try sortedSet(key)
        case "stream": try stream(key)
        default: Content(shape: [])
        }
    }

    private func string(_ key: [UInt8]) throws -> Content {
        let value = try ask([[Array("GET"), key]])[0].bytes
        guard value.starts(with: "HYLL".utf8) else { return Content(shape: ["\(value.count)"]) }
        let estimate = try ask([[Array("PFCOUNT"), key]])[0]
        return Content(shape: ["\(value.count)", "\(estimate)"])
    }

    private func hash(_ key: [UInt8]) throws -> Content {
        let all = try ask([[Array("HGETALL"), key]])[0].elements
        let fields = stride(from: 0, to: all.count, by: 2).map { all[$0].bytes }
        let values = stride(from: 1, to: all.count, by: 2).map { all[$0] }
        let single = try ask(fields.map { [Array("HGET"), key, $0] })
        let lengths = zip(fields, values).map { "\($0.count) \($1.bytes.count)" }
        return Content(shape: lengths.sorted(), isConsistent: single == values && Set(fields).count == fields.count)
    }

    private func list(_ key: [UInt8]) throws -> Content {
        let answers = try ask([[Array("LRANGE"), key, Array("0"), Array("-1")], [Array("LINDEX"), key, Array("-1")]])
        let elements = answers[0].elements
        return Content(shape: elements.map { "\($0.bytes.count)" }, isConsistent: elements.last == answers[1])
    }

    private func set(_ key: [UInt8]) throws -> Content {
        let members = try ask([[Array("SMEMBERS"), key]])[0].elements.map(\.bytes)
        let found = try ask([[Array("SMISMEMBER"), key] + members])[0].elements
        return Content(
            shape: members.map { "\($0.count)" }.sorted(),
            isConsistent: found == members.map { _ in .integer(1) } && Set(members).count == members.count)
    }

    private func sortedSet(_ key: [UInt8]) throws -> Content {
        let range = try ask([
            [Array("ZRANGE"), key, Array("0"), Array("-1"), Array("WITHSCORES")],
            [Array("ZRANGEBYSCORE"), key, Array("-inf"), Array("+inf"), Array("WITHSCORES")],
            [Array("ZREVRANGE"), key, Array("0"), Array("-1")],
        ])
        let all = range[0].elements
        let members = stride(from: 0, to: all.count, by: 2).map { all[$0].bytes }
        let scores = stride(from: 1, to: all.count, by: 2).map { all[$0] }
        let numbers = scores.map { Double($0.string) ?? .nan }
        let single = try ask([[Array("ZMSCORE"), key] + members])[0].elements
        let ranks = try ask(members.map { [Array("ZRANK"), key, $0] })
        // Ranges by score bound at each score find the first member of that score.
        let bounds = try ask(
            scores.map { [Array("ZCOUNT"), key, Array("-inf"), Array("(") + $0.bytes] })
        let firsts = numbers.map { number in Reply.integer(numbers.firstIndex(of: number) ?? -1) }
        let isConsistent =
            range[1] == range[0] && range[2].elements.reversed().map(\.bytes) == members && single == scores
            && ranks == members.indices.map { .integer($0) } && bounds == firsts && Set(members).count == members.count
            && isOrdered(members, numbers)
        let lengths = zip(members, scores).map { "\($0.count) \($1.string)" }
        return Content(shape: scores.map(\.string) + lengths.sorted(), isConsistent: isConsistent)
    }

    /// Members of equal score are in the order of their bytes.
    private func isOrdered(_ members: [[UInt8]], _ scores: [Double]) -> Bool {
        members.indices.dropFirst().allSatisfy {
            scores[$0] != scores[$0 - 1] || members[$0 - 1].lexicographicallyPrecedes(members[$0])
        }
    }

    private func stream(_ key: [UInt8]) throws -> Content {
        let answers = try ask([
            [Array("XRANGE"), key, Array("-"), Array("+")], [Array("XREVRANGE"), key, Array("+"), Array("-")],
            [Array("XINFO"), Array("STREAM"), key, Array("FULL"), Array("COUNT"), Array("0")],
        ])
        let groups = try ask([[Array("XINFO"), Array("GROUPS"), key]])[0]
        return Content(
            shape: [shape(answers[0]), shape(answers[2]), shape(groups)],
            isConsistent: answers[0].elements == answers[1].elements.reversed())
    }

    /// A reply with every text that is no stream ID replaced by its length. Groups and consumers come in the order of their
    /// names, which change, so lists of them are sorted.
    private func shape(_ reply: Reply) -> String {
        switch reply {
        case .text(let bytes):
            let halves = bytes.split(separator: 0x2D, omittingEmptySubsequences: false)
            let isID =
                halves.count == 2 && halves.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
            return isID ? String(decoding: bytes, as: UTF8.self) : "\(bytes.count)"
        case .list(let elements):
            let isNamed = elements.first?.elements.first?.string == "name"
            let shapes = elements.map(shape)
            return "(\((isNamed ? shapes.sorted() : shapes).joined(separator: " ")))"
        case .integer(let number): return "=\(number)"
        case .null: return "-"
        case .failure(let text): return text
        }
    }

    private func ask(_ commands: [[[UInt8]]]) throws -> [Reply] { try server.client.ask(commands) }
}

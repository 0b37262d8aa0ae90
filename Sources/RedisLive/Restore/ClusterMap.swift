import RedisDump

/// Which primary has which slots.
struct ClusterMap: Equatable {
    /// Host and port of each primary that has slots.
    private(set) var nodes: [Node] = []
    private var slots = [Int](repeating: -1, count: HashSlot.count)

    /// Where a primary listens.
    struct Node: Equatable, Hashable {
        var host: String
        var port: Int
    }

    /// Reads the answer to `CLUSTER SLOTS`: ranges, each with first slot, last slot, primary, replicas; a node is host, port
    /// and more. A node that does not know its own host has the one it was asked by. Nil when it is something else.
    init?(_ answer: RESPValue, askedHost: String) {
        guard case .array(let ranges) = answer else { return nil }
        for range in ranges {
            let parts = range.elements
            guard parts.count >= 3, let first = parts[0].number, let last = parts[1].number, first >= 0, first <= last,
                last < HashSlot.count, parts[2].elements.count >= 2, let port = parts[2].elements[1].number,
                (1...65535).contains(port)
            else { return nil }
            let named = parts[2].elements[0].text ?? ""
            let node = Node(host: named.isEmpty || named == "?" ? askedHost : named, port: Int(port))
            let index = nodeIndex(node)
            for slot in Int(first)...Int(last) { slots[slot] = index }
        }
        guard !nodes.isEmpty else { return nil }
    }

    /// The index of the primary of a slot; nil when no primary has it.
    func owner(of slot: Int) -> Int? { slots[slot] < 0 ? nil : slots[slot] }

    /// Whether every slot has a primary.
    var isWhole: Bool { !slots.contains(-1) }

    /// Takes in what a node said of a slot, and returns the index of the node it named.
    mutating func move(_ redirect: Redirect, askedHost: String) -> Int {
        let index = nodeIndex(
            Node(host: redirect.host.isEmpty ? askedHost : redirect.host, port: redirect.port))
        if !redirect.isOnce { slots[redirect.slot] = index }
        return index
    }

    private mutating func nodeIndex(_ node: Node) -> Int {
        if let index = nodes.firstIndex(of: node) { return index }
        nodes.append(node)
        return nodes.count - 1
    }
}

/// Another node is asked for a key: `MOVED slot host:port` from now on, `ASK slot host:port` this once.
struct Redirect: Equatable {
    var slot: Int
    var host: String
    var port: Int
    var isOnce: Bool

    /// Reads an error; nil when it is no redirection.
    init?(_ failure: ServerFailure) {
        guard failure.code == "MOVED" || failure.code == "ASK" else { return nil }
        let words = String(decoding: failure.detail, as: UTF8.self).split(separator: " ")
        guard words.count >= 2, let slot = Int(words[0]), (0..<HashSlot.count).contains(slot),
            let colon = words[1].lastIndex(of: ":"), let port = Int(words[1][words[1].index(after: colon)...]),
            (1...65535).contains(port)
        else { return nil }
        self.slot = slot
        self.port = port
        host = String(words[1][..<colon])
        isOnce = failure.code == "ASK"
    }
}

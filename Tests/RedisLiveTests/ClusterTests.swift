import Testing

@testable import RedisLive

/// Which node has a key.
struct ClusterTests {
    private func range(_ first: Int64, _ last: Int64, _ host: String, _ port: Int64) -> RESPValue {
        .array([.integer(first), .integer(last), .array([.bulk(Array(host.utf8)), .integer(port), .bulk([])])])
    }

    @Test func `slots have their primaries`() throws {
        let answer = RESPValue.array([range(0, 100, "", 7000), range(101, 16383, "10.0.0.2", 7001)])
        let map = try #require(ClusterMap(answer, askedHost: "127.0.0.1"))
        #expect(map.nodes == [.init(host: "127.0.0.1", port: 7000), .init(host: "10.0.0.2", port: 7001)])
        #expect(map.owner(of: 100) == 0 && map.owner(of: 101) == 1 && map.isWhole)
    }

    @Test func `a cluster with holes is not whole`() throws {
        let map = try #require(ClusterMap(.array([range(0, 16382, "h", 1)]), askedHost: "x"))
        #expect(!map.isWhole && map.owner(of: 16383) == nil)
    }

    @Test func `what is no map is refused`() {
        let wrong: [RESPValue] = [
            .null, .array([]), .array([.integer(1)]), .array([range(-1, 5, "h", 1)]), .array([range(5, 4, "h", 1)]),
            .array([range(0, 16384, "h", 1)]), .array([range(0, 5, "h", 0)]),
            .array([.array([.integer(0), .integer(1), .array([])])]),
        ]
        for answer in wrong { #expect(ClusterMap(answer, askedHost: "x") == nil, "\(answer)") }
    }

    @Test func `a redirection is followed, once or from then on`() throws {
        var map = try #require(ClusterMap(.array([range(0, 16383, "h", 1)]), askedHost: "h"))
        let ask = try #require(Redirect(ServerFailure(line: Array("ASK 5 ::1:7002".utf8))))
        #expect(ask.host == "::1" && ask.port == 7002 && ask.isOnce)
        #expect(map.move(ask, askedHost: "h") == 1 && map.owner(of: 5) == 0)
        let moved = try #require(Redirect(ServerFailure(line: Array("MOVED 5 :7003".utf8))))
        #expect(map.move(moved, askedHost: "h") == 2 && map.owner(of: 5) == 2)
        #expect(map.nodes.last == .init(host: "h", port: 7003))
        for line in ["MOVED", "MOVED x h:1", "MOVED 16384 h:1", "MOVED 1 h", "MOVED 1 h:0", "ERR 1 h:1"] {
            #expect(Redirect(ServerFailure(line: Array(line.utf8))) == nil, "\(line)")
        }
    }
}

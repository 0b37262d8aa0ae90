import RedisDump
import Testing

@testable import RedisLive

/// What stands between a server's words and the snapshot.
struct ReplicationTests {
    private static let mark = Array("0123456789abcdef0123456789abcdef01234567".utf8)

    @Test func `both framings are read`() {
        #expect(TransferFraming(line: Array("$EOF:".utf8) + Self.mark) == .mark(Self.mark))
        #expect(TransferFraming(line: Array("$1234".utf8)) == .byteCount(1234))
        #expect(TransferFraming(line: Array("$0".utf8)) == .byteCount(0))
        #expect(
            TransferFraming(line: Array("-ERR BGSAVE failed".utf8))
                == .failed(ServerFailure(line: Array("ERR BGSAVE failed".utf8))))
    }

    @Test(arguments: ["", "$", "$x", "$-1", "$EOF:short", "+OK", "$99999999999999999999", "$+1", "REDIS0010"])
    func `anything else is no framing`(_ line: String) {
        #expect(TransferFraming(line: Array(line.utf8)) == nil)
    }

    @Test(arguments: [1, 3, 39, 40, 41, 64, 1000])
    func `the mark ends a transfer in whatever pieces it comes`(_ count: Int) {
        let file =
            Array("REDIS0010 and so on ".utf8) + Self.mark.dropLast() + [0, 1, 2] + Array(repeating: 7, count: 200)
        let stream = file + Self.mark
        var tail = MarkedTail(mark: Self.mark)
        var output = ByteBuffer()
        for start in stride(from: 0, to: stream.count, by: count) {
            #expect(!tail.isAtMark)
            var piece = ByteBuffer()
            piece.append(Array(stream[start..<min(start + count, stream.count)]).span)
            tail.pass(piece, into: &output)
        }
        #expect(tail.isAtMark)
        #expect(output.array == file)
    }

    @Test func `the answer to PSYNC has an ID and an offset`() {
        let reply = ReplicationHandshake.Reply("FULLRESYNC 8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb 42")
        #expect(reply?.replicationID == "8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb" && reply?.offset == 42)
        for line in ["CONTINUE", "FULLRESYNC", "FULLRESYNC x", "FULLRESYNC x y", "FULLRESYNC x 1 2", ""] {
            #expect(ReplicationHandshake.Reply(line) == nil, "\(line)")
        }
    }

    @Test func `INFO is read by its lines`() {
        let facts = ServerFacts(
            "# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.1\r\nrole:slave\r\n"
                + "# Keyspace\r\ndb0:keys=3,expires=1,avg_ttl=0\r\ndb12:keys=4,expires=0\r\nnonsense\r\n:\r\n")
        #expect(facts.product == "Valkey 8.1.1" && facts.isReplica && !facts.isClusterNode)
        #expect(facts.keyCounts == [0: 3, 12: 4])
        #expect(!ServerFacts("").isKnown)
    }
}

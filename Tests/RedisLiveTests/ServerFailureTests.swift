import Testing

@testable import RedisLive

/// Errors of servers quote arguments; ours do not.
struct ServerFailureTests {
    @Test(arguments: [
        "ERR unknown command 'AUTH', with args beginning with: 'hunter2' ",
        "ERR Error loading hunter2", "hunter2 is no code", "hunter2",
        "NOPERM User hunter2 has no permissions to run the 'psync' command", "WRONGPASS hunter2", "MOVED 1 hunter2:1",
    ])
    func `what a server quotes is not repeated`(_ line: String) {
        let failure = ServerFailure(line: Array(line.utf8))
        #expect(!failure.description.contains("hunter2"))
        #expect(!LiveError(failure, at: "redis://h:1", asked: "AUTH").description.contains("hunter2"))
    }

    @Test(arguments: [
        ("NOAUTH Authentication required.", LiveError.Code.notAllowed), ("WRONGPASS x", .notAllowed),
        ("NOPERM x", .notAllowed), ("LOADING x", .notNow), ("NOMASTERLINK x", .notNow), ("OOM x", .full),
        ("READONLY x", .notAllowed), ("CLUSTERDOWN x", .notNow), ("ERR x", .notUnderstood),
        ("DENIED Redis is running in protected mode", .notAllowed),
    ])
    func `a code says what is to be done`(_ line: String, _ code: LiveError.Code) {
        let error = LiveError(ServerFailure(line: Array(line.utf8)), at: "redis://h:1", asked: "PSYNC")
        #expect(error.code == code)
        #expect(error.description.hasPrefix("redis://h:1 answered -"))
    }

    @Test func `a sentence without data is repeated`() {
        let failure = ServerFailure(line: Array("ERR DUMP payload version or checksum are wrong".utf8))
        #expect(failure.description == "-ERR DUMP payload version or checksum are wrong")
    }
}

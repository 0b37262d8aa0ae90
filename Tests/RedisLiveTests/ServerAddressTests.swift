import Testing

@testable import RedisLive

/// Addresses, and what is never shown of them.
struct ServerAddressTests {
    @Test func `an address has its parts`() throws {
        let address = try ServerAddress("rediss://app:p%40ss%2Fword@cache.example:6380/3")
        #expect(address.transport == .tcp(host: "cache.example", port: 6380, isTLS: true))
        #expect(address.user == "app")
        #expect(address.password?.text == "p@ss/word")
        #expect(address.database == 3)
        #expect(address.description == "rediss://cache.example:6380")
    }

    @Test func `what is left out has the usual value`() throws {
        let address = try ServerAddress("redis://localhost")
        #expect(address.transport == .tcp(host: "localhost", port: 6379, isTLS: false))
        #expect(address.user == nil && address.password == nil && address.database == nil)
        #expect(try ServerAddress("redis://:secret@localhost").password?.text == "secret")
        #expect(try ServerAddress("redis://app@localhost").user == "app")
        #expect(try ServerAddress("REDIS://localhost/").database == nil)
    }

    @Test func `an IPv6 address stands in brackets`() throws {
        let address = try ServerAddress("redis://[::1]:7000")
        #expect(address.transport == .tcp(host: "::1", port: 7000, isTLS: false))
        #expect(address.description == "redis://[::1]:7000")
        #expect(throws: LiveError.self) { try ServerAddress("redis://::1:7000") }
    }

    @Test func `a unix socket is a path`() throws {
        let address = try ServerAddress("unix:///run/redis/a@b.sock?db=2")
        #expect(address.transport == .unix(path: "/run/redis/a@b.sock"))
        #expect(address.database == 2)
        let other = try ServerAddress("unix://app:secret@/run/redis.sock")
        #expect(other.user == "app" && other.password?.text == "secret")
        #expect(other.description == "unix:///run/redis.sock")
    }

    @Test(arguments: [
        "redis://", "redis://:hunter2@", "redis://h:0", "redis://h:65536", "redis://h:x", "redis://h/hunter2",
        "redis://:hunter2%4@h", "redis://:hunter2#@h", "redis://:hunter2?@h", "unix://hunter2", "unix:///s?x=hunter2",
        "redis://[::1", "redis://[::1]x", "redis://h/-1", "redis://h/99999999999", "http://hunter2",
    ])
    func `a wrong address is refused, and not repeated`(_ text: String) {
        let error = #expect(throws: LiveError.self) { try ServerAddress(text) }
        #expect(error?.code == .usage)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func `a password is shown by nothing`() throws {
        let address = try ServerAddress("redis://app:hunter2@h")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), dumped] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
    }

    @Test func `paths are no addresses`() {
        #expect(!ServerAddress.isAddress("dump.rdb") && !ServerAddress.isAddress("-"))
        #expect(!ServerAddress.isAddress("./redis://x"))
        #expect(ServerAddress.isAddress("rediss://x") && ServerAddress.isAddress("unix:///x"))
    }
}

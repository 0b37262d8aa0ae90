import Glibc

/// Ports of the loopback interface that nobody listens on.
enum LoopbackPort {
    /// A port that is free, and so is the one that nodes of a cluster talk to each other on, 10000 above it. Both lie below
    /// those that the system gives to connections (32768).
    static func free() -> Int {
        while true {
            let port = Int.random(in: 10_000...22_000)
            if isFree(port), isFree(port + 10_000) { return port }
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

extension RedisServer {
    /// A server that also listens on a port, which its settings name; another port where somebody was faster.
    static func listening(
        loading snapshot: [UInt8], databaseCount: Int = 1000, _ settings: (Int) -> [String]
    ) throws -> (server: RedisServer, port: Int) {
        var tries = 5
        while true {
            let port = LoopbackPort.free()
            tries -= 1
            do {
                return (try RedisServer(loading: snapshot, settings(port), databaseCount: databaseCount), port)
            } catch let error as DidNotStart {
                guard tries > 0, error.description.contains("Address already in use") else { throw error }
            }
        }
    }
}

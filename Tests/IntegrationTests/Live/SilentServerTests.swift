import Glibc
import Testing

/// A server that takes connections and says nothing.
@Suite(.timeLimit(.minutes(40)))
struct SilentServerTests {
    @Test(arguments: ["redis", "rediss"]) func `it is given up in time`(_ scheme: String) throws {
        let folder = try TemporaryFolder()
        let (number, port) = try #require(Self.listening())
        defer { close(number) }
        let outcome = try MannequinCommand.run(
            [
                "sanitize", "\(scheme)://127.0.0.1:\(port)", "--output", folder.file("out.rdb"), "--server-timeout",
                "1",
            ], in: folder, seconds: 60)
        #expect(outcome.status == (scheme == "rediss" ? 69 : 74), "\(outcome.errors)")
        #expect(outcome.errors.contains("127.0.0.1:\(port) has "), "\(outcome.errors)")
        #expect(folder.leftovers == [])
    }

    /// A socket that the system takes connections on, and nobody reads.
    private static func listening() -> (number: Int32, port: UInt16)? {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, length) == 0 && listen(number, 8) == 0 && getsockname(number, $0, &length) == 0
            }
        }
        guard isBound else {
            close(number)
            return nil
        }
        return (number, UInt16(bigEndian: address.sin_port))
    }
}

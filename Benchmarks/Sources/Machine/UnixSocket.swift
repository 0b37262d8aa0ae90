import Glibc

/// A connection to a server on a unix socket.
package struct UnixSocket: ~Copyable {
    private let number: Int32

    /// Connects.
    package init(_ path: String) throws(MachineError) {
        number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw MachineError("no socket can be made (error \(errno))") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else { throw MachineError("\(path): too long for a socket") }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            close(number)
            throw MachineError("\(path): nobody answers (error \(errno))")
        }
    }

    deinit { close(number) }

    /// Sends all bytes.
    package func send(_ bytes: [UInt8]) throws(MachineError) {
        var done = 0
        while done < bytes.count {
            let rest = bytes[done...]
            let count = unsafe rest.withUnsafeBytes { unsafe write(number, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw MachineError("the server hung up (error \(errno))") }
            done += max(0, count)
        }
    }

    /// Waits for bytes; none when the server has hung up.
    package func receive() throws(MachineError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(buffer[..<count]) }
            guard errno == EINTR else { throw MachineError("nothing can be read (error \(errno))") }
        }
    }
}

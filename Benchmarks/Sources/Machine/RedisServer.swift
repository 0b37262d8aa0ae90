import Foundation
import Glibc

/// A redis-server of our own: no port, a unix socket in a directory of its own, no saving but when asked.
package struct RedisServer: ~Copyable {
    private let process: ChildProcess
    private let directory: String

    /// Where its socket is.
    package var socketPath: String { directory + "/socket" }

    /// Starts a server in a directory; what lies there as `dump.rdb` is loaded. Waits until it answers.
    package init(program: String, directory: String) throws {
        let child = try ChildProcess(
            program,
            [
                "--port", "0", "--unixsocket", directory + "/socket", "--dir", directory, "--dbfilename", "dump.rdb",
                "--save", "", "--appendonly", "no", "--daemonize", "no", "--rdbcompression", "yes",
                "--client-query-buffer-limit", "1gb",
            ],
            output: directory + "/log", errors: directory + "/errors")
        let patience = ContinuousClock.now + .seconds(120)
        var log = ""
        while !log.contains("eady to accept connections") {
            usleep(50_000)
            log = Self.log(of: directory)
            guard ContinuousClock.now < patience, !log.contains("atal error"), !log.contains("FATAL") else {
                child.send(SIGTERM)
                _ = try child.wait()
                throw MachineError("redis-server did not come up: \(log.suffix(400))")
            }
        }
        process = child
        self.directory = directory
    }

    private static func log(of directory: String) -> String {
        (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? ""
    }

    /// How long loading took by the server's own account.
    package var loadSeconds: Double? {
        Self.log(of: directory).split(separator: "\n").last { $0.contains("DB loaded from disk: ") }
            .flatMap { line in
                line.components(separatedBy: "DB loaded from disk: ").last?.split(separator: " ").first
            }
            .flatMap { Double($0) }
    }

    /// Ends it and says what it used.
    package consuming func stop() throws -> Usage {
        process.send(SIGTERM)
        return try process.wait()
    }
}

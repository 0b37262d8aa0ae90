import Foundation
import Machine

/// The programs that are run.
struct Programs {
    var mannequin: String
    var server: String
    var checkRDB: String
    /// For its SHA-256, which uses the processor's instructions; nil where it is missing.
    var openssl: String?
    var perf: String?

    /// The folder of this package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    init(mannequin: String?) throws {
        func find(_ name: String) -> String? {
            (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
                .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        }
        guard let server = find("redis-server"), let checkRDB = find("redis-check-rdb") else {
            throw MachineError("redis-server and redis-check-rdb are needed, as yardsticks: `make setup` installs them")
        }
        self.server = server
        self.checkRDB = checkRDB
        openssl = find("openssl")
        perf = find("perf")
        if let mannequin {
            guard FileManager.default.isExecutableFile(atPath: mannequin) else {
                throw MachineError("\(mannequin): no program")
            }
            self.mannequin = mannequin
            return
        }
        let root = URL(filePath: Self.package).deletingLastPathComponent().path
        self.mannequin = root + "/.build/release/mannequin"
        guard !FileManager.default.isExecutableFile(atPath: self.mannequin) else { return }
        guard let swift = find("swift") else { throw MachineError("swift is not on the PATH") }
        note("building mannequin")
        let usage = try ChildProcess.run(
            swift, ["build", "-c", "release", "--product", "mannequin", "--package-path", root], limitSeconds: 3600)
        guard usage.exitStatus == 0 else { throw MachineError("mannequin cannot be built: try `make build`") }
    }
}

/// Says on standard error what is being done.
func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

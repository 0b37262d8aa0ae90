import ArgumentParser
import Foundation
import Governance
import RedisLive

/// How a running server is reached, where a snapshot is read from one or loaded into one.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Certificates that a server of rediss:// has to be signed by (default: those of the system).",
            valueName: "file"))
    var tlsCaCertFile: String?

    @Option(name: .long, help: ArgumentHelp("Our certificate, for servers that want one.", valueName: "file"))
    var tlsCertFile: String?

    @Option(name: .long, help: ArgumentHelp("The private key of our certificate.", valueName: "file"))
    var tlsKeyFile: String?

    @Option(name: .long, help: ArgumentHelp("How long a server may say nothing.", valueName: "seconds"))
    var serverTimeout = 60

    func validate() throws {
        guard (1...86_400).contains(serverTimeout) else {
            throw ValidationError("--server-timeout is a number of seconds from 1 to 86400.")
        }
        guard (tlsCertFile == nil) == (tlsKeyFile == nil) else {
            throw ValidationError("--tls-cert-file and --tls-key-file go together.")
        }
    }

    /// The server that a text names; nil when it is a path. The password may be in `REDISCLI_AUTH`, as for redis-cli.
    func server(_ text: String) throws -> LiveServer? {
        guard LiveServer.isAddress(text) else { return nil }
        var connection = ConnectionOptions()
        connection.tls = TLSFiles(authorities: tlsCaCertFile, certificate: tlsCertFile, privateKey: tlsKeyFile)
        connection.silenceTimeout = .seconds(serverTimeout)
        return try LiveServer(
            text, password: ProcessInfo.processInfo.environment["REDISCLI_AUTH"], connection: connection)
    }
}

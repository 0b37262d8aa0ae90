/// How connections to a server are made.
public struct ConnectionOptions: Sendable {
    /// The files of TLS.
    public var tls = TLSFiles()
    /// How long making a connection may take.
    public var connectTimeout = Duration.seconds(10)
    /// How long a server may say nothing while it is waited for. Servers that prepare a snapshot say something each
    /// second.
    public var silenceTimeout = Duration.seconds(60)

    /// The timeouts of a server's own replica (`repl-timeout`).
    public init() {}
}

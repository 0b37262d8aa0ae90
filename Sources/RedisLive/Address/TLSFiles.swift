/// The files of a TLS connection, all of them PEM.
public struct TLSFiles: Sendable, Equatable {
    /// Certificates of authorities to trust; nil for those of the system.
    public var authorities: String?
    /// Our own certificate chain, for servers that ask for one (`tls-auth-clients`).
    public var certificate: String?
    /// The private key of it.
    public var privateKey: String?

    /// The authorities of the system, and no certificate of our own.
    public init(authorities: String? = nil, certificate: String? = nil, privateKey: String? = nil) {
        self.authorities = authorities
        self.certificate = certificate
        self.privateKey = privateKey
    }
}

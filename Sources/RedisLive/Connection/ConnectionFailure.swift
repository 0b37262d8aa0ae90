import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// What errors of the network mean, in words.
enum ConnectionFailure {
    /// Why a connection was not made.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let failed = error.connectionErrors.first { return reason(failed.error) }
            if error.dnsAError != nil || error.dnsAAAAError != nil { return "its name is not known" }
            return "there is no way to it"
        case let error as IOError: return sentence(ofNumber: error.errnoCode)
        case ChannelError.connectTimeout: return "no answer in time; a firewall?"
        case is SocketAddressError: return "its name is not known"
        default: return reasonOfTLS(error) ?? "\(type(of: error))"
        }
    }

    /// Why TLS failed; nil for any other error.
    static func reasonOfTLS(_ error: any Error) -> String? {
        switch error {
        case NIOSSLError.handshakeFailed(let cause): "the TLS handshake failed (\(cause))"
        case NIOSSLError.uncleanShutdown: nil
        case NIOSSLError.failedToLoadCertificate: "no PEM certificate in the file"
        case NIOSSLError.failedToLoadPrivateKey: "no PEM private key in the file"
        case is NIOSSLExtraError: "the certificate does not fit the name in the address"
        case let error as NIOSSLError: "TLS (\(error))"
        case let error as BoringSSLError: "TLS (\(error))"
        default: nil
        }
    }

    private static func sentence(ofNumber number: CInt) -> String {
        switch number {
        case ECONNREFUSED: "nobody listens there"
        case ENOENT: "there is no such socket"
        case EACCES, EPERM: "the system does not allow it to this user"
        case ETIMEDOUT: "no answer in time; a firewall?"
        case EHOSTUNREACH, ENETUNREACH: "there is no way to it"
        case ECONNRESET: "it ended the connection at once"
        default: "error \(number) of the system"
        }
    }
}

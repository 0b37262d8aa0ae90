public import RedisLive

/// A running server that a run reads from or writes to.
public struct LiveServer: Sendable {
    /// Where it is, and who asks.
    public var address: ServerAddress
    /// How it is reached.
    public var connection: ConnectionOptions

    /// The server of an address; a password that the address lacks is taken from `password`.
    ///
    /// Arguments can be read by other users of a machine, and addresses end up in histories: so a password belongs elsewhere.
    public init(_ text: String, password: String?, connection: ConnectionOptions) throws(RunError) {
        do {
            address = try ServerAddress(text)
        } catch {
            throw RunError(error)
        }
        if address.password == nil, let password, !password.isEmpty { address.password = Secret(password) }
        guard address.user == nil || address.password != nil else {
            throw RunError(.usage, "\(address) is asked as a user, whose password is missing; set REDISCLI_AUTH")
        }
        self.connection = connection
    }

    /// Its address without credentials.
    public var name: String { address.description }

    /// Whether a text is the address of a server.
    public static func isAddress(_ text: String) -> Bool { ServerAddress.isAddress(text) }
}

extension RunError {
    /// A server's failure with the exit status it leads to.
    init(_ error: LiveError) {
        let status: ExitStatus =
            switch error.code {
            case .usage: .usage
            case .unreachable: .unavailable
            case .notNow: .tryAgain
            case .notAllowed: .notAllowed
            case .occupied, .full: .cannotCreate
            case .unsupported: .badData
            default: .inputOutput
            }
        self.init(status, error.description)
    }
}

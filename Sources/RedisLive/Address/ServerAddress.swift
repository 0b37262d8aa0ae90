/// Where a server is, and who asks.
///
///     redis://[[user]:password@]host[:port][/db]
///     rediss://…                                   the same over TLS
///     unix://[[user]:password@]/path/of/socket[?db=N]
///
/// Names and passwords are percent-encoded (RFC 3986); an IPv6 address stands in brackets.
public struct ServerAddress: Sendable, Equatable {
    /// How the server is reached.
    public enum Transport: Sendable, Equatable {
        /// A TCP connection.
        case tcp(host: String, port: Int, isTLS: Bool)
        /// A unix socket.
        case unix(path: String)
    }

    /// How the server is reached.
    public var transport: Transport
    /// The ACL user; nil for the default one.
    public var user: String?
    /// The password, if the address has one.
    public var password: Secret?
    /// The database, if the address names one.
    public var database: Int?

    /// Whether a text is the address of a server.
    public static func isAddress(_ text: String) -> Bool {
        ["redis://", "rediss://", "unix://"].contains { text.lowercased().hasPrefix($0) }
    }

    /// Reads an address.
    public init(_ text: String) throws(LiveError) {
        guard let schemeEnd = text.firstRange(of: "://") else { throw Self.wrong("a scheme and ://") }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        var rest = text[schemeEnd.upperBound...]
        guard !rest.contains("#") else { throw Self.wrong("no #; write %23 for one in a password") }
        var query: Substring?
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        var authority = rest.prefix { $0 != "/" }
        // A password may hold a slash that was not encoded: then there is an @ behind it, which no other part has.
        let credentialsMayHold = scheme == "unix" ? authority : rest
        if let at = credentialsMayHold.lastIndex(of: "@") {
            let credentials = rest[..<at]
            rest = rest[rest.index(after: at)...]
            authority = rest.prefix { $0 != "/" }
            let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0], "the user")
            if !name.isEmpty { user = name }
            if parts.count == 2 { password = Secret(try Self.decoded(parts[1], "the password")) }
        }
        let path = rest[authority.endIndex...]
        switch scheme {
        case "redis", "rediss":
            guard query == nil else { throw Self.wrong("no question mark; write %3F for one in a password") }
            let (host, port) = try Self.hostAndPort(authority)
            transport = .tcp(host: host, port: port, isTLS: scheme == "rediss")
            let name = path.drop { $0 == "/" }
            if !name.isEmpty { database = try Self.databaseNumber(name) }
        case "unix":
            guard authority.isEmpty, path.utf8.count > 1 else { throw Self.wrong("unix:///path/of/socket") }
            transport = .unix(path: try Self.decoded(path, "the path"))
            if let query {
                guard query.hasPrefix("db=") else { throw Self.wrong("?db=N and nothing else behind the path") }
                database = try Self.databaseNumber(query.dropFirst(3))
            }
        default: throw Self.wrong("redis://, rediss:// or unix://")
        }
    }

    private static func hostAndPort(_ text: Substring) throws(LiveError) -> (String, Int) {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw wrong("] behind an IPv6 address") }
            host = text[text.index(after: text.startIndex)..<end]
            let behind = text[text.index(after: end)...]
            guard behind.isEmpty || behind.first == ":" else { throw wrong(": between address and port") }
            if !behind.isEmpty { port = behind.dropFirst() }
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else { throw wrong("brackets around an IPv6 address") }
        }
        guard !host.isEmpty else { throw wrong("a host") }
        guard let port, !port.isEmpty else { return (String(host), 6379) }
        guard let number = Int(port), (1...65535).contains(number) else { throw wrong("a port from 1 to 65535") }
        return (String(host), number)
    }

    private static func databaseNumber(_ text: Substring) throws(LiveError) -> Int {
        guard text.utf8.count <= 9, let number = Int(text), number >= 0 else {
            throw wrong("the number of a database behind the address")
        }
        return number
    }

    private static func decoded(_ text: Substring, _ what: String) throws(LiveError) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw wrong("two hexadecimal digits behind each % of \(what)")
            }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func wrong(_ expected: String) -> LiveError {
        LiveError(.usage, "the address of a server cannot be read: expected \(expected)")
    }
}

extension ServerAddress: CustomStringConvertible {
    /// The server, whoever asks.
    var withoutCredentials: ServerAddress {
        var address = self
        address.user = nil
        address.password = nil
        return address
    }

    /// The address without credentials.
    public var description: String {
        switch transport {
        case .tcp(let host, let port, let isTLS):
            "\(isTLS ? "rediss" : "redis")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .unix(let path): "unix://\(path)"
        }
    }

    /// The address as others than this host have to name it: a socket and a loopback address are of a host.
    public func location(onHost own: String) -> String {
        switch transport {
        case .unix(let path): return "unix://\(own)\(path)"
        case .tcp(let host, let port, let isTLS):
            guard host == "localhost" || host == "::1" || host.hasPrefix("127.") else { return description }
            return "\(isTLS ? "rediss" : "redis")://\(own):\(port)"
        }
    }
}

import Foundation

/// Where an account of Azure Blob Storage answers.
struct AzureAccount: Sendable, Equatable {
    /// Its name.
    var name: String
    /// `https`, or `http` for emulators.
    var scheme: String
    /// Host and port.
    var authority: String
    /// Empty; or `/account` where the host serves many accounts, as emulators do.
    var pathPrefix: String

    /// The account of the public cloud, or of another one by its suffix.
    init(named name: String, suffix: String = "core.windows.net") {
        self.name = name
        scheme = "https"
        authority = "\(name).blob.\(suffix)"
        pathPrefix = ""
    }

    /// An account by its endpoint: `https://account.blob.core.windows.net`, `http://127.0.0.1:10000/account`.
    init?(endpoint: String, name: String? = nil) {
        guard let parts = URLComponents(string: endpoint), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil
        else { return nil }
        self.scheme = scheme
        authority = parts.port.map { "\(host):\($0)" } ?? host
        let path = parts.path.split(separator: "/")
        guard path.count <= 1 else { return nil }
        pathPrefix = path.first.map { "/\($0)" } ?? ""
        let first = host.split(separator: ".").first.map(String.init) ?? host
        self.name = name ?? path.first.map(String.init) ?? first
    }

    /// Whether what is sent there stays on this machine.
    var isLoopback: Bool { AzureSession.isLoopback(authority) }

    /// What to ask for: a container, and a blob in it.
    func target(
        _ container: String = "", _ blob: String? = nil, _ query: [(name: String, value: String)] = []
    ) -> HTTPDraft.Target {
        var path = "\(pathPrefix)/\(PercentEncoding.encoded(container))"
        if let blob { path += "/\(PercentEncoding.encoded(blob, keepingSlash: true))" }
        return HTTPDraft.Target(scheme: scheme, authority: authority, path: path, query: query)
    }
}

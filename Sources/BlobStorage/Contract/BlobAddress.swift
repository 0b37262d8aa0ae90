/// Where a blob lies, as people write it. What can be shown of it holds no credentials.
///
/// | written | means |
/// | --- | --- |
/// | `az://account/container/name` | a blob of the public cloud |
/// | `https://account.blob.core.windows.net/container/name?SAS` | the same, with a signature |
/// | `http://127.0.0.1:10000/account/container/name?SAS` | a blob of an emulator on this machine |
/// | `s3://bucket/name` | an object |
public struct BlobAddress: Sendable {
    enum Service: Sendable {
        case azure(AzureAccount, container: String, signature: SASToken?, isExplicit: Bool)
        case s3(bucket: String)
    }

    let service: Service
    /// The name within its container or bucket.
    public private(set) var name: String
    /// Which of its contents, where the address says so.
    public var id: BlobID

    /// Whether a text is meant as an address of a blob, right or wrong.
    public static func isAddress(_ text: String) -> Bool {
        ["az://", "s3://", "https://", "http://"].contains { text.lowercased().hasPrefix($0) }
    }

    /// Reads an address; nil where the text is none, as the path of a file is. Throws ``BlobError`` when it is a wrong one.
    /// With `isContainer` the name may be empty, or is a prefix.
    public init?(_ text: String, isContainer: Bool = false) throws {
        guard Self.isAddress(text) else { return nil }
        let (head, query) = Self.split(text, at: "?")
        let (scheme, rest) = Self.split(head, at: ":")
        let parts = rest.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch scheme.lowercased() {
        case "az":
            guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty, !parts[0].contains("@") else {
                throw Self.wrong(head, "write az://account/container/name")
            }
            service = .azure(AzureAccount(named: parts[0]), container: parts[1], signature: nil, isExplicit: false)
            name = parts.dropFirst(2).joined(separator: "/")
        case "s3":
            guard !parts[0].isEmpty else { throw Self.wrong(head, "write s3://bucket/name") }
            service = .s3(bucket: parts[0])
            name = parts.dropFirst(1).joined(separator: "/")
        default:
            (service, name) = try Self.web(scheme, parts, query, head)
        }
        guard isContainer || (!name.isEmpty && !name.hasSuffix("/")) else {
            throw Self.wrong(head, "the name of the blob is missing")
        }
        id = BlobID(name)
        for item in query.split(separator: "&") {
            let (field, value) = Self.split(String(item), at: "=")
            if field == "snapshot" { id.generation = .snapshot(PercentEncoding.decoded(value)) }
            if field.lowercased() == "versionid" { id.generation = .version(PercentEncoding.decoded(value)) }
        }
    }

    private static func web(_ scheme: String, _ parts: [String], _ query: String, _ head: String) throws -> (
        Service, String
    ) {
        let host = parts[0]
        guard !host.contains("@") else { throw wrong("\(scheme)://…", "it holds a user name or password") }
        let isCloud = host.lowercased().contains(".blob.")
        let pathCount = isCloud ? 0 : 1
        guard parts.count > pathCount + 1, !parts[pathCount + 1].isEmpty else {
            throw wrong(head, "write https://account.blob.core.windows.net/container/name")
        }
        let endpoint = "\(scheme)://\(host)" + (isCloud ? "" : "/\(parts[1])")
        guard let account = AzureAccount(endpoint: endpoint) else { throw wrong(head, "it is no URL of a blob") }
        guard scheme.lowercased() == "https" || account.isLoopback else {
            throw wrong(head, "credentials and raw data go over https, or stay on this machine")
        }
        var signature: SASToken?
        if query.contains("sig=") {
            let fields = query.split(separator: "&").filter { item in
                !["snapshot", "versionid"].contains(split(String(item), at: "=").0.lowercased())
            }
            guard let token = SASToken(fields.joined(separator: "&")) else {
                throw wrong(head, "its SAS is not whole; quote the URL, so that the shell does not cut it at &")
            }
            signature = token
        }
        let name = parts.dropFirst(pathCount + 2).map { PercentEncoding.decoded($0) }.joined(separator: "/")
        let container = PercentEncoding.decoded(parts[pathCount + 1])
        return (.azure(account, container: container, signature: signature, isExplicit: true), name)
    }

    private static func split(_ text: String, at sign: Character) -> (String, String) {
        guard let place = text.firstIndex(of: sign) else { return (text, "") }
        return (String(text[..<place]), String(text[text.index(after: place)...]))
    }

    private static func wrong(_ text: String, _ sentence: String) -> BlobError {
        BlobError(.refused, text, "this is no address of a blob: \(sentence)")
    }

    /// The kind of location, as the catalog calls it.
    public var kind: String {
        switch service {
        case .azure: "azure-blob"
        case .s3: "s3"
        }
    }

    /// The location as OpenLineage names it, without credentials.
    public var namespace: String {
        switch service {
        case .azure(let account, let container, _, _):
            account.pathPrefix.isEmpty
                ? "wasbs://\(container)@\(account.authority)"
                : "\(account.scheme)://\(account.authority)\(account.pathPrefix)/\(container)"
        case .s3(let bucket): "s3://\(bucket)"
        }
    }

    /// The address without credentials, for people and for the catalog.
    public var shown: String {
        let generation =
            switch id.generation {
            case .current: ""
            case .version(let version): "?versionid=\(version)"
            case .snapshot(let snapshot): "?snapshot=\(snapshot)"
            }
        switch service {
        case .azure(let account, let container, _, let isExplicit):
            let start =
                isExplicit
                ? "\(account.scheme)://\(account.authority)\(account.pathPrefix)/\(container)"
                : "az://\(account.name)/\(container)"
            return "\(start)/\(name)\(generation)"
        case .s3(let bucket): return "s3://\(bucket)/\(name)\(generation)"
        }
    }

    /// Another blob of the same container or bucket, with the same credentials.
    package func sibling(_ name: String) -> BlobAddress {
        var address = self
        address.name = name
        address.id = BlobID(name)
        return address
    }

    /// The address of a place that the catalog knows: its namespace and name.
    public init?(namespace: String, name: String) {
        if namespace.hasPrefix("wasbs://"), let at = namespace.firstIndex(of: "@") {
            let container = String(namespace.dropFirst(8).prefix { $0 != "@" })
            guard let account = AzureAccount(endpoint: "https://\(namespace[namespace.index(after: at)...])") else {
                return nil
            }
            // An account of the public cloud is found as `az://` finds it.
            let isExplicit = account.authority != AzureAccount(named: account.name).authority
            service = .azure(account, container: container, signature: nil, isExplicit: isExplicit)
        } else if namespace.hasPrefix("s3://") {
            service = .s3(bucket: String(namespace.dropFirst(5)))
        } else if let slash = namespace.lastIndex(of: "/"), namespace.hasPrefix("http"),
            let account = AzureAccount(endpoint: String(namespace[..<slash]))
        {
            service = .azure(
                account, container: String(namespace[namespace.index(after: slash)...]), signature: nil,
                isExplicit: true)
        } else {
            return nil
        }
        self.name = name
        id = BlobID(name)
    }
}

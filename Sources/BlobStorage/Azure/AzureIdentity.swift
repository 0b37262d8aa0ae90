import Foundation

/// The identities of a machine, a container or a person, and how each gets a token. Facts, no requests.
enum AzureIdentity: Sendable, Equatable {
    /// The instance's metadata service.
    case instanceMetadata(host: String, clientID: String?)
    /// App Service, Functions and Container Apps: an endpoint and a secret in the environment.
    case appService(endpoint: String, secret: String, clientID: String?)
    /// Azure Arc: the secret lies in a file that only some may read.
    case arc(endpoint: String, clientID: String?)
    /// A Kubernetes service account's token, exchanged.
    case workload(authority: String, tenant: String, clientID: String, tokenFile: String)
    /// A service principal with a secret.
    case clientSecret(authority: String, tenant: String, clientID: String, secret: String)
    /// Who is logged in with `az`.
    case commandLine

    static let publicAuthority = "https://login.microsoftonline.com"
    static let metadataHost = "http://169.254.169.254"

    /// What the environment tells, the most explicit first. `choice` picks one by name.
    static func found(in environment: [String: String], choice: String? = nil) throws -> AzureIdentity {
        let clientID = environment["AZURE_CLIENT_ID"]
        let authority = environment["AZURE_AUTHORITY_HOST"].map(trimmed) ?? publicAuthority
        let tenant = environment["AZURE_TENANT_ID"]
        func secret() -> AzureIdentity? {
            guard let tenant, let clientID, let secret = environment["AZURE_CLIENT_SECRET"] else { return nil }
            return .clientSecret(authority: authority, tenant: tenant, clientID: clientID, secret: secret)
        }
        func workload() -> AzureIdentity? {
            guard let tenant, let clientID, let file = environment["AZURE_FEDERATED_TOKEN_FILE"] else { return nil }
            return .workload(authority: authority, tenant: tenant, clientID: clientID, tokenFile: file)
        }
        func managed() -> AzureIdentity? {
            guard let endpoint = environment["IDENTITY_ENDPOINT"] else { return nil }
            if let secret = environment["IDENTITY_HEADER"] {
                return .appService(endpoint: endpoint, secret: secret, clientID: clientID)
            }
            return environment["IMDS_ENDPOINT"] == nil ? nil : .arc(endpoint: endpoint, clientID: clientID)
        }
        let metadata = AzureIdentity.instanceMetadata(
            host: environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"].map(trimmed) ?? metadataHost, clientID: clientID)
        let found: AzureIdentity? =
            switch choice {
            case nil: secret() ?? workload() ?? managed() ?? .commandLine
            case "client-secret": secret()
            case "workload-identity": workload()
            case "managed-identity": managed() ?? metadata
            case "az-cli": .commandLine
            default: nil
            }
        guard let found else {
            throw BlobError(
                .credentials, "identity",
                "\(choice ?? "") cannot be used: it is none of client-secret, workload-identity, managed-identity, "
                    + "az-cli, or the environment lacks what it needs (docs/azure.md has a table)")
        }
        return found
    }

    private static func trimmed(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }

    /// In words, without secrets.
    var description: String {
        switch self {
        case .instanceMetadata: "the managed identity of this machine"
        case .appService: "the managed identity of this app"
        case .arc: "the managed identity of this machine (Arc)"
        case .workload(_, _, let clientID, _): "the workload identity \(clientID)"
        case .clientSecret(_, _, let clientID, _): "the service principal \(clientID)"
        case .commandLine: "who is logged in with az"
        }
    }

    /// The request for a token of a resource such as `https://storage.azure.com/`; nil for ``commandLine``. `assertion` is
    /// what the token file holds, `challenge` what the file of Arc does.
    func request(resource: String, assertion: String = "", challenge: String? = nil) -> HTTPDraft? {
        switch self {
        case .instanceMetadata(let host, let clientID):
            return metadata("\(host)/metadata/identity/oauth2/token", "2018-02-01", resource, clientID)
        case .arc(let endpoint, let clientID):
            var draft = metadata(endpoint, "2020-06-01", resource, clientID)
            draft?[header: "authorization"] = challenge.map { "Basic \($0)" }
            return draft
        case .appService(let endpoint, let secret, let clientID):
            var draft = metadata(endpoint, "2019-08-01", resource, clientID)
            draft?[header: "metadata"] = nil
            draft?[header: "x-identity-header"] = secret
            return draft
        case .workload(let authority, let tenant, let clientID, _):
            return exchange(
                authority, tenant,
                [
                    ("client_id", clientID), ("client_assertion", assertion),
                    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ], resource)
        case .clientSecret(let authority, let tenant, let clientID, let secret):
            return exchange(authority, tenant, [("client_id", clientID), ("client_secret", secret)], resource)
        case .commandLine: return nil
        }
    }

    private func metadata(_ endpoint: String, _ version: String, _ resource: String, _ clientID: String?) -> HTTPDraft?
    {
        guard var target = HTTPDraft.Target(endpoint: endpoint) else { return nil }
        target.query = [("api-version", version), ("resource", resource)]
        if let clientID { target.query.append(("client_id", clientID)) }
        var draft = HTTPDraft("GET", target, verb: "asking for a token", place: description)
        draft[header: "metadata"] = "true"
        return draft
    }

    private func exchange(
        _ authority: String, _ tenant: String, _ form: [(name: String, value: String)], _ resource: String
    ) -> HTTPDraft? {
        let path = "\(authority)/\(PercentEncoding.encoded(tenant))/oauth2/v2.0/token"
        guard let target = HTTPDraft.Target(endpoint: path) else { return nil }
        var draft = HTTPDraft("POST", target, verb: "asking for a token", place: description)
        let form = form + [("grant_type", "client_credentials"), ("scope", "\(resource).default")]
        draft.body = Array(form.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&").utf8)
        draft[header: "content-type"] = "application/x-www-form-urlencoded"
        return draft
    }
}

extension HTTPDraft.Target {
    /// A URL without a query.
    init?(endpoint: String) {
        guard let parts = URLComponents(string: endpoint), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil
        else { return nil }
        self.init(
            scheme: scheme, authority: parts.port.map { "\(host):\($0)" } ?? host,
            path: parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath)
    }
}

/// What the portal calls a connection string: account, endpoint and a secret in one line. Emulators have one, too.
struct ConnectionString: Sendable {
    var account: AzureAccount
    var credential: AzureCredential

    /// The account that emulators serve, with its key, which is public.
    static let developmentAccount = "devstoreaccount1"
    static let developmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="

    /// Takes it apart; throws ``BlobError`` that holds nothing of it.
    init(_ text: String) throws {
        var fields: [String: String] = [:]
        for item in text.split(separator: ";") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw Self.fault("has a part without =") }
            fields[pair[0].lowercased()] = String(pair[1])
        }
        if fields["usedevelopmentstorage"]?.lowercased() == "true" {
            fields["accountname"] = Self.developmentAccount
            fields["accountkey"] = Self.developmentKey
            fields["blobendpoint"] = "http://127.0.0.1:10000/\(Self.developmentAccount)"
        }
        account = try Self.account(fields)
        if let signature = fields["sharedaccesssignature"] {
            guard let token = SASToken(signature) else { throw Self.fault("has a SharedAccessSignature that is none") }
            credential = .sas(token)
        } else if let text = fields["accountkey"] {
            guard let key = SharedKey(account: account.name, base64Key: text) else {
                throw Self.fault("has an AccountKey that is no Base64")
            }
            credential = .sharedKey(key)
        } else {
            throw Self.fault("has neither an AccountKey nor a SharedAccessSignature")
        }
    }

    private static func account(_ fields: [String: String]) throws -> AzureAccount {
        if let endpoint = fields["blobendpoint"] {
            guard let account = AzureAccount(endpoint: endpoint, name: fields["accountname"]) else {
                throw fault("has a BlobEndpoint that is no URL")
            }
            return account
        }
        guard let name = fields["accountname"] else { throw fault("has neither an AccountName nor a BlobEndpoint") }
        var account = AzureAccount(named: name, suffix: fields["endpointsuffix"] ?? "core.windows.net")
        account.scheme = fields["defaultendpointsprotocol"]?.lowercased() ?? "https"
        guard ["http", "https"].contains(account.scheme) else {
            throw fault("has a protocol that is not http or https")
        }
        return account
    }

    private static func fault(_ what: String) -> BlobError {
        BlobError(
            .credentials, "connection string", "it \(what); take it from the portal as it is, under Access keys")
    }
}

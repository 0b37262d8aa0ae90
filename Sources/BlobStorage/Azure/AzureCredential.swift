import Foundation

/// What a request to Azure shows that it may.
enum AzureCredential: Sendable {
    /// A shared access signature.
    case sas(SASToken)
    /// A key of the account.
    case sharedKey(SharedKey)
    /// A token of an identity.
    case bearer(TokenCache)
    /// Nothing: for containers that anybody may read.
    case anonymous

    /// In words, without the secret.
    var description: String {
        switch self {
        case .sas(let token): "\(token)"
        case .sharedKey(let key): "a key of the account \(key.account)"
        case .bearer(let cache): cache.source
        case .anonymous: "no credentials"
        }
    }

    /// Adds version, date and credential to a request.
    func sign(_ draft: inout HTTPDraft, at moment: Date) async throws {
        draft[header: "x-ms-version"] = AzureProtocol.version
        draft[header: "x-ms-date"] = ServiceTime.http(moment)
        if draft[header: "x-ms-client-request-id"] == nil {
            draft[header: "x-ms-client-request-id"] = UUID().uuidString.lowercased()
        }
        switch self {
        case .sas(let token):
            if let fault = token.fault(at: moment) { throw BlobError(.credentials, draft.place, fault) }
            draft.target.secretQuery = token.query
        case .sharedKey(let key): draft[header: "authorization"] = key.authorization(draft)
        case .bearer: try await authorize(&draft)
        case .anonymous: break
        }
    }

    /// Adds a token to a request, over https or within this machine only.
    func authorize(_ draft: inout HTTPDraft) async throws {
        guard case .bearer(let cache) = self else { return }
        guard draft.target.scheme == "https" || AzureSession.isLoopback(draft.target.authority) else {
            throw BlobError(.refused, draft.place, "a token is not sent over http")
        }
        draft[header: "authorization"] = "Bearer \(try await cache.token())"
    }
}

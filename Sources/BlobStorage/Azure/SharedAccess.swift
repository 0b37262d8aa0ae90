package import Foundation

/// A container or blob as another service is to get at it: its URL, with a signature made for that, or without one.
///
/// ``url`` is a secret: it goes into the body of one request and nowhere else.
package struct SharedAccess: Sendable {
    /// What the signature was made with.
    package enum Origin: String, Sendable {
        /// A key of the account.
        case accountKey = "account-key"
        /// A key that the service gives an identity for some days.
        case userDelegation = "user-delegation"
        /// It was given from outside.
        case given
        /// None: the other service has an identity of its own.
        case managedIdentity = "managed-identity"
    }

    /// The URL with its signature. A secret, but for ``Origin/managedIdentity``.
    package let url: String
    /// What it was made with.
    package let origin: Origin
    /// Its letters, where it says them.
    package let permissions: String
    /// When it begins and ends, where it says so.
    package let start: Date?, expiry: Date?
}

extension BlobAddress {
    /// The container or blob of this address, for another service until a moment.
    ///
    /// What is signed begins at once (it has no start, which clocks could disagree about). A signature that the address or
    /// the environment has is handed on as it is: with it no other can be made. Throws ``BlobError``.
    package func sharedAccess(
        _ permissions: String, toContainer: Bool, until expiry: Date, environment: [String: String]
    ) async throws -> SharedAccess {
        guard case .azure(let named, let container, let signature, let isExplicit) = service else {
            throw BlobError(.refused, shown, "the service takes blobs of Azure only")
        }
        if let signature {
            return SharedAccess(named, container, toContainer ? nil : name, signature, .given)
        }
        let (account, credential) = try Self.credential(named, isExplicit: isExplicit, environment)
        var grant = SASGrant(
            account: account.name,
            resource: toContainer ? .container(container) : .blob(container: container, name: name))
        grant.permissions = permissions
        grant.expiry = expiry
        if account.scheme == "https" { grant.protocols = "https" }
        let token: SASToken, origin: SharedAccess.Origin
        switch credential {
        case .sas(let given): (token, origin) = (given, .given)
        case .sharedKey(let key): (token, origin) = (grant.signed(with: key), .accountKey)
        case .bearer:
            let key = try await UserDelegation(account: account, credential: credential).key(until: expiry)
            guard let signed = grant.signed(with: key) else {
                throw BlobError(.damaged, shown, "the key that the service gave is no key")
            }
            (token, origin) = (signed, .userDelegation)
        case .anonymous:
            throw BlobError(
                .credentials, shown, "a signature needs a key of the account or an identity; docs/azure.md has a table")
        }
        return SharedAccess(account, container, toContainer ? nil : name, token, origin)
    }

    /// The container or blob of this address without a signature, for a service with an identity of its own.
    package func bareAccess(toContainer: Bool, environment: [String: String]) throws -> SharedAccess {
        guard case .azure(let named, let container, _, let isExplicit) = service else {
            throw BlobError(.refused, shown, "the service takes blobs of Azure only")
        }
        var account = named
        if !isExplicit, let text = environment["AZURE_STORAGE_CONNECTION_STRING"] {
            let connection = try ConnectionString(text)
            if connection.account.name == named.name { account = connection.account }
        }
        return SharedAccess(account, container, toContainer ? nil : name, nil, .managedIdentity)
    }

    /// The container, as `az://account/container`, for a blob or a prefix in it.
    package var containerShown: String {
        let text = shown
        return name.isEmpty ? String(text.dropLast(text.hasSuffix("/") ? 1 : 0)) : String(text.dropLast(name.count + 1))
    }
}

extension SharedAccess {
    fileprivate init(
        _ account: AzureAccount, _ container: String, _ blob: String?, _ token: SASToken?, _ origin: Origin
    ) {
        var target = account.target(container, blob)
        target.secretQuery = token?.query ?? ""
        url = target.url
        self.origin = origin
        permissions = token?["sp"] ?? ""
        start = token?["st"].flatMap { ServiceTime.iso($0) }
        expiry = token?.expiry
    }
}

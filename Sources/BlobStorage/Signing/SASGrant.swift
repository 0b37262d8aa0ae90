import Foundation

/// What a shared access signature is to allow; made into one with a key of the account, or with one of a user.
///
/// The layouts of what is signed are those of service versions from 2020-12-06 on; ``SASGrant/version`` is the one stated.
struct SASGrant: Sendable {
    /// What it is for.
    enum Resource: Sendable, Equatable {
        case container(String)
        case blob(container: String, name: String)
        case version(container: String, name: String, id: String)
        case snapshot(container: String, name: String, id: String)
    }

    /// Headers that the service answers a download with.
    struct ResponseHeaders: Sendable {
        var cacheControl = "", contentDisposition = "", contentEncoding = "", contentLanguage = "", contentType = ""
    }

    /// A key that stands for a user, as `comp=userdelegationkey` gives it.
    struct UserDelegationKey: Sendable {
        var objectID: String, tenantID: String, start: String, expiry: String, service: String, version: String
        var base64Key: String
    }

    /// The service version that is stated, unless a test wants another.
    var version = AzureProtocol.version
    var account: String
    var resource: Resource
    /// Letters, in the order of the service: `racwdxyltmei`.
    var permissions = ""
    var start: Date?
    var expiry: Date?
    /// An address, or two with a hyphen between.
    var addresses = ""
    /// `https`, or `https,http`.
    var protocols = ""
    /// A policy that is stored at the container.
    var policy = ""
    var responseHeaders = ResponseHeaders()

    /// Signed with a key of the account.
    func signed(with key: SharedKey) -> SASToken { token(signature: key.signature(stringToSign()), delegate: nil) }

    /// Signed with a key of a user, which the service has to have given; nil when that is no key.
    func signed(with key: UserDelegationKey) -> SASToken? {
        guard let signer = SharedKey(account: account, base64Key: key.base64Key) else { return nil }
        return token(signature: signer.signature(stringToSign(key)), delegate: key)
    }

    /// The text that is signed.
    func stringToSign(_ delegate: UserDelegationKey? = nil) -> String {
        var lines = [permissions, Self.time(start), Self.time(expiry), canonicalResource]
        if let delegate {
            lines += [
                delegate.objectID, delegate.tenantID, delegate.start, delegate.expiry, delegate.service,
                delegate.version, "", "", "",
            ]
            // From 2025-07-05 on the tenant and object of the delegated user have lines, which are empty here.
            if version >= "2025-07-05" { lines += ["", ""] }
        } else {
            lines.append(policy)
        }
        lines += [addresses, protocols, version, letter, moment, ""]
        // From 2026-04-06 on a user's signature can cover headers and query parameters of the request.
        if delegate != nil, version >= "2026-04-06" { lines += ["", ""] }
        let headers = responseHeaders
        lines += [
            headers.cacheControl, headers.contentDisposition, headers.contentEncoding, headers.contentLanguage,
            headers.contentType,
        ]
        return lines.joined(separator: "\n")
    }

    private func token(signature: String, delegate: UserDelegationKey?) -> SASToken {
        var fields: [(name: String, value: String)] = [
            ("st", Self.time(start)), ("se", Self.time(expiry)), ("sp", permissions), ("sip", addresses),
            ("spr", protocols), ("sv", version), ("si", policy), ("sr", letter),
        ]
        if let delegate {
            fields += [
                ("skoid", delegate.objectID), ("sktid", delegate.tenantID), ("skt", delegate.start),
                ("ske", delegate.expiry), ("sks", delegate.service), ("skv", delegate.version),
            ]
        }
        let headers = responseHeaders
        fields += [
            ("rscc", headers.cacheControl), ("rscd", headers.contentDisposition), ("rsce", headers.contentEncoding),
            ("rscl", headers.contentLanguage), ("rsct", headers.contentType), ("sig", signature),
        ]
        return SASToken(fields: fields.filter { !$0.value.isEmpty })
    }

    /// Not percent-encoded.
    private var canonicalResource: String {
        switch resource {
        case .container(let container): "/blob/\(account)/\(container)"
        case .blob(let container, let name), .version(let container, let name, _),
            .snapshot(let container, let name, _):
            "/blob/\(account)/\(container)/\(name)"
        }
    }

    private var letter: String {
        switch resource {
        case .container: "c"
        case .blob: "b"
        case .version: "bv"
        case .snapshot: "bs"
        }
    }

    private var moment: String {
        switch resource {
        case .version(_, _, let id), .snapshot(_, _, let id): id
        default: ""
        }
    }

    static func time(_ date: Date?) -> String { date.map { ServiceTime.iso($0) } ?? "" }
}

/// A signature for the whole account.
struct AccountSASGrant: Sendable {
    var version = AzureProtocol.version
    /// Letters of services and of resource types: `b`, `sco`.
    var services = "b", resourceTypes = "sco"
    var permissions: String
    var start: Date?
    var expiry: Date
    var addresses = ""
    var protocols = ""

    /// The text that is signed; it ends with a line feed, other than that of a service signature.
    func stringToSign(account: String) -> String {
        let lines = [
            account, permissions, services, resourceTypes, SASGrant.time(start), SASGrant.time(expiry), addresses,
            protocols, version, "",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Signed with a key of the account.
    func signed(with key: SharedKey) -> SASToken {
        let fields: [(name: String, value: String)] = [
            ("st", SASGrant.time(start)), ("se", SASGrant.time(expiry)), ("sp", permissions), ("sip", addresses),
            ("spr", protocols), ("sv", version), ("ss", services), ("srt", resourceTypes),
            ("sig", key.signature(stringToSign(account: key.account))),
        ]
        return SASToken(fields: fields.filter { !$0.value.isEmpty })
    }
}

import Foundation

/// Gets keys that stand for an identity for some time, with which signatures can be made (Get User Delegation Key).
struct UserDelegation: Sendable {
    let account: AzureAccount
    let credential: AzureCredential

    /// A key from now until a moment; the service gives none for more than seven days.
    func key(until expiry: Date) async throws -> SASGrant.UserDelegationKey {
        let place = "az://\(account.name)"
        let executor = HTTPExecutor(concurrency: 1) { draft, moment in try await credential.sign(&draft, at: moment) }
        let query = [(name: "restype", value: "service"), (name: "comp", value: "userdelegationkey")]
        var draft = HTTPDraft(
            "POST", account.target("", nil, query), verb: "asking for a key to sign with", place: place)
        // A clock that is ahead of the service's must not make a key that begins later.
        let start = ServiceTime.iso(executor.clock.moment.addingTimeInterval(-900))
        draft.body = Array(
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<KeyInfo><Start>\(start)</Start><Expiry>\(ServiceTime.iso(expiry))</Expiry></KeyInfo>").utf8)
        draft[header: "content-type"] = "application/xml"
        let reply = try await executor.send(draft)
        guard let key = XMLElement(document: reply.body), key.name == "UserDelegationKey",
            let object = key.string("SignedOid"), let tenant = key.string("SignedTid"),
            let from = key.string("SignedStart"), let until = key.string("SignedExpiry"),
            let service = key.string("SignedService"), let version = key.string("SignedVersion"),
            let value = key.string("Value")
        else { throw BlobError(.damaged, place, "asking for a key to sign with failed: the answer holds none") }
        return .init(
            objectID: object, tenantID: tenant, start: from, expiry: until, service: service, version: version,
            base64Key: value)
    }
}

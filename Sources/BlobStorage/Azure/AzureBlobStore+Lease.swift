extension AzureBlobStore {
    /// Keeps others from changing or deleting a blob for so many seconds (15 to 60; -1 until it is given back). The same id again renews it.
    public func acquireLease(on name: String, id: String, seconds: Int) async throws {
        var draft = lease("acquire", name, verb: "taking a lease")
        draft[header: "x-ms-lease-duration"] = "\(seconds)"
        draft[header: "x-ms-proposed-lease-id"] = id
        _ = try await executor.send(draft, accepting: [201])
    }

    /// Makes a lease last as long again.
    public func renewLease(on name: String, id: String) async throws {
        var draft = lease("renew", name, verb: "renewing a lease")
        draft[header: "x-ms-lease-id"] = id
        _ = try await executor.send(draft)
    }

    /// Gives a lease back.
    public func releaseLease(on name: String, id: String) async throws {
        var draft = lease("release", name, verb: "giving a lease back")
        draft[header: "x-ms-lease-id"] = id
        _ = try await executor.send(draft)
    }

    private func lease(_ action: String, _ name: String, verb: String) -> HTTPDraft {
        var draft = draft("PUT", BlobID(name), [("comp", "lease")], verb: verb)
        draft[header: "x-ms-lease-action"] = action
        return draft
    }
}

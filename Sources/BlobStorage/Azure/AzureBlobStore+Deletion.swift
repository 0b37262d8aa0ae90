import Foundation

extension AzureBlobStore {
    /// Delete Blob; the pages of a page blob are cleared before, for that is not kept by soft delete or versions.
    public func delete(_ id: BlobID, ifMatch etag: String?, _ options: DeleteOptions) async throws -> BlobDeletion {
        var etag = etag
        var wasCleared = false
        if id.generation == .current, !options.isPermanent {
            let facts = try await head(id)
            if let etag, facts.etag != etag {
                throw BlobError(.changed, place(id), "deleting failed: the blob has other content by now")
            }
            if facts.kind == .page, facts.byteCount > 0 {
                etag = try await clearPages(facts)
                wasCleared = true
            }
        }
        let query: [(name: String, value: String)] = options.isPermanent ? [("deletetype", "permanent")] : []
        var draft = draft("DELETE", id, query, verb: "deleting")
        draft[header: "if-match"] = etag
        if id.generation == .current, options.includesSnapshots { draft[header: "x-ms-delete-snapshots"] = "include" }
        let reply = try await executor.send(draft, accepting: [200, 202])
        var deletion = BlobDeletion()
        deletion.isPermanent = reply[header: "x-ms-delete-type-permanent"].map { $0.lowercased() == "true" }
        deletion.status = reply.status
        deletion.requestID = reply[header: "x-ms-request-id"]
        deletion.serverTime = reply[header: "date"].flatMap { ServiceTime.http($0) }
        deletion.wasCleared = wasCleared
        return deletion
    }

    /// Writes zeros over all pages; returns the ETag of what is there then.
    private func clearPages(_ facts: BlobFacts) async throws -> String {
        var draft = draft("PUT", facts.id, [("comp", "page")], verb: "clearing the pages")
        draft[header: "x-ms-page-write"] = "clear"
        draft[header: "x-ms-range"] = "bytes=0-\(facts.byteCount - 1)"
        draft[header: "if-match"] = facts.etag
        return try await executor.send(draft, accepting: [201])[header: "etag"] ?? ""
    }

    /// Soft delete of the account, immutability of the container. Versions cannot be seen from here: they show in
    /// listings.
    public func protection() async throws -> StoreProtection {
        var protection = StoreProtection()
        let service = HTTPDraft(
            "GET", account.target("", nil, [("restype", "service"), ("comp", "properties")]),
            verb: "asking for the properties of the account", place: "az://\(account.name)")
        if let reply = try await orNil({ try await executor.send(service) }),
            let root = XMLElement(document: reply.body)
        {
            let retention = root["DeleteRetentionPolicy"]
            let isOn = retention?.string("Enabled")?.lowercased() == "true"
            protection.softDeleteDays = isOn ? retention?.string("Days").flatMap { Int($0) } ?? 0 : 0
            protection.allowsPermanentDelete = retention?.string("AllowPermanentDelete")?.lowercased() == "true"
            protection.requestID = reply[header: "x-ms-request-id"]
        }
        let draft = HTTPDraft(
            "HEAD", account.target(container, nil, [("restype", "container")]),
            verb: "asking for the properties of the container", place: location)
        if let reply = try await orNil({ try await executor.send(draft) }) {
            protection.hasImmutability = ["x-ms-has-immutability-policy", "x-ms-has-legal-hold"].contains { name in
                reply[header: name]?.lowercased() == "true"
            }
        }
        return protection
    }

    /// The answer, or nil where these credentials may not ask.
    private func orNil(_ body: () async throws -> HTTPReply) async throws -> HTTPReply? {
        do {
            return try await body()
        } catch let error as BlobError
            where [.notAllowed, .credentials, .refused, .unsupported].contains(error.code)
        {
            return nil
        }
    }

    /// Makes the container; fine when it is there.
    func makeContainer() async throws {
        let target = account.target(container, nil, [("restype", "container")])
        let draft = HTTPDraft("PUT", target, verb: "making the container", place: location)
        _ = try await executor.send(draft, accepting: [201, 409])
    }

    /// Makes a snapshot of the current content; returns its name.
    func snapshot(_ name: String) async throws -> String {
        let draft = draft("PUT", BlobID(name), [("comp", "snapshot")], verb: "making a snapshot")
        let reply = try await executor.send(draft, accepting: [201], isRepeatable: false)
        return reply[header: "x-ms-snapshot"] ?? ""
    }

    /// Brings back what was deleted softly.
    func undelete(_ name: String) async throws {
        _ = try await executor.send(draft("PUT", BlobID(name), [("comp", "undelete")], verb: "undeleting"))
    }
}

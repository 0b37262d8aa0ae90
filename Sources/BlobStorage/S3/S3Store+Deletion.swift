import Foundation

extension S3Store {
    /// DeleteObject. In a bucket with versions the bare key only gets a delete marker, which is told as not permanent.
    public func delete(_ id: BlobID, ifMatch etag: String?, _ options: DeleteOptions) async throws -> BlobDeletion {
        let before = try await current(id)
        if let etag, let before, before.etag != etag {
            throw BlobError(.changed, place(id), "deleting failed: the object has other content by now")
        }
        let draft = draft("DELETE", id, verb: "deleting")
        let reply: HTTPReply
        do {
            reply = try await executor.send(draft, accepting: [200, 204])
        } catch var error as BlobError {
            if error.code == .notAllowed, let before, Self.isLocked(before) {
                error.code = .protected
                error.sentence = "deleting failed: a retention or a legal hold forbids it"
            }
            throw error
        }
        var deletion = BlobDeletion()
        let isMarker = reply[header: "x-amz-delete-marker"]?.lowercased() == "true"
        deletion.isPermanent = id.generation != .current || !isMarker
        deletion.status = reply.status
        deletion.requestID = reply[header: "x-amz-request-id"]
        deletion.serverTime = reply[header: "date"].flatMap { ServiceTime.http($0) }
        return deletion
    }

    /// What is to be deleted; nil for a delete marker, which cannot be looked at. Throws when it is absent.
    private func current(_ id: BlobID) async throws -> BlobFacts? {
        do {
            return try await head(id)
        } catch let error as BlobError where error.status == 405 && id.generation != .current {
            return nil
        }
    }

    static func isLocked(_ facts: BlobFacts) -> Bool { facts.hasLegalHold || facts.immutableUntil != nil }

    /// Versions and object lock of the bucket, as far as these credentials may ask.
    public func protection() async throws -> StoreProtection {
        var protection = StoreProtection()
        // S3 brings nothing back: what is kept, is kept as a version.
        protection.softDeleteDays = 0
        if let reply = try await asked("versioning") {
            protection.keepsVersions = XMLElement(document: reply.body)?.string("Status") == "Enabled"
            protection.requestID = reply[header: "x-amz-request-id"]
        }
        if let reply = try await asked("object-lock") {
            protection.hasImmutability = XMLElement(document: reply.body)?["Rule"] != nil
        }
        return protection
    }

    private func asked(_ name: String) async throws -> HTTPReply? {
        let target = endpoint.target(bucket, nil, [(name, "")])
        let draft = HTTPDraft("GET", target, verb: "asking for the bucket's \(name)", place: location)
        do {
            return try await executor.send(draft)
        } catch let error as BlobError
            where [.absent, .notAllowed, .refused, .unsupported].contains(error.code)
            && error.serviceCode != "NoSuchBucket"
        {
            return nil
        }
    }
}

import Foundation

/// One bucket of a service that speaks S3's protocol: AWS, MinIO, the XML endpoint of Google Cloud Storage.
///
/// Objects are written as multipart uploads, each part checked by MD5, and all of them against the ETag that the service
/// makes. The condition of a commit is atomic where the service knows `If-None-Match`; where it does not, it is looked at
/// right before. `If-Match` of a deletion is looked at right before: the service deletes whatever has the name by then,
/// unless a version is named.
public struct S3Store: BlobStore {
    let endpoint: S3Endpoint
    let bucket: String
    var executor: HTTPExecutor

    init(
        _ endpoint: S3Endpoint, bucket: String, signature: AWSSignature?, concurrency: Int = 8,
        clock: ServiceClock = ServiceClock()
    ) {
        self.endpoint = endpoint
        self.bucket = bucket
        executor = HTTPExecutor(concurrency: concurrency, clock: clock) { draft, moment in
            signature?.sign(&draft, at: moment)
        }
    }

    /// `s3://bucket`.
    public var location: String { "s3://\(bucket)" }
    /// As the service takes them.
    public var partLimits: PartLimits { PartLimits(minimum: 5 << 20, count: 10_000) }

    /// Objects by key; versions and delete markers where that is asked for.
    public func list(_ listing: BlobListing) async throws -> BlobPage {
        listing.includesGenerations ? try await listVersions(listing) : try await listCurrent(listing)
    }

    /// The headers of an object.
    public func head(_ id: BlobID) async throws -> BlobFacts {
        facts(try await executor.send(draft("HEAD", id, verb: "looking it up")), id)
    }

    /// A range of an object that still has this ETag.
    public func read(_ id: BlobID, _ range: Range<Int64>, pinnedTo etag: String) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        return try await executor.collect(range) { rest in
            var draft = draft("GET", id, verb: "reading")
            draft[header: "range"] = "bytes=\(rest.lowerBound)-\(rest.upperBound - 1)"
            draft[header: "if-match"] = etag
            return draft
        } check: { reply, _ in
            guard reply[header: "etag"] == etag else {
                throw BlobError(.changed, place(id), "reading failed: the object has other content by now")
            }
        }
    }

    /// CreateMultipartUpload. When its answer is lost, an upload without parts may be left; it takes no room.
    public func beginUpload(_ name: String, _ options: UploadOptions) async throws -> StagedUpload {
        var draft = draft("POST", BlobID(name), [("uploads", "")], verb: "beginning an upload")
        for (name, value) in options.metadata { draft[header: "x-amz-meta-\(name)"] = value }
        if !options.tags.isEmpty { draft[header: "x-amz-tagging"] = Self.form(options.tags) }
        draft[header: "content-type"] = "application/octet-stream"
        let reply = try await executor.send(draft)
        guard let id = XMLElement(document: reply.body)?.string("UploadId") else {
            throw BlobError(.damaged, place(BlobID(name)), "beginning an upload failed: the answer names none")
        }
        return StagedUpload(name: name, id: id, options: options)
    }

    /// UploadPart.
    public func put(_ bytes: [UInt8], as index: Int, of upload: StagedUpload) async throws -> StagedPart {
        let query = [(name: "partNumber", value: "\(index + 1)"), (name: "uploadId", value: upload.id)]
        var draft = draft("PUT", BlobID(upload.name), query, verb: "uploading a part")
        draft.body = bytes
        draft[header: "content-md5"] = Data(Digest.md5(bytes)).base64EncodedString()
        let reply = try await executor.send(draft)
        guard let token = reply[header: "etag"] else {
            throw BlobError(.damaged, draft.place, "uploading a part failed: the answer has no ETag")
        }
        return StagedPart(index: index, token: token, byteCount: bytes.count)
    }

    /// CompleteMultipartUpload.
    public func commit(_ upload: StagedUpload, _ parts: [StagedPart], if condition: WriteCondition) async throws
        -> BlobFacts
    {
        let id = BlobID(upload.name)
        if let facts = try await orAbsent({ try await head(id) }) {
            if isOurs(facts, upload) { return facts }
            try check(facts, condition, id)
        } else if case .match = condition {
            throw BlobError(.changed, place(id), "committing failed: the object is gone")
        }
        var parts = parts.sorted { $0.index < $1.index }
        // An object without bytes has one part without bytes.
        if parts.isEmpty { parts = [try await put([], as: 0, of: upload)] }
        var draft = draft("POST", id, [("uploadId", upload.id)], verb: "committing")
        let items = parts.map {
            "<Part><PartNumber>\($0.index + 1)</PartNumber><ETag>\(XMLElement.escaped($0.token))</ETag></Part>"
        }
        draft.body = Array("<CompleteMultipartUpload>\(items.joined())</CompleteMultipartUpload>".utf8)
        draft[header: "content-type"] = "application/xml"
        switch condition {
        case .absent: draft[header: "if-none-match"] = "*"
        case .match(let etag): draft[header: "if-match"] = etag
        case .none: break
        }
        do {
            do {
                try await complete(draft)
            } catch let error as BlobError where error.code == .unsupported {
                // The service knows no condition here; it was looked at above.
                draft[header: "if-none-match"] = nil
                draft[header: "if-match"] = nil
                try await complete(draft)
            }
        } catch let error as BlobError {
            guard let facts = try? await head(id), isOurs(facts, upload) else { throw error }
            return facts
        }
        return try await head(id)
    }

    private func complete(_ draft: HTTPDraft) async throws {
        let reply = try await executor.send(draft)
        // The service may begin to answer with 200 and then fail.
        if XMLElement(document: reply.body)?.name == "Error" { throw executor.fault(reply, draft).error }
    }

    /// AbortMultipartUpload.
    public func abort(_ upload: StagedUpload) async throws -> AbortOutcome {
        let draft = draft("DELETE", BlobID(upload.name), [("uploadId", upload.id)], verb: "aborting an upload")
        _ = try await orAbsent { try await executor.send(draft, accepting: [200, 204]) }
        return .gone
    }

    /// GetObjectTagging.
    public func tags(of id: BlobID) async throws -> [String: String] {
        let draft = draft("GET", id, [("tagging", "")], verb: "reading the tags")
        guard let reply = try await orAbsent({ try await executor.send(draft) }) else {
            _ = try await head(id)
            return [:]
        }
        let tags = XMLElement(document: reply.body)?["TagSet"]?.all("Tag") ?? []
        return Dictionary(
            tags.map { ($0.string("Key") ?? "", $0.string("Value") ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// PutObjectTagging.
    public func setTags(_ tags: [String: String], of id: BlobID) async throws {
        var draft = draft("PUT", id, [("tagging", "")], verb: "setting the tags")
        let items = tags.sorted { $0.key < $1.key }.map { tag in
            "<Tag><Key>\(XMLElement.escaped(tag.key))</Key><Value>\(XMLElement.escaped(tag.value))</Value></Tag>"
        }
        draft.body = Array("<Tagging><TagSet>\(items.joined())</TagSet></Tagging>".utf8)
        draft[header: "content-md5"] = Data(Digest.md5(draft.body)).base64EncodedString()
        _ = try await executor.send(draft, accepting: [200, 204])
    }

    /// Objects keep the metadata they were made with.
    public func setMetadata(_ metadata: [String: String], of name: String, ifMatch etag: String) async throws -> String
    {
        throw BlobError(
            .unsupported, place(BlobID(name)), "an object of S3 keeps the metadata it was made with; use tags")
    }
}

extension S3Store {
    /// A request about an object.
    func draft(_ method: String, _ id: BlobID, _ query: [(name: String, value: String)] = [], verb: String) -> HTTPDraft
    {
        var query = query
        if case .version(let version) = id.generation { query.append(("versionId", version)) }
        return HTTPDraft(method, endpoint.target(bucket, id.name, query), verb: verb, place: place(id))
    }

    func place(_ id: BlobID) -> String { "\(location)/\(id.name)" }

    /// The value, or nil for what is absent.
    func orAbsent<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do { return try await body() } catch let error as BlobError where error.code == .absent { return nil }
    }

    private func isOurs(_ facts: BlobFacts, _ upload: StagedUpload) -> Bool {
        !upload.options.identity.isEmpty && facts.metadata[UploadOptions.mark] == upload.options.identity
    }

    private func check(_ facts: BlobFacts, _ condition: WriteCondition, _ id: BlobID) throws {
        switch condition {
        case .absent: throw BlobError(.alreadyThere, place(id), "committing failed: an object has the key already")
        case .match(let etag) where facts.etag != etag:
            throw BlobError(.changed, place(id), "committing failed: the object has other content by now")
        default: break
        }
    }

    private static func form(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }
            .map { "\(PercentEncoding.encoded($0.key))=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
    }
}

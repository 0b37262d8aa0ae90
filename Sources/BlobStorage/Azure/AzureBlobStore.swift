import Foundation

/// One container of Azure Blob Storage.
///
/// Block and page blobs are read, block blobs are written: blocks with ids that tell upload, index and content, each checked
/// by MD5, and one block list that makes the blob. Reading pieces of up to 4 MiB is checked by MD5, too.
public struct AzureBlobStore: BlobStore {
    let account: AzureAccount
    let container: String
    var executor: HTTPExecutor

    init(
        _ account: AzureAccount, container: String, credential: AzureCredential, concurrency: Int = 8,
        clock: ServiceClock = ServiceClock()
    ) {
        self.account = account
        self.container = container
        executor = HTTPExecutor(concurrency: concurrency, clock: clock) { draft, moment in
            try await credential.sign(&draft, at: moment)
        }
    }

    /// `az://account/container`.
    public var location: String { "az://\(account.name)/\(container)" }
    /// As the service takes them.
    public var partLimits: PartLimits { PartLimits(minimum: 1, count: AzureProtocol.blockCount) }

    /// Blobs by name; versions, snapshots and what is deleted softly where that is asked for.
    public func list(_ listing: BlobListing) async throws -> BlobPage {
        var include = ["metadata"]
        if listing.includesGenerations { include.append("snapshots") }
        if listing.includesDeleted { include.append("deleted") }
        guard listing.includesGenerations else { return try await list(listing, include) }
        do {
            return try await list(listing, include + ["versions", "immutabilitypolicy", "legalhold"])
        } catch let error as BlobError where error.status == 400 {
            // An account or emulator that has no versions may not know their names.
            return try await list(listing, include)
        }
    }

    private func list(_ listing: BlobListing, _ include: [String]) async throws -> BlobPage {
        var query: [(name: String, value: String)] = [
            ("restype", "container"), ("comp", "list"), ("maxresults", "\(min(max(1, listing.limit), 5000))"),
            ("include", include.joined(separator: ",")),
        ]
        if !listing.prefix.isEmpty { query.append(("prefix", listing.prefix)) }
        if let marker = listing.marker { query.append(("marker", marker)) }
        let draft = HTTPDraft("GET", account.target(container, nil, query), verb: "listing", place: location)
        let reply = try await executor.send(draft)
        guard let root = XMLElement(document: reply.body), root.name == "EnumerationResults" else {
            throw BlobError(.damaged, location, "listing failed: the answer is no listing")
        }
        var page = BlobPage()
        page.blobs = (root["Blobs"]?.all("Blob") ?? []).map { Self.facts($0, serverDate: reply[header: "date"]) }
        page.marker = root.string("NextMarker")
        page.requestID = reply[header: "x-ms-request-id"]
        return page
    }

    /// The properties of a blob.
    public func head(_ id: BlobID) async throws -> BlobFacts {
        let reply = try await executor.send(draft("HEAD", id, verb: "looking it up"))
        return facts(reply, id)
    }

    /// A range of a blob that still has this ETag.
    public func read(_ id: BlobID, _ range: Range<Int64>, pinnedTo etag: String) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        return try await executor.collect(range) { rest in
            var draft = draft("GET", id, verb: "reading")
            draft[header: "x-ms-range"] = "bytes=\(rest.lowerBound)-\(rest.upperBound - 1)"
            draft[header: "if-match"] = etag
            if rest.count <= AzureProtocol.checkedRangeByteCount {
                draft[header: "x-ms-range-get-content-md5"] = "true"
            }
            return draft
        } check: { reply, _ in
            guard reply[header: "etag"] == etag else {
                throw BlobError(.changed, place(id), "reading failed: the blob has other content by now")
            }
            guard reply.status == 206, let stated = reply[header: "content-md5"] else { return }
            guard Data(Digest.md5(reply.body)).base64EncodedString() == stated else {
                throw BlobError(
                    .damaged, place(id), "reading failed: the bytes arrived damaged (MD5)", isRetryable: true)
            }
        }
    }

    /// Nothing is asked of the service before the first block.
    public func beginUpload(_ name: String, _ options: UploadOptions) async throws -> StagedUpload {
        let id = String(format: "%016lx", UInt64.random(in: 0...UInt64.max))
        return StagedUpload(name: name, id: id, options: options)
    }

    /// Put Block.
    public func put(_ bytes: [UInt8], as index: Int, of upload: StagedUpload) async throws -> StagedPart {
        let token = Self.blockID(upload, index, bytes)
        var draft = draft("PUT", BlobID(upload.name), [("comp", "block"), ("blockid", token)], verb: "staging a block")
        draft.body = bytes
        draft[header: "content-type"] = "application/octet-stream"
        draft[header: "content-md5"] = Data(Digest.md5(bytes)).base64EncodedString()
        _ = try await executor.send(draft, accepting: [201])
        return StagedPart(index: index, token: token, byteCount: bytes.count)
    }

    /// Put Block List.
    public func commit(_ upload: StagedUpload, _ parts: [StagedPart], if condition: WriteCondition) async throws
        -> BlobFacts
    {
        let id = BlobID(upload.name)
        var draft = draft("PUT", id, [("comp", "blocklist")], verb: "committing")
        let blocks = parts.sorted { $0.index < $1.index }.map { "<Uncommitted>\($0.token)</Uncommitted>" }
        draft.body = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>\(blocks.joined())</BlockList>".utf8)
        draft[header: "content-type"] = "application/xml"
        draft[header: "x-ms-blob-content-type"] = "application/octet-stream"
        draft[header: "x-ms-blob-content-md5"] = upload.options.contentMD5.map { Data($0).base64EncodedString() }
        Self.describe(upload.options.metadata, in: &draft)
        if !upload.options.tags.isEmpty {
            draft[header: "x-ms-tags"] = upload.options.tags.sorted { $0.key < $1.key }
                .map { "\(PercentEncoding.encoded($0.key))=\(PercentEncoding.encoded($0.value))" }
                .joined(separator: "&")
        }
        switch condition {
        case .absent: draft[header: "if-none-match"] = "*"
        case .match(let etag): draft[header: "if-match"] = etag
        case .none: break
        }
        do {
            _ = try await executor.send(draft, accepting: [201])
        } catch let error as BlobError {
            // It may have gone through when the answer was lost; then the blob says whose it is.
            guard let facts = try? await head(id), !upload.options.identity.isEmpty,
                facts.metadata[UploadOptions.mark] == upload.options.identity
            else { throw error }
            return facts
        }
        return try await head(id)
    }

    /// Blocks cannot be taken back; the service drops them.
    public func abort(_ upload: StagedUpload) async throws -> AbortOutcome {
        .keptOutOfSight(days: AzureProtocol.uncommittedDays)
    }

    /// The index tags.
    public func tags(of id: BlobID) async throws -> [String: String] {
        let reply = try await executor.send(draft("GET", id, [("comp", "tags")], verb: "reading the tags"))
        let tags = XMLElement(document: reply.body)?["TagSet"]?.all("Tag") ?? []
        return Dictionary(
            tags.map { ($0.string("Key") ?? "", $0.string("Value") ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Sets the index tags.
    public func setTags(_ tags: [String: String], of id: BlobID) async throws {
        var draft = draft("PUT", id, [("comp", "tags")], verb: "setting the tags")
        let items = tags.sorted { $0.key < $1.key }.map { tag in
            "<Tag><Key>\(XMLElement.escaped(tag.key))</Key><Value>\(XMLElement.escaped(tag.value))</Value></Tag>"
        }
        draft.body = Array(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Tags><TagSet>\(items.joined())</TagSet></Tags>".utf8)
        draft[header: "content-type"] = "application/xml"
        _ = try await executor.send(draft, accepting: [200, 204])
    }

    /// Sets the metadata, which gives the blob another ETag.
    public func setMetadata(_ metadata: [String: String], of name: String, ifMatch etag: String) async throws -> String
    {
        var draft = draft("PUT", BlobID(name), [("comp", "metadata")], verb: "setting the metadata")
        Self.describe(metadata, in: &draft)
        draft[header: "if-match"] = etag
        let reply = try await executor.send(draft)
        return reply[header: "etag"] ?? ""
    }
}

extension AzureBlobStore {
    /// A request about a blob.
    func draft(_ method: String, _ id: BlobID, _ query: [(name: String, value: String)] = [], verb: String) -> HTTPDraft
    {
        var query = query
        switch id.generation {
        case .current: break
        case .version(let version): query.append(("versionid", version))
        case .snapshot(let snapshot): query.append(("snapshot", snapshot))
        }
        return HTTPDraft(method, account.target(container, id.name, query), verb: verb, place: place(id))
    }

    func place(_ id: BlobID) -> String { "\(location)/\(id.name)" }

    private static func describe(_ metadata: [String: String], in draft: inout HTTPDraft) {
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { draft[header: "x-ms-meta-\(name)"] = value }
    }
}

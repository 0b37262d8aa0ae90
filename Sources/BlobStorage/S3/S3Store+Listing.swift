import Foundation

extension S3Store {
    func listCurrent(_ listing: BlobListing) async throws -> BlobPage {
        var query: [(name: String, value: String)] = [("list-type", "2")]
        if let marker = listing.marker { query.append(("continuation-token", marker)) }
        let (root, reply) = try await listed(query, listing)
        var page = BlobPage()
        page.blobs = root.all("Contents").map { element in
            object(element, BlobID(Self.name(element["Key"]?.text ?? "", in: root)))
        }
        page.marker = root.string("IsTruncated") == "true" ? root.string("NextContinuationToken") : nil
        page.requestID = reply[header: "x-amz-request-id"]
        return page
    }

    /// ListObjectVersions. A page ends at a key and a version, which the marker holds with a line feed between.
    func listVersions(_ listing: BlobListing) async throws -> BlobPage {
        var query: [(name: String, value: String)] = [("versions", "")]
        if let marker = listing.marker {
            let parts = marker.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            query.append(("key-marker", String(parts[0])))
            if parts.count > 1, !parts[1].isEmpty { query.append(("version-id-marker", String(parts[1]))) }
        }
        let (root, reply) = try await listed(query, listing)
        var page = BlobPage()
        for element in root.children where element.name == "Version" || element.name == "DeleteMarker" {
            let version = element.string("VersionId")
            let isLatest = element.string("IsLatest") == "true"
            var facts = object(element, BlobID(Self.name(element["Key"]?.text ?? "", in: root)))
            facts.isDeleteMarker = element.name == "DeleteMarker"
            facts.isCurrent = isLatest && !facts.isDeleteMarker
            // "null" is the version of what was written while versions were not kept. Where it is the current one, the
            // bare key is the same, which buckets that never kept versions understand, too.
            if let version, version != "null" || !facts.isCurrent { facts.id.generation = .version(version) }
            facts.version = version
            page.blobs.append(facts)
        }
        if root.string("IsTruncated") == "true", let key = root.string("NextKeyMarker") {
            page.marker = "\(Self.name(key, in: root))\n\(root.string("NextVersionIdMarker") ?? "")"
        }
        page.requestID = reply[header: "x-amz-request-id"]
        return page
    }

    private func listed(_ query: [(name: String, value: String)], _ listing: BlobListing) async throws -> (
        XMLElement, HTTPReply
    ) {
        var query = query + [("max-keys", "\(min(max(1, listing.limit), 1000))"), ("encoding-type", "url")]
        if !listing.prefix.isEmpty { query.append(("prefix", listing.prefix)) }
        let draft = HTTPDraft("GET", endpoint.target(bucket, nil, query), verb: "listing", place: location)
        let reply = try await executor.send(draft)
        guard let root = XMLElement(document: reply.body), root.name.hasPrefix("List") else {
            throw BlobError(.damaged, location, "listing failed: the answer is no listing")
        }
        return (root, reply)
    }

    /// A name as a listing has it. It is encoded only where the listing says so: not every service knows how. Blanks are
    /// `+` then, as in forms.
    private static func name(_ text: String, in listing: XMLElement) -> String {
        guard listing.string("EncodingType")?.lowercased() == "url" else { return text }
        return PercentEncoding.decoded(text.replacing("+", with: "%20"))
    }

    private func object(_ element: XMLElement, _ id: BlobID) -> BlobFacts {
        var facts = BlobFacts(id, kind: .object)
        facts.etag = element.string("ETag") ?? ""
        facts.byteCount = element.string("Size").flatMap { Int64($0) } ?? 0
        facts.modified = element.string("LastModified").flatMap { ServiceTime.iso($0) }
        return facts
    }

    func facts(_ reply: HTTPReply, _ id: BlobID) -> BlobFacts {
        var facts = BlobFacts(id, kind: .object)
        facts.etag = reply[header: "etag"] ?? ""
        facts.byteCount = reply[header: "content-length"].flatMap { Int64($0) } ?? 0
        facts.modified = reply[header: "last-modified"].flatMap { ServiceTime.http($0) }
        facts.version = reply[header: "x-amz-version-id"].flatMap { $0 == "null" ? nil : $0 }
        for (name, value) in reply.headers where name.hasPrefix("x-amz-meta-") {
            facts.metadata[String(name.dropFirst(11))] = value
        }
        facts.hasLegalHold = reply[header: "x-amz-object-lock-legal-hold"] == "ON"
        facts.immutableUntil = reply[header: "x-amz-object-lock-retain-until-date"].flatMap { ServiceTime.iso($0) }
        facts.requestID = reply[header: "x-amz-request-id"]
        return facts
    }
}

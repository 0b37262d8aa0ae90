import Foundation

extension ServiceModel {
    func read(_ request: ServiceRequest) throws -> ServiceAnswer {
        let blob = contents(request)[try index(request)]
        try check(request, against: blob)
        var answer = ServiceAnswer(status: 200, headers: headers(of: blob))
        if request.method == "HEAD" {
            answer.statedLength = blob.bytes.count
            return answer
        }
        guard let range = request.headers["x-ms-range"] ?? request.headers["range"] else {
            answer.body = blob.bytes
            return answer
        }
        let ends = range.drop { $0 != "=" }.dropFirst().split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, first < blob.bytes.count else { throw ServiceRefusal(416, "InvalidRange") }
        let last = min(ends.count > 1 ? ends[1] : Int.max, blob.bytes.count - 1)
        guard first <= last else { throw ServiceRefusal(416, "InvalidRange") }
        answer.status = 206
        answer.body = Array(blob.bytes[first...last])
        answer.headers.append(("Content-Range", "bytes \(first)-\(last)/\(blob.bytes.count)"))
        if request.headers["x-ms-range-get-content-md5"] == "true" {
            guard answer.body.count <= 4 << 20 else { throw ServiceRefusal(400, "OutOfRangeInput") }
            answer.headers.append(("Content-MD5", ServiceDigest.md5(answer.body)))
        }
        return answer
    }

    private func headers(of blob: StoredBlob) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = [
            ("ETag", blob.etag), ("Last-Modified", ServiceText.http(blob.modified)), ("x-ms-blob-type", blob.type),
            ("Accept-Ranges", "bytes"), ("Content-Type", blob.contentType),
            ("x-ms-lease-state", blob.isLeased(at: now) ? "leased" : "available"),
            ("x-ms-lease-status", blob.isLeased(at: now) ? "locked" : "unlocked"),
        ]
        if let version = blob.version {
            headers.append(("x-ms-version-id", version))
            if blob.isCurrent { headers.append(("x-ms-is-current-version", "true")) }
        }
        if let md5 = blob.contentMD5 { headers.append(("x-ms-blob-content-md5", md5)) }
        if let until = blob.immutableUntil {
            headers.append(("x-ms-immutability-policy-until-date", ServiceText.http(until)))
            headers.append(("x-ms-immutability-policy-mode", "unlocked"))
        }
        if blob.hasLegalHold { headers.append(("x-ms-legal-hold", "true")) }
        if !blob.tags.isEmpty { headers.append(("x-ms-tag-count", "\(blob.tags.count)")) }
        return headers + blob.metadata.map { ("x-ms-meta-\($0.name)", $0.value) }
    }

    func list(_ request: ServiceRequest, _ blobs: [String: [StoredBlob]]) -> ServiceAnswer {
        let included = Set((request.parameter("include") ?? "").split(separator: ",").map(String.init))
        let prefix = request.parameter("prefix") ?? ""
        let limit = request.parameter("maxresults").flatMap { Int($0) } ?? 5000
        let start = request.parameter("marker").flatMap { Int($0) } ?? 0
        var items: [(name: String, blob: StoredBlob)] = []
        for name in blobs.keys.sorted() where name.hasPrefix(prefix) && !settings.unlistedNames.contains(name) {
            for blob in blobs[name, default: []] where isListed(blob, included) { items.append((name, blob)) }
        }
        let page = items.dropFirst(start).prefix(limit)
        let next = start + limit < items.count ? "\(start + limit)" : ""
        let text = page.map { element($0.name, $0.blob, included) }.joined()
        return .xml(
            "<EnumerationResults ContainerName=\"\(request.container)\"><Prefix>\(ServiceText.escaped(prefix))</Prefix>"
                + "<Blobs>\(text)</Blobs><NextMarker>\(next)</NextMarker></EnumerationResults>")
    }

    private func isListed(_ blob: StoredBlob, _ included: Set<String>) -> Bool {
        if blob.isDeleted, !included.contains("deleted") { return false }
        if blob.snapshot != nil { return included.contains("snapshots") }
        return blob.isCurrent || blob.isDeleted || included.contains("versions")
    }

    private func element(_ name: String, _ blob: StoredBlob, _ included: Set<String>) -> String {
        var text = "<Blob><Name>\(ServiceText.escaped(name))</Name>"
        if blob.isDeleted { text += "<Deleted>true</Deleted>" }
        if let snapshot = blob.snapshot { text += "<Snapshot>\(snapshot)</Snapshot>" }
        if let version = blob.version, included.contains("versions") {
            text += "<VersionId>\(version)</VersionId>"
            if blob.isCurrent { text += "<IsCurrentVersion>true</IsCurrentVersion>" }
        }
        text += "<Properties><Last-Modified>\(ServiceText.http(blob.modified))</Last-Modified>"
        text += "<Etag>\(blob.etag.filter { $0 != "\"" })</Etag><Content-Length>\(blob.bytes.count)</Content-Length>"
        text +=
            "<BlobType>\(blob.type)</BlobType><LeaseState>\(blob.isLeased(at: now) ? "leased" : "available")</LeaseState>"
        if let deletion = blob.deletion {
            let left = Double(deletion.days) - now.timeIntervalSince(deletion.at) / 86_400
            text += "<DeletedTime>\(ServiceText.http(deletion.at))</DeletedTime>"
            text += "<RemainingRetentionDays>\(Int(max(0, left)))</RemainingRetentionDays>"
        }
        if let until = blob.immutableUntil, included.contains("immutabilitypolicy") {
            text += "<ImmutabilityPolicyUntilDate>\(ServiceText.http(until))</ImmutabilityPolicyUntilDate>"
            text += "<ImmutabilityPolicyMode>unlocked</ImmutabilityPolicyMode>"
        }
        if blob.hasLegalHold, included.contains("legalhold") { text += "<LegalHold>true</LegalHold>" }
        text += "</Properties>"
        if included.contains("metadata") {
            let items = blob.metadata.map { "<\($0.name)>\(ServiceText.escaped($0.value))</\($0.name)>" }
            text += "<Metadata>\(items.joined())</Metadata>"
        }
        return text + "</Blob>"
    }
}

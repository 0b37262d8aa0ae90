import Foundation

extension ServiceModel {
    mutating func putBlob(_ request: ServiceRequest) throws -> ServiceAnswer {
        let type = request.headers["x-ms-blob-type"] ?? "BlockBlob"
        guard ["BlockBlob", "PageBlob"].contains(type) else { throw ServiceRefusal(400, "InvalidHeaderValue") }
        var bytes = request.body
        if type == "PageBlob" {
            guard let count = request.headers["x-ms-blob-content-length"].flatMap({ Int($0) }), count % 512 == 0 else {
                throw ServiceRefusal(400, "InvalidHeaderValue")
            }
            bytes = [UInt8](repeating: 0, count: count)
        }
        try checkMD5(request)
        return try write(bytes, type, request)
    }

    mutating func putBlock(_ request: ServiceRequest) throws -> ServiceAnswer {
        guard let id = request.parameter("blockid"), Data(base64Encoded: id) != nil else {
            throw ServiceRefusal(400, "InvalidQueryParameterValue")
        }
        try checkMD5(request)
        let key = "\(request.container)/\(request.blob)"
        if let other = staged[key]?.keys.first, other.count != id.count {
            throw ServiceRefusal(400, "InvalidBlobOrBlock")
        }
        staged[key, default: [:]][id] = request.body
        return ServiceAnswer(status: 201, headers: [("Content-MD5", ServiceDigest.md5(request.body))])
    }

    mutating func putBlockList(_ request: ServiceRequest) throws -> ServiceAnswer {
        let key = "\(request.container)/\(request.blob)"
        var bytes: [UInt8] = []
        for id in ServiceText.elements(["Uncommitted", "Latest", "Committed"], in: request.body) {
            guard let block = staged[key]?[id] else { throw ServiceRefusal(400, "InvalidBlockList") }
            bytes += block
        }
        let answer = try write(bytes, "BlockBlob", request)
        staged[key] = nil
        return answer
    }

    func blockList(_ request: ServiceRequest) throws -> ServiceAnswer {
        let blocks = staged["\(request.container)/\(request.blob)"] ?? [:]
        if blocks.isEmpty { _ = try index(request) }
        let items = blocks.sorted { $0.key < $1.key }
            .map { "<Block><Name>\($0.key)</Name><Size>\($0.value.count)</Size></Block>" }
        return .xml("<BlockList><UncommittedBlocks>\(items.joined())</UncommittedBlocks></BlockList>")
    }

    /// Makes a content current; what was there becomes a version, a soft-deleted snapshot, or nothing.
    private mutating func write(_ bytes: [UInt8], _ type: String, _ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        let old = contents.firstIndex { $0.isCurrent && !$0.isDeleted && $0.snapshot == nil }
        try check(request, against: old.map { contents[$0] })
        if let old {
            try checkLease(request, of: contents[old])
            if contents[old].isImmutable(at: now), !settings.keepsVersions {
                throw ServiceRefusal(409, "BlobImmutableDueToPolicy")
            }
            if settings.keepsVersions {
                contents[old].isCurrent = false
            } else if settings.softDeleteDays > 0 {
                contents[old].isCurrent = false
                contents[old].snapshot = stamp()
                contents[old].deletion = (now, settings.softDeleteDays)
            } else {
                contents.remove(at: old)
            }
        } else if contents.contains(where: { $0.isDeleted && $0.type != type }) {
            // Another type of blob over what was deleted softly ends that for good.
            contents.removeAll { $0.isDeleted }
        }
        var blob = StoredBlob(bytes: bytes, type: type, etag: freshETag(), modified: now)
        blob.version = settings.keepsVersions ? stamp() : nil
        blob.metadata = Self.metadata(request)
        blob.tags = try ServiceText.form(request.headers["x-ms-tags"] ?? "")
        blob.contentType = request.headers["x-ms-blob-content-type"] ?? "application/octet-stream"
        blob.contentMD5 = request.headers["x-ms-blob-content-md5"]
        contents.append(blob)
        set(contents, request)
        return ServiceAnswer(status: 201, headers: Self.changed(blob))
    }

    mutating func putPage(_ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        let index = try index(request)
        try check(request, against: contents[index])
        try checkLease(request, of: contents[index])
        guard contents[index].type == "PageBlob" else { throw ServiceRefusal(409, "InvalidBlobType") }
        guard !contents[index].isImmutable(at: now) else { throw ServiceRefusal(409, "BlobImmutableDueToPolicy") }
        let ends = (request.headers["x-ms-range"] ?? request.headers["range"] ?? "").drop { $0 != "=" }.dropFirst()
            .split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] % 512 == 0, ends[1] % 512 == 511, ends[0] <= ends[1],
            ends[1] < contents[index].bytes.count
        else { throw ServiceRefusal(416, "InvalidPageRange") }
        let isClear = request.headers["x-ms-page-write"] == "clear"
        guard isClear || request.body.count == ends[1] - ends[0] + 1 else {
            throw ServiceRefusal(400, "InvalidHeaderValue")
        }
        let new = isClear ? [UInt8](repeating: 0, count: ends[1] - ends[0] + 1) : request.body
        contents[index].bytes.replaceSubrange(ends[0]...ends[1], with: new)
        contents[index].etag = freshETag()
        contents[index].modified = now
        set(contents, request)
        return ServiceAnswer(status: 201, headers: Self.changed(contents[index]))
    }

    mutating func setMetadata(_ request: ServiceRequest) throws -> ServiceAnswer {
        try change(request) { blob, model in
            blob.metadata = Self.metadata(request)
            blob.etag = model.freshETag()
            return ServiceAnswer(status: 200, headers: Self.changed(blob))
        }
    }

    mutating func tags(_ request: ServiceRequest) throws -> ServiceAnswer {
        if request.method == "GET" {
            let tags = contents(request)[try index(request)].tags.map { tag in
                "<Tag><Key>\(ServiceText.escaped(tag.name))</Key><Value>\(ServiceText.escaped(tag.value))</Value></Tag>"
            }
            return .xml("<Tags><TagSet>\(tags.joined())</TagSet></Tags>")
        }
        let names = ServiceText.elements(["Key"], in: request.body)
        let values = ServiceText.elements(["Value"], in: request.body)
        guard names.count == values.count, names.count <= 10 else { throw ServiceRefusal(400, "InvalidXmlDocument") }
        return try change(request) { blob, _ in
            blob.tags = zip(names, values).map { (ServiceText.unescaped($0), ServiceText.unescaped($1)) }
            return ServiceAnswer(status: 204)
        }
    }

    /// Changes what a request is about, when its conditions and the lease allow that.
    mutating func change(
        _ request: ServiceRequest, _ body: (inout StoredBlob, inout ServiceModel) throws -> ServiceAnswer
    ) throws -> ServiceAnswer {
        var contents = contents(request)
        let index = try index(request)
        try check(request, against: contents[index])
        if request.component != "lease" { try checkLease(request, of: contents[index]) }
        let answer = try body(&contents[index], &self)
        set(contents, request)
        return answer
    }

    private func checkMD5(_ request: ServiceRequest) throws {
        guard let stated = request.headers["content-md5"] else { return }
        guard stated == ServiceDigest.md5(request.body) else { throw ServiceRefusal(400, "Md5Mismatch") }
    }

    private static func metadata(_ request: ServiceRequest) -> [(name: String, value: String)] {
        request.headers.filter { $0.key.hasPrefix("x-ms-meta-") }.sorted { $0.key < $1.key }
            .map { (String($0.key.dropFirst(10)), $0.value) }
    }

    private static func changed(_ blob: StoredBlob) -> [(name: String, value: String)] {
        var headers = [(name: "ETag", value: blob.etag), ("Last-Modified", ServiceText.http(blob.modified))]
        if let version = blob.version { headers.append(("x-ms-version-id", version)) }
        return headers
    }
}

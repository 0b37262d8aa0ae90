extension S3Store {
    /// ListParts.
    public func stagedParts(of upload: StagedUpload) async throws -> [StagedPart] {
        var parts: [StagedPart] = []
        var marker: String?
        repeat {
            var query = [(name: "uploadId", value: upload.id)]
            if let marker { query.append((name: "part-number-marker", value: marker)) }
            let reply = try await executor.send(draft("GET", BlobID(upload.name), query, verb: "listing staged parts"))
            guard let root = XMLElement(document: reply.body), root.name.hasPrefix("ListParts") else {
                throw BlobError(.damaged, place(BlobID(upload.name)), "listing staged parts failed: it is no listing")
            }
            parts += root.all("Part").compactMap { part in
                guard let number = part.string("PartNumber").flatMap({ Int($0) }), let etag = part.string("ETag"),
                    let size = part.string("Size").flatMap({ Int($0) })
                else { return nil }
                return StagedPart(index: number - 1, token: etag, byteCount: size)
            }
            marker = root.string("IsTruncated") == "true" ? root.string("NextPartNumberMarker") : nil
        } while marker != nil
        return parts
    }

    /// The ETag of a part is its MD5; with some kinds of encryption it is not, and the part is sent again.
    public func isStaged(_ bytes: [UInt8], as part: StagedPart, of upload: StagedUpload) -> Bool {
        part.byteCount == bytes.count
            && part.token.filter { $0 != "\"" }.lowercased() == Digest.hexadecimal(Digest.md5(bytes))
    }
}

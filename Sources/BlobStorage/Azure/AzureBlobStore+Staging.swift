import Foundation

extension AzureBlobStore {
    /// The id of a block: upload, index and the beginning of the SHA-256 of its bytes, so that the list of what is staged
    /// says which bytes need not be sent again. All ids of a blob have to have one length, at most 64 bytes:
    ///
    ///     0123456789abcdef-00042-00112233445566778899aabbccddeeff
    static func blockID(_ upload: StagedUpload, _ index: Int, _ bytes: [UInt8]) -> String {
        let content = Digest.hexadecimal(Digest.sha256(bytes)).prefix(32)
        return Data("\(upload.id)-\(String(format: "%05d", index))-\(content)".utf8).base64EncodedString()
    }

    /// Get Block List: blocks of this upload that are not committed. Those of other uploads to the name are left out.
    public func stagedParts(of upload: StagedUpload) async throws -> [StagedPart] {
        let query = [(name: "comp", value: "blocklist"), (name: "blocklisttype", value: "uncommitted")]
        let reply = try await executor.send(draft("GET", BlobID(upload.name), query, verb: "listing staged blocks"))
        let blocks = XMLElement(document: reply.body)?["UncommittedBlocks"]?.all("Block") ?? []
        let parts = blocks.compactMap { block -> StagedPart? in
            guard let token = block.string("Name"), let size = block.string("Size").flatMap({ Int($0) }),
                let id = Data(base64Encoded: token).map({ String(decoding: $0, as: UTF8.self) })
            else { return nil }
            let fields = id.split(separator: "-")
            guard fields.count == 3, fields[0] == upload.id, let index = Int(fields[1]) else { return nil }
            return StagedPart(index: index, token: token, byteCount: size)
        }
        return parts.sorted { ($0.index, $0.token) < ($1.index, $1.token) }
    }

    /// The id tells.
    public func isStaged(_ bytes: [UInt8], as part: StagedPart, of upload: StagedUpload) -> Bool {
        part.byteCount == bytes.count && part.token == Self.blockID(upload, part.index, bytes)
    }
}

import Foundation
import Testing

@testable import BlobStorage

/// A place of its own in a store, for one test.
struct Scratch: Sendable {
    let store: any BlobStore
    /// What all of its names begin with.
    let prefix: String
    /// Kept until the test is over.
    let owned: (any Sendable)?

    init(_ store: any BlobStore, owned: (any Sendable)? = nil) {
        self.store = store
        self.owned = owned
        prefix = "test-\(UUID().uuidString.lowercased().prefix(8))/"
    }

    func name(_ name: String) -> String { prefix + name }

    func names() async throws -> [String] {
        try await store.listAll(BlobListing(prefix: prefix)).blobs.map(\.id.name)
    }

    /// Uploads in one part.
    func upload(_ bytes: [UInt8], as name: String, _ options: UploadOptions = UploadOptions(identity: "scratch"))
        async throws -> BlobFacts
    {
        let upload = try await store.beginUpload(name, options)
        let parts = bytes.isEmpty ? [] : [try await store.put(bytes, as: 0, of: upload)]
        return try await store.commit(upload, parts, if: .absent)
    }

    /// Bytes that look like chance, the same for a seed each time.
    static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 32)
        }
    }
}

/// A directory that goes with its owner.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "mannequin-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

import BlobStorage

/// What lies in a container before an operation, to see afterwards what it wrote: nobody documents the names.
struct ContainerChange: Sendable {
    let store: any BlobStore
    let prefix: String
    private let before: [String: String]

    /// Lists what is there.
    init(_ store: any BlobStore, prefix: String) async throws {
        self.store = store
        self.prefix = prefix
        before = try await Self.list(store, prefix).reduce(into: [:]) { $0[$1.id.name] = $1.etag }
    }

    /// How many blobs were there.
    var count: Int { before.count }

    /// The blobs that are new, or have other content; without those that this program wrote itself, which say so.
    func written() async throws -> [BlobFacts] {
        try await Self.list(store, prefix).filter {
            before[$0.id.name] != $0.etag && $0.metadata[UploadOptions.mark] == nil
        }
    }

    private static func list(_ store: any BlobStore, _ prefix: String) async throws -> [BlobFacts] {
        try await store.listAll(BlobListing(prefix: prefix)).blobs.filter { $0.isCurrent && !$0.isDeleted }
    }
}

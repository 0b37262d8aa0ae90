package import BlobStorage
import Foundation

/// What a cache or cluster is asked to do. One row a product: versions of the interface and names in bodies differ, as its
/// published examples show.
package enum CacheRequest: Sendable {
    /// Write the data into a container.
    case export(into: SharedAccess, prefix: String)
    /// Take the data of blobs in the place of all that is there.
    case `import`(from: [SharedAccess])

    /// `export` or `import`, as in the path.
    package var action: String {
        switch self {
        case .export: "export"
        case .import: "import"
        }
    }

    /// The version of the interface: the newest stable one whose examples we have.
    static func apiVersion(of provider: CacheResource.Provider) -> String {
        switch provider {
        case .cache: "2024-11-01"
        case .enterprise: "2025-07-01"
        }
    }

    /// The body. A secret: it holds signatures.
    func body(for provider: CacheResource.Provider) throws -> [UInt8] {
        var body: [String: Member] = [:]
        switch (self, provider) {
        case (.export(let container, let prefix), .cache):
            body = ["format": .text("RDB"), "prefix": .text(prefix), "container": .text(container.url)]
            if container.origin == .managedIdentity { body[Self.method] = .text("ManagedIdentity") }
        case (.import(let blobs), .cache):
            body = ["format": .text("RDB"), "files": .list(blobs.map(\.url))]
            if blobs.contains(where: { $0.origin == .managedIdentity }) { body[Self.method] = .text("ManagedIdentity") }
        case (.export(let container, _), .enterprise): body = ["sasUri": .text(container.url)]
        case (.import(let blobs), .enterprise): body = ["sasUris": .list(blobs.map(\.url))]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }

    private static let method = "preferred-data-archive-auth-method"

    private enum Member: Encodable {
        case text(String)
        case list([String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let items): try container.encode(items)
            }
        }
    }
}

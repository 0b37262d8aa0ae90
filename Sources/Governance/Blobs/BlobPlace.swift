import BlobStorage
import Catalog

/// A blob as a place of a copy.
///
/// What tells it from a later one of its name is its ETag; or, for what this program writes, the mark that it puts into
/// the metadata, which is known before the blob is there, so that the copy is on record before.
enum BlobPlace {
    /// Before a mark in a copy's identity.
    static let markPrefix = "mark:"

    static func of(_ address: BlobAddress, _ facts: BlobFacts) -> CopyPlace {
        CopyPlace(
            kind: address.kind, namespace: address.namespace, name: address.name, version: facts.version ?? "",
            identity: identity(facts))
    }

    static func of(_ address: BlobAddress, mark: String) -> CopyPlace {
        CopyPlace(
            kind: address.kind, namespace: address.namespace, name: address.name, identity: markPrefix + mark)
    }

    static func identity(_ facts: BlobFacts) -> String {
        guard let mark = facts.metadata[UploadOptions.mark] else { return facts.etag }
        return markPrefix + mark
    }

    /// All contents of a name, with what tells each from the others.
    static func generations(of name: String, in store: any BlobStore) async throws -> (
        blobs: [BlobFacts], requestIDs: [String]
    ) {
        let (blobs, requests) = try await store.generations(of: name)
        var complete: [BlobFacts] = []
        for blob in blobs { complete.append(try await withMark(blob, in: store)) }
        return (complete, requests)
    }

    /// What a listing says of a blob, with the mark: listings of S3 have no metadata, so each object is looked up.
    static func withMark(_ blob: BlobFacts, in store: any BlobStore) async throws -> BlobFacts {
        guard blob.kind == .object, !blob.isDeleteMarker else { return blob }
        var blob = blob
        do {
            let seen = try await store.head(blob.id)
            blob.metadata = seen.metadata
            blob.hasLegalHold = seen.hasLegalHold
            blob.immutableUntil = seen.immutableUntil
        } catch let error as BlobError where error.code == .absent {
            return blob
        }
        return blob
    }

    /// What a service has when it is asked for the name itself, and for a version of it, though a listing did not show
    /// them. While there is such a content, what that listing does not show is not known to be absent.
    static func unlisted(
        _ name: String, version: String, besides listed: [BlobFacts], in store: any BlobStore
    ) async throws -> BlobFacts? {
        var ids: [BlobID] = []
        if !listed.contains(where: \.isCurrent) { ids.append(BlobID(name)) }
        if !version.isEmpty, !listed.contains(where: { $0.version == version }) {
            ids.append(BlobID(name, .version(version)))
        }
        for id in ids {
            do {
                return try await store.head(id)
            } catch let error as BlobError where error.code == .absent {
                continue
            }
        }
        return nil
    }

    /// What is to be said of such a content.
    static func unlistedReason(_ found: BlobFacts) -> String {
        "a listing does not show it, but the service has it when it is asked for it (ETag \(found.etag)); nothing is known "
            + "of what else there may be, so look at the service, and sweep again"
    }

    /// Whether a content is the one that was recorded.
    static func isRecorded(_ facts: BlobFacts, _ identity: String) -> Bool {
        facts.etag == identity || self.identity(facts) == identity
    }
}

extension CopyPlace {
    /// How a run names it as its input: the path of a file of this host, or the address of a blob; nil for anything else.
    func address(onHost host: String) -> String? {
        FilePlace.path(of: self, host: host) ?? BlobAddress(namespace: namespace, name: name)?.shown
    }
}

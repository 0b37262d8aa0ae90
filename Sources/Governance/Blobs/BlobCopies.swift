import BlobStorage
public import Catalog
import Foundation

/// Copies that are blobs: of Azure Blob Storage or S3.
///
/// What is deleted is the recorded content and all else of its name: versions, snapshots, delete markers. Pages are cleared
/// first, deletion is conditional on the ETag, what was deleted softly is purged where the account allows that, and a
/// listing of everything afterwards is the proof, with a request for what it does not show. What stays in spite of all
/// decides on the outcome.
public struct BlobCopies: CopyStore {
    private let access: BlobAccess

    /// Blobs that are got at with this access.
    public init(_ access: BlobAccess) { self.access = access }

    /// Whether a place is a blob.
    public func holds(_ place: CopyPlace) -> Bool { ["azure-blob", "s3"].contains(place.kind) }

    /// Deletes all of a blob, and lists what is left.
    public func delete(_ place: CopyPlace, deletion: String, isKnownSuccessor: (String) -> Bool) -> (
        DeletionOutcome, ServiceAnswer
    ) {
        do {
            guard let address = BlobAddress(namespace: place.namespace, name: place.name) else {
                return (.failed(reason: "\(place.namespace) is no location of blobs"), ServiceAnswer())
            }
            let store = try access.store(of: address)
            let before = try Blocking.wait { try await BlobPlace.generations(of: place.name, in: store) }
            let (doomed, stranger) = Self.doomed(before.blobs, place, isKnownSuccessor)
            guard !doomed.isEmpty else {
                if let found = try Self.unlisted(place, before.blobs, store) {
                    return (.failed(reason: BlobPlace.unlistedReason(found)), ServiceAnswer())
                }
                return (Self.nothingToDelete(before, stranger, isKnownSuccessor), ServiceAnswer())
            }
            let moment = Date()
            let erasure = BlobErasure(store: store, name: place.name, version: place.version, keeps: stranger?.etag)
            return try Blocking.wait { try await erasure.run(doomed, at: moment) }
        } catch {
            return (Self.outcome(of: error), ServiceAnswer())
        }
    }

    /// Lists all that a service has of a name, and tells whether any of it is the copy.
    public func look(for place: CopyPlace, isKnownSuccessor: (String) -> Bool) -> CopyRemains {
        do {
            guard let address = BlobAddress(namespace: place.namespace, name: place.name) else {
                return .unknown(reason: "\(place.namespace) is no location of blobs")
            }
            let store = try access.store(of: address)
            let (blobs, requests) = try Blocking.wait { try await BlobPlace.generations(of: place.name, in: store) }
            let listing =
                "a listing with versions, snapshots and deleted ones, \(BlobErasure.requests(requests)), shows "
            let (left, _) = Self.doomed(blobs, place, isKnownSuccessor)
            guard left.isEmpty else { return .something(seen: listing + "\(left.count) of it") }
            if let found = try Self.unlisted(place, blobs, store) {
                return .unknown(reason: BlobPlace.unlistedReason(found))
            }
            return .nothing(seen: listing + "nothing of it any more\(BlobErasure.asked)")
        } catch {
            return .unknown(reason: (error as? BlobError)?.description ?? "\(error)")
        }
    }

    /// What is to go; and the current content, when it is somebody else's.
    private static func doomed(
        _ blobs: [BlobFacts], _ place: CopyPlace, _ isKnownSuccessor: (String) -> Bool
    ) -> ([BlobFacts], BlobFacts?) {
        let current = blobs.first(where: \.isCurrent)
        let isOurs = { (blob: BlobFacts) in
            BlobPlace.isRecorded(blob, place.identity) || (!place.version.isEmpty && blob.version == place.version)
        }
        guard let current, !isOurs(current) else {
            // Nobody else has the name: all that is under it is this copy and what came before it.
            let hasOurs = blobs.contains(where: isOurs) || current == nil
            return (hasOurs ? blobs.filter { !isKnownSuccessor(BlobPlace.identity($0)) } : [], nil)
        }
        return (blobs.filter(isOurs), current)
    }

    private static func unlisted(_ place: CopyPlace, _ listed: [BlobFacts], _ store: any BlobStore) throws
        -> BlobFacts?
    {
        try Blocking.wait {
            try await BlobPlace.unlisted(place.name, version: place.version, besides: listed, in: store)
        }
    }

    private static func nothingToDelete(
        _ before: (blobs: [BlobFacts], requestIDs: [String]), _ stranger: BlobFacts?,
        _ isKnownSuccessor: (String) -> Bool
    ) -> DeletionOutcome {
        guard let stranger else {
            return .alreadyAbsent(
                seen: "a listing with versions, snapshots and deleted ones has no such blob, "
                    + BlobErasure.requests(before.requestIDs) + BlobErasure.asked)
        }
        if isKnownSuccessor(BlobPlace.identity(stranger)) || isKnownSuccessor(stranger.etag) {
            return .alreadyAbsent(seen: "its name leads to another copy that the catalog knows")
        }
        return .blocked(until: nil, reason: FileCopies.changed)
    }

    private static func outcome(of error: any Error) -> DeletionOutcome {
        guard let error = error as? BlobError else { return .failed(reason: "\(error)") }
        return error.code == .protected
            ? .blocked(until: nil, reason: error.description) : .failed(reason: error.description)
    }
}

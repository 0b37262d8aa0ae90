import BlobStorage
import Catalog
import Foundation

/// Deletes all contents of one name, one after the other, and tells what a listing shows afterwards.
struct BlobErasure: Sendable {
    let store: any BlobStore
    let name: String
    /// The version that was recorded; empty where the service told none.
    let version: String
    /// The ETag of a content that is somebody else's, and stays.
    let keeps: String?

    private struct Progress {
        var answer = ServiceAnswer()
        var deleted = 0
        var cleared = false
        var refusals: [BlobError] = []
    }

    func run(_ doomed: [BlobFacts], at now: Date) async throws -> (DeletionOutcome, ServiceAnswer) {
        let protection = try await store.protection()
        var progress = Progress()
        // The current one first, with its snapshots; so that nobody reads it while its versions go.
        for blob in doomed.filter({ !$0.isDeleted }).sorted(by: { $0.isCurrent && !$1.isCurrent }) {
            try await delete(blob, nil, &progress)
        }
        var (left, requests, listed) = try await remaining()
        // A version that was current has become one that is not.
        for blob in left where !blob.isDeleted && !doomed.contains(where: { $0.id == blob.id }) {
            try await delete(blob, nil, &progress)
        }
        if protection.allowsPermanentDelete {
            (left, _, _) = try await remaining()
            for blob in left where blob.isDeleted && blob.id.generation != .current {
                try await delete(blob, .init(isPermanent: true), &progress)
            }
        }
        (left, requests, listed) = try await remaining()
        if left.allSatisfy(\.isDeleted),
            let found = try await BlobPlace.unlisted(name, version: version, besides: listed, in: store)
        {
            return (.failed(reason: BlobPlace.unlistedReason(found)), progress.answer)
        }
        return (outcome(left, requests, protection, progress, now), progress.answer)
    }

    /// All that is left of the name, but what stays; the requests that told it; and what they showed with what stays.
    private func remaining() async throws -> (left: [BlobFacts], requests: [String], listed: [BlobFacts]) {
        let (blobs, requests) = try await BlobPlace.generations(of: name, in: store)
        return (blobs.filter { keeps == nil || $0.etag != keeps }, requests, blobs)
    }

    private func delete(_ blob: BlobFacts, _ options: DeleteOptions?, _ progress: inout Progress) async throws {
        var id = blob.id
        // S3 lists the current object as a version, too; deleting that leaves no marker.
        if blob.kind != .object, blob.isCurrent { id.generation = .current }
        do {
            let etag = blob.isDeleteMarker || blob.isDeleted || blob.etag.isEmpty ? nil : blob.etag
            let deletion = try await store.delete(
                id, ifMatch: etag, options ?? DeleteOptions(includesSnapshots: id.generation == .current))
            progress.deleted += 1
            progress.cleared = progress.cleared || deletion.wasCleared
            progress.answer = ServiceAnswer(
                status: deletion.status.map(Int64.init), requestID: deletion.requestID,
                serverMs: deletion.serverTime.map { Int64($0.timeIntervalSince1970 * 1000) })
        } catch let error as BlobError where error.code == .absent {
            return
        } catch let error as BlobError where [.protected, .notAllowed, .changed, .refused].contains(error.code) {
            progress.refusals.append(error)
        }
    }

    private func outcome(
        _ left: [BlobFacts], _ requests: [String], _ protection: StoreProtection, _ progress: Progress, _ now: Date
    ) -> DeletionOutcome {
        let seen = "a listing with versions, snapshots and deleted ones, \(Self.requests(requests)), shows "
        let method =
            (progress.cleared ? "pages cleared, then deleted" : "deleted")
            + (progress.deleted > 1 ? ", \(progress.deleted) contents of the name" : "")
        if left.isEmpty { return .gone(method: method, seen: seen + "nothing of it\(Self.asked)") }
        let standing = left.filter { !$0.isDeleted }
        if !standing.isEmpty { return refusal(standing, progress) }
        let days = protection.softDeleteDays ?? Self.longestRetentionDays
        let until = left.map { $0.recoverableUntil ?? now.addingTimeInterval(Double(days) * 86_400) }.max() ?? now
        return .recoverable(
            until: Int64(until.timeIntervalSince1970 * 1000), method: "\(method) (soft delete)",
            seen: seen + "\(left.count) of it, deleted, which the service keeps until \(Self.moment(until))"
                + (progress.cleared ? "; its pages are zeros" : ""))
    }

    private func refusal(_ standing: [BlobFacts], _ progress: Progress) -> DeletionOutcome {
        let until = standing.compactMap(\.immutableUntil).max()
        let isHeld = standing.contains(where: \.hasLegalHold)
        let why =
            isHeld
            ? "a legal hold of the service forbids it, until somebody ends that"
            : until.map { "an immutability policy forbids it until \(Self.moment($0))" }
                ?? (standing.contains(where: \.isLeased) ? "somebody has a lease on it" : nil)
        let told = progress.refusals.last?.description ?? "\(standing.count) contents of the name are still there"
        let isProtected = why != nil || progress.refusals.contains { $0.code == .protected }
        guard isProtected else { return .failed(reason: told) }
        return .blocked(
            until: isHeld ? nil : until.map { Int64($0.timeIntervalSince1970 * 1000) },
            reason: [why, told].compactMap { $0 }.joined(separator: "; "))
    }

    /// The longest time for which Azure can be told to keep what is deleted.
    private static let longestRetentionDays = 365

    /// What stands behind each sentence that a listing shows nothing.
    static let asked = ", and a request for it finds nothing"

    static func requests(_ ids: [String]) -> String {
        ids.isEmpty ? "no request id" : "request \(ids.joined(separator: ", "))"
    }

    private static func moment(_ date: Date) -> String { Moments.moment(Int64(date.timeIntervalSince1970 * 1000)) }
}

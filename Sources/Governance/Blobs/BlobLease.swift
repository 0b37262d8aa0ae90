import BlobStorage
import Foundation
import Synchronization

/// A lease on the blob that a run reads, so that nobody deletes or changes it meanwhile: 60 seconds, renewed, given back at
/// the end. Where it cannot be had the run goes on, for the ETag pins what is read anyway; ``note`` says so.
///
/// Azure Blob Storage only: S3 has nothing of the kind.
final class BlobLease: Sendable {
    private let store: AzureBlobStore
    private let name: String
    private let id: String
    private let state: Mutex<State>

    private struct State {
        var note: String?
        var isHeld = false
        var renewal: Task<Void, Never>?
    }

    private static let seconds = 60
    private static let renewedAfter = Duration.seconds(20)
    /// What giving a lease back may take; it ends by itself soon.
    private static let patience = Duration.seconds(5)

    /// Leases of this process.
    private static let held = Mutex<[String: BlobLease]>([:])

    /// Takes a lease under an id that the same run has when it is taken up; nil for what cannot be leased.
    init?(on input: String, _ access: BlobAccess, id: String) {
        guard let address = try? BlobAddress(input), address.id.generation == .current,
            let store = try? access.store(of: address) as? AzureBlobStore
        else { return nil }
        self.store = store
        self.id = id
        name = address.name
        state = Mutex(State())
        do {
            try Blocking.wait { [name] in
                try await store.acquireLease(on: name, id: id, seconds: Self.seconds)
            }
        } catch {
            state.withLock { $0.note = "not leased: \(error)" }
            return
        }
        let renewal = Task { [store, name, weak self] in
            while (try? await Task.sleep(for: Self.renewedAfter)) != nil {
                do { try await store.renewLease(on: name, id: id) } catch {
                    self?.lose(error)
                    return
                }
            }
        }
        state.withLock { state in
            state.isHeld = true
            state.renewal = renewal
        }
        Self.held.withLock { $0[id] = self }
    }

    /// What somebody should know: that there is no lease, or that it was lost.
    var note: String? { state.withLock { $0.note } }

    private func lose(_ error: any Error) {
        guard !Task.isCancelled else { return }
        state.withLock { $0.note = "the lease was lost: \(error)" }
    }

    /// Gives it back.
    func release() {
        let renewal = state.withLock { state -> Task<Void, Never>? in
            guard state.isHeld else { return nil }
            state.isHeld = false
            return state.renewal
        }
        guard let renewal else { return }
        renewal.cancel()
        _ = Self.held.withLock { $0.removeValue(forKey: id) }
        _ = try? Blocking.wait { [store, name, id] in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await store.releaseLease(on: name, id: id) }
                group.addTask { try await Task.sleep(for: Self.patience) }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// Gives all back, for a program that is about to be ended.
    static func releaseAll() {
        for lease in held.withLock({ Array($0.values) }) { lease.release() }
    }
}

import BlobStorage
import Catalog
import Foundation
import Masking
import RedisDump
import Synchronization

/// A blob that appears under its name only when it is whole: blocks are staged, and one commit makes a blob of them.
///
/// Used by one thread at a time.
final class PublishedBlob: Publication {
    let name: String
    private let address: BlobAddress
    private let upload: BlobUpload
    private let mark: String
    private let condition: WriteCondition
    private let digest = SHA256Digest()
    private var chunk: [UInt8] = []
    private(set) var byteCount: UInt64 = 0
    private var isPublished = false

    /// Begins the upload. Throws when the name is taken and `replacing` is false.
    init(_ address: BlobAddress, _ access: BlobAccess, replacing: Bool) throws(RunError) {
        let store = try access.store(of: address)
        let mark = UUID().uuidString.lowercased()
        self.address = address
        self.mark = mark
        name = address.shown
        condition = replacing ? .none : .absent
        do {
            upload = try Blocking.wait {
                if !replacing { try await Self.refuseTaken(address, store) }
                return try await BlobUpload(
                    store, name: address.name, UploadOptions(identity: mark, metadata: ["mannequinkind": "sanitized"]))
            }
        } catch {
            throw RunError(blob: error)
        }
        Self.unfinished.withLock { $0[mark] = (name, upload) }
    }

    deinit { if !isPublished { Self.abandon(mark) } }

    private static func refuseTaken(_ address: BlobAddress, _ store: any BlobStore) async throws {
        do {
            _ = try await store.head(address.id)
        } catch let error as BlobError where error.code == .absent || error.code == .notAllowed {
            // Who may write need not be allowed to look; the commit asks again.
            return
        }
        throw RunError(.cannotCreate, "\(address.shown) exists; give --force to replace it")
    }

    /// Uploads of this process that are not committed.
    private static let unfinished = Mutex<[String: (name: String, upload: BlobUpload)]>([:])

    /// Gives up every upload, for a program that is about to be ended; says what is left of each.
    static func abandonAll() -> [String] {
        let all = unfinished.withLock { Array($0.keys) }
        return all.compactMap { abandon($0) }
    }

    /// Gives one up, in five seconds at most; says what is left of it.
    @discardableResult
    private static func abandon(_ mark: String) -> String? {
        guard let (name, upload) = unfinished.withLock({ $0.removeValue(forKey: mark) }) else { return nil }
        let outcome = try? Blocking.wait {
            try await withThrowingTaskGroup(of: (AbortOutcome?, Int).self) { group in
                group.addTask { (try await upload.abort(), await upload.partCount) }
                group.addTask {
                    try await Task.sleep(for: .seconds(5))
                    return (nil, 0)
                }
                defer { group.cancelAll() }
                return try await group.next() ?? (nil, 0)
            }
        }
        switch outcome {
        case (.gone?, _)?: return "\(name): not committed; what was staged is gone"
        case (.keptOutOfSight(let days)?, let count)?:
            return "\(name): not committed; \(count) staged blocks, which nobody can read, go by themselves within "
                + "\(days) days"
        default: return "\(name): not committed; the service could not be told to drop what was staged"
        }
    }

    func write(_ bytes: Span<UInt8>) throws {
        digest.update(bytes)
        byteCount += UInt64(bytes.count)
        unsafe bytes.withUnsafeBufferPointer { unsafe chunk.append(contentsOf: $0) }
        if chunk.count >= 1 << 20 { try send() }
    }

    private func send() throws(RunError) {
        let bytes = chunk
        chunk.removeAll(keepingCapacity: true)
        do { try Blocking.wait { [upload] in try await upload.write(bytes) } } catch { throw RunError(blob: error) }
    }

    func seal() throws(RunError) -> String {
        try send()
        do { try Blocking.wait { [upload] in try await upload.finish() } } catch { throw RunError(blob: error) }
        return Data(digest.finalize()).hexadecimal
    }

    func place(host: String) -> CopyPlace? { BlobPlace.of(address, mark: mark) }

    func publish() throws(RunError) {
        do {
            _ = try Blocking.wait { [upload, condition] in try await upload.commit(if: condition) }
        } catch {
            throw RunError(blob: error)
        }
        isPublished = true
        _ = Self.unfinished.withLock { $0.removeValue(forKey: mark) }
    }
}

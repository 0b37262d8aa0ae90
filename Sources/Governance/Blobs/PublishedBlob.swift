import BlobStorage
import Catalog
import Foundation
import Masking
import RedisDump
import Synchronization

/// A blob that appears under its name only when it is whole: blocks are staged, and one commit makes a blob of them.
///
/// With a journal, another process can go on where this one is killed: the journal names the upload before the first block
/// is staged, and all blocks before the result is recorded and committed.
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
    private let journal: JournalFile?
    private let access: BlobAccess

    /// Begins the upload, or goes on with the one that the journal names. Throws when the name is taken and `replacing` is
    /// false.
    init(
        _ address: BlobAddress, _ access: BlobAccess, replacing: Bool,
        partByteCount: Int = BlobUpload.usualPartByteCount, journal: JournalFile? = nil
    ) throws(RunError) {
        let store = try access.store(of: address)
        let mark = journal?.content.output.mark ?? UUID().uuidString.lowercased()
        let earlier = journal?.content.upload
        let partByteCount = journal?.content.output.partByteCount ?? partByteCount
        self.address = address
        self.mark = mark
        self.journal = journal
        self.access = access
        name = address.shown
        condition = replacing ? .none : .absent
        let begun: (upload: BlobUpload, id: String)
        do {
            begun = try Blocking.wait {
                if !replacing { try await Self.refuseTaken(address, store) }
                let upload: BlobUpload
                if let earlier {
                    upload = try await BlobUpload(store, resuming: earlier, partByteCount: partByteCount)
                } else {
                    upload = try await BlobUpload(
                        store, name: address.name, Self.options(mark: mark), partByteCount: partByteCount)
                }
                return (upload, await upload.upload.id)
            }
        } catch {
            throw RunError(blob: error)
        }
        upload = begun.upload
        try journal?.update { $0.output.upload = begun.id }
        let run = journal?.content.run
        Self.unfinished.withLock { $0[mark] = (name, upload, run) }
    }

    /// What the blob says about itself.
    static func options(mark: String) -> UploadOptions {
        UploadOptions(identity: mark, metadata: ["mannequinkind": "sanitized"])
    }

    deinit { if !isPublished { Self.abandon(mark) } }

    /// Leaves what is staged to whoever takes the run up.
    func leave() {
        isPublished = true
        _ = Self.unfinished.withLock { $0.removeValue(forKey: mark) }
    }

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
    private static let unfinished = Mutex<[String: (name: String, upload: BlobUpload, run: String?)]>([:])

    /// Gives up every upload that nobody can take up, for a program that is about to be ended; says what is left of each.
    static func abandonAll() -> [String] {
        let all = unfinished.withLock { $0 }
        return all.compactMap { mark, work in
            guard let run = work.run else { return abandon(mark) }
            let count = (try? Blocking.wait { await work.upload.partCount }) ?? 0
            return "\(work.name): not committed; \(count) staged blocks, which nobody can read, wait: "
                + "`mannequin resume \(run)` goes on, with --abandon it is given up"
        }
    }

    /// Gives one up, in five seconds at most; says what is left of it.
    @discardableResult
    private static func abandon(_ mark: String) -> String? {
        guard let (name, upload, _) = unfinished.withLock({ $0.removeValue(forKey: mark) }) else { return nil }
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
        do {
            let staged = try Blocking.wait { [upload] in
                try await upload.write(bytes)
                return await upload.stagedByteCount
            }
            access.transfer?.noteStaged(staged)
        } catch {
            throw RunError(blob: error)
        }
    }

    func seal() throws(RunError) -> String {
        try send()
        let digest: String
        do {
            let (parts, md5, kept) = try Blocking.wait { [upload] in
                try await upload.finish()
                return (await upload.parts, await upload.upload.options.contentMD5, await upload.keptPartCount)
            }
            journal?.keptPartCount = kept
            digest = Data(self.digest.finalize()).hexadecimal
            try journal?.update { $0.sealed = .init(sha256: digest, md5: md5.map { Data($0) }, parts: parts) }
        } catch {
            throw RunError(blob: error)
        }
        return digest
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

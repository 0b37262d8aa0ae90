import BlobStorage
import Catalog
import Foundation

/// Looks for blobs of a container or bucket that may be RDB snapshots.
struct BlobSearch {
    /// The current blobs that may be one, and old contents of names that stayed.
    private(set) var candidates: [BlobFacts] = []
    /// What is deleted and can be brought back.
    private(set) var recoverable: [BlobFacts] = []
    /// The location, as the catalog names it; and what all names begin with that were looked at.
    let namespace: String, prefix: String
    private let address: BlobAddress
    private let access: BlobAccess

    static func isLocation(_ text: String) -> Bool { BlobAddress.isAddress(text) }

    /// Lists everything, or only what readers see. Throws when that cannot be done: what is not seen is not told of.
    init(_ text: String, _ access: BlobAccess, onlyCurrent: Bool = false) throws(RunError) {
        self.access = access
        do {
            guard let address = try BlobAddress(text, isContainer: true) else {
                throw RunError(.usage, "this is no location of blobs")
            }
            self.address = address
            namespace = address.namespace
            prefix = address.name
            let store = try access.store(of: address)
            let prefix = prefix
            let (all, _) = try Blocking.wait {
                try await store.listAll(BlobListing(prefix: prefix, everything: !onlyCurrent))
            }
            recoverable = all.filter(\.isDeleted)
            for blob in all where !blob.isDeleted && !blob.isDeleteMarker {
                guard try Self.hasName(blob.id.name) || Self.hasMagic(blob, store) else { continue }
                candidates.append(try Blocking.wait { try await BlobPlace.withMark(blob, in: store) })
            }
        } catch {
            throw RunError(blob: error)
        }
    }

    private static func hasName(_ name: String) -> Bool { name.hasSuffix(".rdb") || name.hasSuffix(".rdb.gz") }

    /// Whether it begins as an RDB file does, or as gzip does, in which managed services export.
    private static func hasMagic(_ blob: BlobFacts, _ store: any BlobStore) throws -> Bool {
        guard blob.byteCount >= 9 else { return false }
        let start: [UInt8]
        do {
            start = try Blocking.wait { try await store.read(blob.id, 0..<9, pinnedTo: blob.etag) }
        } catch let error as BlobError where error.code == .absent || error.code == .changed {
            return false
        }
        return start.starts(with: "REDIS0".utf8) || start.starts(with: "VALKEY".utf8)
            || start.starts(with: [0x1F, 0x8B])
    }

    /// SHA-256 of each candidate that is no copy the catalog knows: only these have to be read.
    func digests(unknownTo catalog: Catalog) throws -> [BlobID: Data] {
        var digests: [BlobID: Data] = [:]
        for blob in candidates {
            let copies = try catalog.livingCopies(in: namespace, named: blob.id.name)
            guard !copies.contains(where: { BlobPlace.isRecorded(blob, $0.identity) }) else { continue }
            let store = try access.store(of: address)
            digests[blob.id] = try? Self.digest(blob, store)
        }
        return digests
    }

    private static func digest(_ blob: BlobFacts, _ store: any BlobStore) throws -> Data? {
        let download = BlobDownload(store, blob.id, blob)
        let digest = RunningDigest()
        while let piece = try Blocking.wait({ try await download.next() }) { digest.update(piece) }
        return digest.finish()
    }

    /// How a blob is shown to people.
    func path(of blob: BlobFacts) -> String {
        let generation =
            switch blob.id.generation {
            case .current: ""
            case .version(let version): "?versionid=\(version)"
            case .snapshot(let snapshot): "?snapshot=\(snapshot)"
            }
        return "\(namespace)/\(blob.id.name)\(blob.isCurrent ? "" : generation)"
    }
}

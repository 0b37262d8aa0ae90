import BlobStorage
import Catalog
import RedisDump

/// The bytes of a blob, some pieces ahead, all of one content. Memory is bounded whatever the size of the blob.
final class BlobSource {
    private let address: BlobAddress
    private let download: BlobDownload
    private let transfer: TransferCounts?
    private let facts: BlobFacts
    private var piece: [UInt8] = []
    private var used = 0

    /// Looks the blob up, so that it fails early, and pins what is read to its ETag.
    init(_ address: BlobAddress, _ access: BlobAccess) throws(RunError) {
        let store = try access.store(of: address)
        self.address = address
        transfer = access.transfer
        do {
            facts = try Blocking.wait { try await store.head(address.id) }
        } catch {
            throw RunError(blob: error)
        }
        download = BlobDownload(store, address.id, facts)
    }

    /// Its size.
    var byteCount: UInt64 { UInt64(max(0, facts.byteCount)) }
    /// What tells its content from others.
    var etag: String { facts.etag }
    /// Where it lies.
    var place: CopyPlace { BlobPlace.of(address, facts) }

    /// Whether an output would take the place of this very blob.
    func isSame(as output: String) -> Bool {
        guard let other = try? BlobAddress(output) else { return false }
        return other.namespace == address.namespace && other.name == address.name
    }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) throws(RunError) -> Int {
        if used == piece.count {
            do {
                guard let next = try Blocking.wait({ [download] in try await download.next() }) else { return 0 }
                transfer?.notePulled(next.count)
                piece = next
                used = 0
            } catch {
                throw RunError(blob: error)
            }
        }
        let count = min(limit, piece.count - used)
        buffer.append(piece.span.extracting(used..<used + count))
        used += count
        return count
    }
}

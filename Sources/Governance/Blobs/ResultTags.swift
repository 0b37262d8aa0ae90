import BlobStorage
import Catalog

/// The tags of a result, by which rules of the service and searches find it: which snapshot of the catalog it is, and when
/// it expires, as of its commit.
enum ResultTags {
    /// Under which names.
    static let snapshot = "mannequin-snapshot", expires = "mannequin-expires"

    /// Sets them; what stands in the way is told, and changes nothing else.
    static func set(
        on address: BlobAddress, _ access: BlobAccess, snapshot uid: String, expires moment: String
    ) -> String? {
        do {
            let store = try access.store(of: address)
            try Blocking.wait { try await store.setTags([snapshot: uid, expires: moment], of: address.id) }
            return nil
        } catch {
            return "not tagged: \(error)"
        }
    }
}

extension SanitizeRun {
    /// Tags a result that is on record; says why where it could not.
    func tagNote(_ report: SanitizeReport) -> String? {
        guard tagsOutput, let output, let address = try? BlobAccess.address(output),
            let uid = report.output.snapshotID, let retention = report.output.retention
        else { return nil }
        return ResultTags.set(on: address, access, snapshot: uid, expires: retention.expires)
    }
}

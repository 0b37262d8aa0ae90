import BlobStorage
import Catalog
import Foundation

extension ReconcileRun {
    /// Compares what lies in a container with what the catalog knows of it.
    func compare(
        _ search: BlobSearch, _ digests: [BlobID: Data], _ log: EventLog, _ run: Run, _ report: inout ReconcileReport
    ) throws {
        let kind = search.namespace.hasPrefix("s3://") ? "s3" : "azure-blob"
        let before = Set(report.items.map(\.finding))
        for blob in search.candidates {
            let place = CopyPlace(
                kind: kind, namespace: search.namespace, name: blob.id.name, version: blob.version ?? "",
                identity: BlobPlace.identity(blob))
            try compare(
                place, isKnown: { BlobPlace.isRecorded(blob, $0.identity) }, path: search.path(of: blob),
                bytes: blob.byteCount, digests[blob.id],
                stray: blob.isCurrent
                    ? "an RDB file nobody registered" : "an old content of the name, which the service keeps",
                isCurrent: blob.isCurrent, log, run, &report)
        }
        try lookForMissing(search, kind, log, run, &report)
        let found = Set(report.items.map(\.finding)).subtracting(before)
        let objects = Set(search.candidates.map { EventLog.objectDigest(search.namespace, $0.id.name) })
        // With a prefix only a part of the location was looked at: what is open about other names stays so.
        for finding in try log.openFindings(in: search.namespace) where !found.contains(finding.uid) {
            guard search.prefix.isEmpty || objects.contains(finding.object) else { continue }
            try log.resolve(finding, as: "no-longer-so", because: "not found again")
            report.resolved += 1
        }
    }

    /// Copies of the catalog that lie no more where they should.
    private func lookForMissing(
        _ search: BlobSearch, _ kind: String, _ log: EventLog, _ run: Run, _ report: inout ReconcileReport
    ) throws {
        for copy in try log.livingCopies(in: search.namespace) where copy.name.hasPrefix(search.prefix) {
            guard !search.candidates.contains(where: { $0.id.name == copy.name }) else { continue }
            let isRecoverable = search.recoverable.contains { BlobPlace.isRecorded($0, copy.identity) }
            let place = CopyPlace(
                kind: kind, namespace: search.namespace, name: copy.name, identity: copy.identity)
            let (finding, isNew) = try log.find("missing", at: place, copy: copy, bytes: nil, run: run)
            report.items.append(
                ReconcileReport.Item(
                    kind: "missing", path: "\(search.namespace)/\(copy.name)", bytes: nil,
                    detail: "copy \(copy.uid) is not there, and no sweep has deleted it"
                        + (isRecoverable ? "; the service can bring it back" : ""),
                    finding: finding.uid, isNew: isNew))
        }
    }
}

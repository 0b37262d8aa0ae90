import Catalog
import Foundation
import RedisDump
import Sanitizing

/// Writes the page of a run that is over. Reads the result again, and the snapshot too where the run was verified.
public struct ReportRun: Sendable {
    private let input: String
    private let output: String?
    private let access: BlobAccess

    /// For a run over two files or blobs, of which either may be `-`, and the result nil for a dry run.
    public init(input: String, output: String?, access: BlobAccess = BlobAccess()) {
        self.input = input
        self.output = output
        self.access = access
    }

    /// Writes the page; an earlier one of the name is replaced.
    public func write(_ report: SanitizeReport, isKeyEphemeral: Bool, to path: String) throws {
        let now = CatalogPlace.now()
        let page = SanitizePage(
            report, isKeyEphemeral: isKeyEphemeral, inspection: try inspection(now: now), hits: try hits(report),
            madeAt: Moments.moment(now))
        try SmallFile.write(Data(page.html.utf8), to: path, mode: 0o600, collision: .replace)
    }

    private func inspection(now: Int64) throws -> Inspection? {
        let path = output ?? input
        guard path != "-" else { return nil }
        var options = InspectOptions(now: now)
        options.largestCount = 0
        options.templateLimit = 0
        return try Inspector.run(SnapshotFile(path, access, digesting: false), options)
    }

    private func hits(_ report: SanitizeReport) throws -> (before: [String: Int], after: [String: Int])? {
        guard !report.checks.isEmpty, let output else { return nil }
        return (
            try DetectorHits.count(SnapshotFile(input, access, digesting: false)),
            try DetectorHits.count(SnapshotFile(output, access, digesting: false))
        )
    }
}

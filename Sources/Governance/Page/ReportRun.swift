import Catalog
import Foundation
import RedisDump
import Sanitizing

/// Writes the page of a run that is over. Reads the result again, and the snapshot too where the run was verified.
public struct ReportRun {
    private let input: String
    private let output: String?
    private let access: BlobAccess
    private let file: PublishedFile

    /// For a run that has not begun: what can keep the page from being written does so now.
    ///
    /// Throws for a pipe, a file of the run or of its catalog (exit 64), a name that is taken (73), or that of a snapshot
    /// which the catalog knows (77). `keyFile` is where the masking key was read.
    public init(_ path: String, of run: SanitizeRun, replacing: Bool, keyFile: String?) throws(RunError) {
        guard path != "-" else { throw RunError(.usage, "--report names a file; the page does not go into a pipe") }
        let taken = [(run.input, "the snapshot"), (run.output, "the result"), (keyFile, "the key file")]
        for (other, what) in taken where other.map({ FilePlace.isSame($0, path) }) == true {
            throw RunError(.usage, "--report \(path) is \(what) itself; give the page a name of its own")
        }
        try run.knownFiles?.refuseOwn(path)
        file = try PublishedFile(path, replacing: replacing)
        try run.knownFiles?.refuseCopies(path)
        input = run.input
        output = run.output
        access = run.access
    }

    /// Writes the page.
    public func write(_ report: SanitizeReport, isKeyEphemeral: Bool) throws {
        let now = CatalogPlace.now()
        let page = SanitizePage(
            report, isKeyEphemeral: isKeyEphemeral, inspection: try inspection(now: now), hits: try hits(report),
            madeAt: Moments.moment(now))
        try file.write(Array(page.html.utf8).span)
        _ = try file.seal()
        try file.publish()
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

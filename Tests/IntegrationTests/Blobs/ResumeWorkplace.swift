import BlobServiceStandIn
import Catalog
import Foundation
import Glibc
import Testing

@testable import Governance

/// Runs between blobs that are killed at a moment of the service, and taken up.
extension BlobWorkplace {
    static let input = "az://standin/exports/cart.rdb", output = "az://standin/imports/cart.rdb"

    /// Puts a snapshot of about 6 MB there, which is staged in six parts.
    func exportParts(_ name: String = "cart.rdb") { service.put(Self.parts, as: name, in: "exports") }

    private static let parts = strings(1500)

    /// What begins a run that is staged in parts of 1 MiB.
    var arguments: [String] {
        ["sanitize", Self.input, "--output", Self.output, "--key-file", key, "--part-size", "1048576", "--quiet"]
    }

    /// Starts a run, and kills it when the service has fallen silent.
    func kill(at moment: Silence, _ more: String..., besides dropped: [String] = []) throws {
        service.fallSilent(moment)
        let process = try start(arguments.filter { !dropped.contains($0) } + more)
        for _ in 0..<9000 where !service.isSilent && process.isAlive { usleep(10_000) }
        process.send(SIGKILL)
        let exit = process.wait()
        try #require(exit.signal == SIGKILL, "it ended before: \(folder.text(".stderr"))")
        service.speak()
    }

    /// What `resume` says of one run.
    struct Resumed: Decodable {
        var outcome: String, detail: String, run: String
        var anew: String?
        var keptParts: Int?

        enum CodingKeys: String, CodingKey {
            case outcome, detail, run, anew
            case keptParts = "kept_parts"
        }
    }

    private struct Report: Decodable { var items: [Resumed] }

    /// Takes up what there is.
    func resume(_ arguments: String..., expecting status: Int32 = 0, location: SourceLocation = #_sourceLocation) throws
        -> [Resumed]
    {
        let outcome = MannequinCommand.finish(try start(["resume", "--json"] + arguments), in: folder)
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == status, "\(outcome.errors)\(text)", sourceLocation: location)
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output)).items
    }

    var catalogPath: String { folder.file(".data/mannequin/catalog.sqlite") }

    /// The journals that are left.
    var journals: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.file(".data/mannequin/catalog-unfinished"))) ?? []
    }

    /// What must never be: a committed blob without its record, a living record without its blob; and what walking the log
    /// finds.
    func faults(walkingLog: Bool = true) throws -> [String] {
        let catalog = try Catalog.openReadOnly(catalogPath)
        let namespace = "\(service.endpoint)/imports"
        let records =
            try catalog.livingCopies(in: "wasbs://imports@standin.blob.core.windows.net")
            + catalog.livingCopies(in: namespace)
        var faults = walkingLog ? try catalog.verify().problems.map(\.message) : []
        for name in service.names(in: "imports") {
            let mark = service.metadata(of: name, in: "imports")["mannequinid"] ?? "none"
            if !records.contains(where: { $0.name == name && $0.identity == "mark:\(mark)" }) {
                faults.append("\(name) has no record")
            }
        }
        for copy in records {
            let mark = service.metadata(of: copy.name, in: "imports")["mannequinid"]
            if mark.map({ "mark:\($0)" }) != copy.identity { faults.append("the record of \(copy.name) has no blob") }
        }
        return faults
    }

    /// How the runs of `sanitize` ended, in the order of their beginning.
    func ends() throws -> [String] {
        let catalog = try Catalog.openReadOnly(catalogPath)
        return try catalog.runs().map { try catalog.runDossier($0) }.filter { $0.run.job == "sanitize" }
            .map { $0.end?.outcome ?? "open" }
    }

    /// Sanitized snapshots that no statement is signed about.
    func unsigned() throws -> [String] {
        try Catalog.openReadOnly(catalogPath).missingEvidence(
            provenance: EvidenceURI.provenance, deletion: EvidenceURI.deletion, limit: 100
        ).snapshots
    }

    /// Whether the result is that of a local run.
    func isWhole() throws -> Bool {
        try service.bytes(of: "cart.rdb", in: "imports") == localResult(of: "cart.rdb")
    }
}

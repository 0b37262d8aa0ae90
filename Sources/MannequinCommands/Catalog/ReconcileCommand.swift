import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin reconcile`.
struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compares directories and containers with the catalog.",
        discussion: """
            Finds RDB files nobody registered (by name and by how they begin), copies that are missing, files that took
            the name of a copy, and snapshots that came back after they were deleted. Each is recorded as a finding;
            nothing is repaired. `catalog register` adopts an orphan.

            EXAMPLES
              mannequin reconcile /backup /srv/redis
              mannequin reconcile /backup --json
              mannequin reconcile az://prodredis/exports s3://backups/redis/

            Exit status: 0 all agrees, 1 something does not, 74 a directory, file or container could not be read.
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "Directories, containers and buckets, with a prefix or without; all below them is compared.")
    var locations: [String]

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        log.begin()
        let run = ReconcileRun(
            try catalog.open(for: "reconcile"), tool: MannequinVersion.tool, host: catalog.actor.host,
            access: .ofProcess)
        let report = try run.run(locations)
        if json { try Terminal.printJSON(report) } else { show(report) }
        if report.status != .done { throw ExitCode(report.status.rawValue) }
    }

    private func show(_ report: ReconcileReport) {
        for directory in report.unreadable { Terminal.printError("mannequin: \(directory): cannot be read") }
        if !report.items.isEmpty {
            let rows = report.items.map { item in
                [item.kind, item.path, item.bytes.map { Terminal.size(UInt64($0)) } ?? "", item.detail]
            }
            print(Terminal.table([["FINDING", "FILE", "SIZE", "WHAT"]] + rows))
        }
        print(
            "\(report.files) \(locations.contains { $0.contains("://") } ? "blobs and files" : "files") compared, \(report.items.count) findings (\(report.items.filter(\.isNew).count) new), "
                + "\(report.resolved) resolved.")
    }
}

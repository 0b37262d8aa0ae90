import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin reconcile`.
struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compares directories with the catalog.",
        discussion: """
            Finds RDB files nobody registered (by name and by how they begin), copies that are missing, files that took
            the name of a copy, and snapshots that came back after they were deleted. Each is recorded as a finding;
            nothing is repaired. `catalog register` adopts an orphan.

            EXAMPLES
              mannequin reconcile /backup /srv/redis
              mannequin reconcile /backup --json

            Exit status: 0 all agrees, 1 something does not, 74 a directory could not be read.
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "Directories; all below them is compared.")
    var locations: [String]

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let host = Actor.current(environment: ProcessInfo.processInfo.environment).host
        let run = ReconcileRun(
            try catalog.open(for: "reconcile"), tool: "mannequin \(MannequinVersion.text)", host: host)
        let report = try run.run(locations)
        if json { try Terminal.printJSON(report) } else { Self.show(report) }
        if report.status != .done { throw ExitCode(report.status.rawValue) }
    }

    private static func show(_ report: ReconcileReport) {
        for directory in report.unreadable { Terminal.printError("mannequin: \(directory): cannot be read") }
        if !report.items.isEmpty {
            let rows = report.items.map { item in
                [item.kind, item.path, item.bytes.map { Terminal.size(UInt64($0)) } ?? "", item.detail]
            }
            print(Terminal.table([["FINDING", "FILE", "SIZE", "WHAT"]] + rows))
        }
        print(
            "\(report.files) files compared, \(report.items.count) findings (\(report.items.filter(\.isNew).count) new), "
                + "\(report.resolved) resolved.")
    }
}

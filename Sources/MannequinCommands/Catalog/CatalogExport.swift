import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog export`.
struct CatalogExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Tells other catalogs what runs did: OpenLineage events, one a line.",
        discussion: """
            Each run has an event for its begin and one for its end. Columns are the labels of rules; no name and no
            value of Redis is in them.

            EXAMPLES
              mannequin catalog export --openlineage > events.ndjson
              mannequin catalog export --openlineage --since 2026-10-01
              mannequin catalog export --openlineage --run 01a21104-fa70-7000-8000-000000000001
            """)

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "As OpenLineage RunEvents. The only format so far.")
    var openlineage = false

    @Option(name: .long, help: ArgumentHelp("Only runs that began at this moment or later.", valueName: "time"))
    var since: Moment?

    @Option(name: .customLong("run"), help: ArgumentHelp("Only this run.", valueName: "uid"))
    var onlyRun: String?

    func validate() throws {
        guard openlineage else { throw ValidationError("Say in which format: --openlineage.") }
        guard onlyRun == nil || since == nil else { throw ValidationError("Give --run or --since, not both.") }
    }

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let export = OpenLineageExport(version: MannequinVersion.text)
        for uid in try onlyRun.map({ [$0] }) ?? catalog.runs(since: since?.milliseconds) {
            for line in try export.lines(try catalog.runDossier(uid)) {
                try Terminal.stream(Array(line))
            }
        }
    }
}

import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog events`.
struct CatalogEvents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Shows the log.",
        discussion: """
            EXAMPLES
              mannequin catalog events
              mannequin catalog events --snapshot dump.rdb
              mannequin catalog events --type deletion --since 2026-11-01 --json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(name: .long, help: "Events about a snapshot, its copies and their deletions.")
    var snapshot: String?

    @Option(name: .long, help: "Events of a type, or of all types of a family: hold, hold.placed.")
    var type: String?

    @Option(name: .long, help: ArgumentHelp("Events from a moment on.", valueName: "time"))
    var since: Moment?

    @Option(name: .long, help: "At most so many, the latest.")
    var limit = 100

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let found = try snapshot.map { try catalog.snapshot($0) }
        let events = try catalog.events(of: found, type: type, since: since?.milliseconds, limit: limit)
        if json { try Terminal.printJSON(events.objects) } else { Terminal.printTable(events) }
    }
}

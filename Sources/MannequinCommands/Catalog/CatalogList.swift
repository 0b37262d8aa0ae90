public import ArgumentParser
public import Catalog
import Governance

/// `mannequin catalog list`.
struct CatalogList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists snapshots.",
        discussion: """
            EXAMPLES
              mannequin catalog list
              mannequin catalog list --kind raw --state overdue
              mannequin catalog list --as-of 2026-06-30
              mannequin catalog list --expires-before 2026-12-24 --json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(name: .long, help: "raw, sanitized or deployment.")
    var kind: String?

    @Option(name: .long, help: "alive, overdue, on-hold, gone or no-copy.")
    var state: SnapshotSummary.State?

    @Option(name: .long, help: "Part of where they are from.")
    var source: String?

    @Option(name: .long, help: ArgumentHelp("Those that expire before a moment.", valueName: "time"))
    var expiresBefore: Moment?

    @Option(name: .long, help: ArgumentHelp("Those that expire at a moment or after.", valueName: "time"))
    var expiresAfter: Moment?

    @Option(name: .long, help: ArgumentHelp("Those that were registered before a moment.", valueName: "time"))
    var registeredBefore: Moment?

    @Option(name: .long, help: ArgumentHelp("Those that were registered at a moment or after.", valueName: "time"))
    var registeredAfter: Moment?

    @Option(name: .long, help: ArgumentHelp("As it was at a moment.", valueName: "time"))
    var asOf: Moment?

    @Option(name: .long, help: "At most so many, the latest.")
    var limit = 1000

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        var filter = SnapshotFilter()
        filter.kind = kind
        filter.state = state
        filter.source = source
        filter.expiresBefore = expiresBefore?.milliseconds
        filter.expiresAfter = expiresAfter?.milliseconds
        filter.registeredBefore = registeredBefore?.milliseconds
        filter.registeredAfter = registeredAfter?.milliseconds
        filter.asOf = asOf?.milliseconds
        filter.limit = limit
        let snapshots = try catalog.openReadOnly().snapshots(filter, at: catalog.moment)
        if json { return try Terminal.printJSON(snapshots) }
        guard !snapshots.isEmpty else { return print("No snapshots.") }
        let rows = snapshots.map { snapshot in
            [
                snapshot.uid, snapshot.kind, snapshot.state.rawValue, snapshot.expires ?? "",
                snapshot.bytes.map { Terminal.size(UInt64($0)) } ?? "", snapshot.keys.map { "\($0)" } ?? "",
                snapshot.source,
            ]
        }
        print(Terminal.table([["SNAPSHOT", "KIND", "STATE", "EXPIRES", "SIZE", "KEYS", "SOURCE"]] + rows))
    }
}

extension SnapshotSummary.State: ExpressibleByArgument {}

import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog show`.
struct CatalogShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows all that is known of a snapshot.",
        discussion: """
            EXAMPLES
              mannequin catalog show dump.rdb
              mannequin catalog show 01a21104-fa70 --json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a uid, a SHA-256, the beginning of either, or a path.")
    var snapshot: String

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let found = try catalog.snapshot(snapshot)
        let details = try catalog.details(of: found, at: self.catalog.moment)
        if json { return try Terminal.printJSON(details) }
        let summary = details.summary
        print(
            Terminal.table(
                [
                    ["snapshot", summary.uid], ["kind", summary.kind], ["state", summary.state.rawValue],
                    ["source", summary.source], ["sha256", summary.sha256 ?? ""],
                    ["size", summary.bytes.map { Terminal.size(UInt64($0)) } ?? ""],
                    ["keys", summary.keys.map { "\($0)" } ?? ""], ["version", summary.rdbVersion ?? ""],
                    ["taken", summary.taken], ["registered", summary.registered], ["expires", summary.expires ?? ""],
                    ["gone", summary.gone ?? ""], ["policy", summary.policy],
                ].filter { !$0[1].isEmpty }))
        for section in details.sections where !section.result.rows.isEmpty {
            print("\n\(section.title)")
            Terminal.printTable(section.result)
        }
    }
}

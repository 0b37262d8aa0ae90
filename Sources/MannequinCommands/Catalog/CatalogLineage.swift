import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog lineage`.
struct CatalogLineage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Shows what a snapshot came from, and what was made from that.",
        discussion: """
            EXAMPLES
              mannequin catalog lineage test.rdb
              mannequin catalog lineage test.rdb --dot | dot -Tsvg > lineage.svg
              mannequin catalog lineage test.rdb --json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a uid, a SHA-256, the beginning of either, or a path.")
    var snapshot: String

    @Flag(name: .long, help: "Print a graph for Graphviz.")
    var dot = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func validate() throws {
        guard !(dot && json) else { throw ValidationError("Give --dot or --json.") }
    }

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let graph = try catalog.lineage(of: try catalog.snapshot(snapshot))
        if json { return try Terminal.printJSON(graph) }
        print(dot ? LineagePicture.dot(graph) : LineagePicture.tree(graph))
    }
}

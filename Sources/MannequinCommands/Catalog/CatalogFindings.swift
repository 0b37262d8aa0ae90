import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog findings`.
struct CatalogFindings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "Shows where storage and catalog do not agree.",
        discussion: """
            EXAMPLES
              mannequin catalog findings
              mannequin catalog findings --all --json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Those that are resolved, too.")
    var all = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let findings = try catalog.openReadOnly().findings(all: all)
        if json { return try Terminal.printJSON(findings.objects) }
        if findings.rows.isEmpty { return print("No open findings.") }
        Terminal.printTable(findings)
    }
}

/// `mannequin catalog resolve`.
struct CatalogResolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Records what became of a finding.",
        discussion: """
            EXAMPLES
              mannequin catalog resolve 01a21104-fa70-7070-b591-2dd3e19bc43f --as ignored --reason "test data"
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The uid of the finding.")
    var finding: String

    @Option(name: .customLong("as"), help: "adopted, deleted, ignored or no-longer-so.")
    var resolution: String

    @Option(name: .long, help: "Why.")
    var reason: String

    func validate() throws {
        guard ["adopted", "deleted", "ignored", "no-longer-so"].contains(resolution) else {
            throw ValidationError("--as is one of adopted, deleted, ignored, no-longer-so.")
        }
    }

    func run() throws {
        try catalog.open(for: "catalog resolve").write { log in
            try log.resolve(try log.finding(finding), as: resolution, because: reason)
        }
        print("Recorded.")
    }
}

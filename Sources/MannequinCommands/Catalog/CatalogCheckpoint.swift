import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog checkpoint`.
struct CatalogCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Signs the head of the log, for a place outside of it.",
        discussion: """
            The hash of the last event stands for every event before it. A note with that hash, kept where whoever can
            write to the catalog cannot, shows when the log is written anew: `catalog verify --checkpoint`.

            --to takes a file, which gets one note behind the other, the work tree of a git repository, which gets a
            commit for each, or - for standard output.

            EXAMPLES
              mannequin catalog checkpoint --to /mnt/worm/mannequin.notes
              mannequin catalog checkpoint --to ~/audit-repository
              mannequin catalog checkpoint | mail -s checkpoint auditors@example.org

            Exit status: 0 done, 1 the log does not agree with an earlier checkpoint, 73 the note cannot be put there.
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    @Option(name: .long, help: ArgumentHelp("Where the note goes.", valueName: "place"))
    var to = "-"

    @Flag(name: .long, help: "Print one JSON document about the note. Not with standard output.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func run() throws {
        let destination = try CheckpointDestination(to)
        if json, destination == .standardOutput {
            throw RunError(.usage, "--json and the note both want standard output: give --to")
        }
        let place = try catalog.place()
        // A catalog that is not there is not made: there would be nothing to vouch for.
        _ = try place.openReadOnly()
        let run = CheckpointRun(
            key: try signing.key(for: place), destination: destination,
            environment: ProcessInfo.processInfo.environment)
        let report = try run.run(try catalog.open(for: "catalog checkpoint"), atMs: catalog.moment)
        if json { return try Terminal.printJSON(report) }
        guard !quiet else { return }
        Terminal.printError("Signed event \(report.event) with key \(report.signer): \(report.writtenTo)")
        Terminal.printError("Verifier key: \(report.verifierKey)")
    }
}

import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog verify`.
struct CatalogVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves that the catalog is as it was written.",
        discussion: """
            Walks the log from its first event: each hash has to follow from the one before, each row has to be as its
            event wrote it, the guards have to be in place. The first that is not so is named. Whoever can write to the
            file can also write a whole new log: only a checkpoint that was put elsewhere shows that.

            EXAMPLES
              mannequin catalog verify
              mannequin catalog verify --full --json
              mannequin catalog verify --checkpoint checkpoints --key audit.pub

            Exit status: 0 all is as it was written, 1 something was changed.
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(
        name: .long, help: ArgumentHelp("Compare with the checkpoints in a file that lay elsewhere.", valueName: "file")
    )
    var checkpoint: String?

    @Option(name: .long, help: ArgumentHelp("A public key that checkpoints are trusted under.", valueName: "pub"))
    var key: [String] = []

    @Flag(name: .long, help: "Let SQLite check every page and index, too.")
    var full = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard (checkpoint == nil) == key.isEmpty else {
            throw ValidationError("--checkpoint and --key go together: a checkpoint counts under a key you trust.")
        }
    }

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let line = ProgressLine("verifying", isQuiet: quiet || json)
        defer { line.finish() }
        let total = try catalog.eventCount()
        let anchors = try checkpoint.map { file in
            try CheckpointNote.anchors(in: file, trusting: try key.map(VerifyingKey.read), of: catalog)
        }
        let result = try catalog.verify(against: anchors ?? [], isFull: full) { done in
            line.show(count: Int(done), of: Int(total))
        }
        line.finish()
        if json {
            try Terminal.printJSON(result)
        } else if !quiet || !result.isGood {
            for problem in result.problems { print(problem.message) }
            if result.problemCount > result.problems.count {
                print("and \(result.problemCount - result.problems.count) more")
            }
            print(
                result.isGood
                    ? "\(result.events) events and \(result.rows) rows are as they were written; head \(result.head)."
                    : "\(result.problemCount) problems in \(result.events) events.")
        }
        if !result.isGood { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}

import ArgumentParser
import Foundation
import Governance
import Sanitizing

/// `mannequin rules suggest`.
struct RulesSuggest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Drafts a rule file for a snapshot.",
        discussion: """
            Reads the snapshot once and writes a pack that takes every key: a rule for each template of names and each
            type, with the fields and JSON paths that were met, what was found in them, and what is proposed and why.
            No value is in it, and of names only words of the built-in vocabulary. Nothing is proposed to be kept.

            EXAMPLES
              mannequin rules suggest dump.rdb > draft.yaml
              mannequin rules lint draft.yaml
              mannequin sanitize dump.rdb --output test.rdb --rules draft.yaml --verify
            """)

    @Argument(help: "The snapshot, or - for standard input.")
    var snapshot: String

    @Option(name: .long, help: "The name of the pack.")
    var pack = "draft"

    @Option(name: .long, help: "How many templates are told apart; what comes later falls to wider ones.")
    var templates = 200

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors on standard error.")
    var quiet = false

    func validate() throws {
        guard (1...10_000).contains(templates) else {
            throw ValidationError("--templates is a number from 1 to 10000.")
        }
        let isWord = !pack.isEmpty && pack.utf8.allSatisfy { $0 == 0x2D || $0 &- 0x30 < 10 || $0 &- 0x61 < 26 }
        guard isWord, pack.utf8.first != 0x2D else {
            throw ValidationError("--pack is a name of small letters, digits and dashes.")
        }
    }

    func run() throws {
        var run = SuggestRun(input: snapshot)
        run.templateLimit = templates
        let line = ProgressLine("reading", isQuiet: quiet)
        defer { line.finish() }
        let suggestion = try run.run { done, total in line.show(done, of: total) }
        line.finish()
        if json {
            try Terminal.printJSON(suggestion)
        } else {
            StandardStream.output.write(suggestion.yaml(pack: pack))
        }
    }
}

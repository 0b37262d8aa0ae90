import ArgumentParser
import Foundation
import Governance
import Rules

/// `mannequin rules diff`.
struct RulesDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says which rules differ, and which keys are treated differently.",
        discussion: """
            Looked at are the keys of the examples of both, and those of --keys.

            EXAMPLES
              mannequin rules diff clinic-3.yaml clinic-4.yaml
              redis-cli --scan | mannequin rules diff connect-redis connect-redis:prefix=shop: --keys -

            Exit status: 0 nothing differs, 1 something does.
            """)

    @Argument(help: "A rule file or a shipped pack.")
    var before: String

    @Argument(help: "Another one.")
    var after: String

    @Option(name: .long, help: "A file with names of keys, one a line, or - for standard input.")
    var keys: String?

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let sets = try [before, after].map { try RuleStack([RuleSource($0)]).rules }
        let names = try keys.map { try InputText.bytes(of: $0).split(separator: 0x0A).map { Array($0) } } ?? []
        let difference = RuleSetDifference(sets[0], sets[1], keys: names)
        if json {
            try Terminal.printJSON(difference)
        } else {
            for line in difference.lines { StandardStream.output.write(line + "\n") }
        }
        if !difference.isEmpty { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}

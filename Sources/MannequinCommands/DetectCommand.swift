import ArgumentParser
import Foundation
import Governance
import Masking

/// `mannequin detect`.
struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Says what is sensitive in a text, and where, without showing it.",
        discussion: """
            Reads text of any kind: logs, JSON, exports, source. Finds addresses, telephone numbers, cards, accounts, keys,
            tokens and passwords by form, check digits, prefixes and the names before them; docs/detection.md says what it
            finds and what not. Values are never printed: places are line and column, columns count bytes.

            EXAMPLES
              mannequin detect app.log
              mannequin detect app.log --list --confidence low
              redis-cli --raw mget a b c | mannequin detect - --fail
              mannequin detect export.jsonl --json | jq .kinds.email.total

            Exit status: 0 done, 1 something was found and --fail was given, 66 no such input.
            """)

    @Argument(help: "The text: a file, or - for standard input.")
    var text: String

    @Option(
        name: .long,
        help: "What is reported: high, medium (and better), low, or public-test, which is everything.")
    var confidence: LeastConfidence = .medium

    @Flag(name: .long, help: "Print every place, not only the first ones of each kind.")
    var list = false

    @Flag(name: .long, help: "Exit with 1 when something is found.")
    var fail = false

    @Flag(name: .long, help: "Print one JSON document with the counts.")
    var json = false

    @Flag(
        name: .long,
        help: """
            Read JSON lines {"text": …, "name": …} and print {"spans": [{"start", "end", "kind", "confidence"}]} for each: \
            for measuring. Offsets count bytes of the text as UTF-8.
            """)
    var spans = false

    @Flag(name: [.short, .long], help: "Show no progress.")
    var quiet = false

    func validate() throws {
        if spans, json || list { throw ValidationError("--spans goes with neither --json nor --list.") }
        if json, list { throw ValidationError("--list and --json do not go together.") }
    }

    func run() throws {
        let total = spans ? try DetectedSpans(minimum: confidence.confidence).run(text) : try report()
        if fail, total > 0 { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func report() throws -> Int {
        let progress = ProgressLine("scanning", isQuiet: quiet || json || list)
        defer { progress.finish() }
        var summary = DetectSummary()
        let report = try DetectRun(input: text, minimum: confidence.confidence).run { place in
            if list { print(DetectSummary.line(place)) } else { summary.add(place) }
        } progress: { done, total in
            progress.show(done, of: total)
        }
        progress.finish()
        if json {
            try Terminal.printJSON(report)
        } else if !list {
            print(summary.text(report))
        }
        return report.total
    }
}

/// What `--confidence` takes.
enum LeastConfidence: String, CaseIterable, ExpressibleByArgument {
    case high, medium, low
    case publicTest = "public-test"

    /// The least confidence that is reported.
    var confidence: Confidence {
        switch self {
        case .high: .high
        case .medium: .medium
        case .low: .low
        case .publicTest: .publicTest
        }
    }
}
